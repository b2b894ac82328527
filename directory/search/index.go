package search

import (
	"cmp"
	"iter"
	"math"
	"slices"
)

// Document is what can be searched of one server.
type Document struct {
	Host        string // as a reader sees it
	Alias       string // the host's ASCII form, if that is another
	Name        string
	Tags        []string // software and languages, in codes and in words
	Description string
	Rules       []string
}

// Index finds documents by words. Documents are numbered from 0 in the order they
// were given. It is immutable and safe for concurrent use.
type Index struct {
	terms []string // sorted
	// backward lists the terms in the order of their reversed bytes, so that terms
	// with a common end are neighbours.
	backward []uint32
	// The postings of term i are postings[offsets[i]:offsets[i+1]], by document.
	offsets  []uint32
	postings []posting
	// names holds a key of each document's whole name.
	names []uint64
}

// Size is what an index takes.
type Size struct {
	Terms    int
	Postings int
}

// Size returns the numbers of words and of (word, document) pairs.
func (x *Index) Size() Size { return Size{Terms: len(x.terms), Postings: len(x.postings)} }

// posting is a document and the set of its fields that a word occurs in.
type posting uint32

func newPosting(doc int, fields uint32) posting { return posting(uint32(doc)<<fieldBits | fields) }

func (p posting) doc() uint32 { return uint32(p) >> fieldBits }

// weight is that of those of some fields that the word occurs in.
func (p posting) weight(fields uint32) uint32 { return weights[uint32(p)&fields] }

// Build makes an index of the documents.
func Build(documents iter.Seq[Document]) *Index {
	b := builder{ids: newTermIDs(), tags: map[string][]uint32{}}
	for document := range documents {
		b.add(&document)
	}
	return b.index()
}

// builder numbers words as they come; index puts them in order.
type builder struct {
	tokenizer
	ids   termIDs
	terms []string
	// latest holds, for each term, the latest of pairs with it.
	latest []latest
	pairs  pile
	names  []uint64
	words  int // of the present document, repeated ones too
	// tags holds the terms of each tag: they are few, and every document has some.
	tags map[string][]uint32
}

// latest is the document of a pair and where that is in the pile.
type latest struct{ doc, at uint32 }

type pair struct {
	term uint32
	posting
}

// pile is a long list that grows without being copied.
type pile struct {
	chunks [][]pair
	n      int
}

const chunk = 1 << 16

func (p *pile) add(one pair) {
	if p.n%chunk == 0 {
		p.chunks = append(p.chunks, make([]pair, 0, chunk))
	}
	last := &p.chunks[len(p.chunks)-1]
	*last = append(*last, one)
	p.n++
}

func (p *pile) at(i int) *pair { return &p.chunks[i/chunk][i%chunk] }

// maxWords bounds how much of one document is indexed, so that no server can make
// the index its own. The fields are read in the order of their weight.
const maxWords = 4_000

func (b *builder) add(d *Document) {
	b.words = 0
	b.read(fieldHost, d.Host)
	b.read(fieldHost, d.Alias)
	b.read(fieldName, d.Name)
	for _, tag := range d.Tags {
		b.tag(tag)
	}
	b.read(fieldDescription, d.Description)
	for _, rule := range d.Rules {
		b.read(fieldRule, rule)
	}
	b.names = append(b.names, nameKey(words(d.Name, maxQueryWords)))
}

func (b *builder) read(field uint32, text string) {
	if b.words >= maxWords {
		return
	}
	b.each(text, true, func(word []byte) {
		if b.words < maxWords {
			b.occurs(b.term(word), field)
		}
	})
}

func (b *builder) tag(text string) {
	terms, known := b.tags[text]
	if !known {
		b.each(text, true, func(word []byte) { terms = append(terms, b.term(word)) })
		b.tags[text] = terms
	}
	for _, term := range terms {
		if b.words < maxWords {
			b.occurs(term, fieldTag)
		}
	}
}

// term returns the number of a word, a new one if it is the first of its kind.
func (b *builder) term(word []byte) uint32 {
	id, known := b.ids.of(word)
	if !known {
		id = uint32(len(b.terms))
		b.terms = append(b.terms, string(word))
		b.ids.put(b.terms[id], id)
		b.latest = append(b.latest, latest{doc: math.MaxUint32})
	}
	return id
}

// occurs notes that the present document has a term in a field.
func (b *builder) occurs(term, field uint32) {
	b.words++
	here := newPosting(len(b.names), field)
	if l := b.latest[term]; l.doc == here.doc() {
		b.pairs.at(int(l.at)).posting |= here
		return
	}
	b.latest[term] = latest{here.doc(), uint32(b.pairs.n)}
	b.pairs.add(pair{term, here})
}

// index sorts terms and, by counting, their postings.
func (b *builder) index() *Index {
	order := sorted(b.terms, head, cmp.Compare)
	rank := make([]uint32, len(order))
	x := &Index{
		terms:    make([]string, len(order)),
		offsets:  make([]uint32, len(order)+1),
		postings: make([]posting, b.pairs.n),
		names:    b.names,
	}
	for place, id := range order {
		rank[id] = uint32(place)
		x.terms[place] = b.terms[id]
	}
	for _, chunk := range b.pairs.chunks {
		for _, p := range chunk {
			x.offsets[rank[p.term]+1]++
		}
	}
	for i := range order {
		x.offsets[i+1] += x.offsets[i]
	}
	next := slices.Clone(x.offsets)
	for _, chunk := range b.pairs.chunks {
		for _, p := range chunk {
			place := rank[p.term]
			x.postings[next[place]] = p.posting
			next[place]++
		}
	}
	x.backward = sorted(x.terms, tail, compareBackward)
	return x
}
