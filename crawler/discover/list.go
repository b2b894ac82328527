package discover

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"landfall"
)

// ListKind is the form of a list in a file.
type ListKind string

// The kinds.
const (
	ListJSON   ListKind = "json"   // an array, or an object with one in it
	ListNDJSON ListKind = "ndjson" // a JSON value a line
	ListCSV    ListKind = "csv"    // commas, semicolons or tabs
	ListText   ListKind = "text"   // a name a line
)

// Listed is what a list came to.
type Listed struct {
	Kind ListKind
	// Total counts its entries, Refused those that name no instance, by fault.
	Total   int
	Refused map[landfall.HostFault]int
}

// listBatch is how many hosts are handed on at once.
const listBatch = 2000

// listDocument is where the directories' own documents have their lists: arrays of
// names or objects, bare or inside of others, as joinmastodon, instances.social,
// FediDB, the-federation, lemmyverse and joinlemmy publish them.
var listDocument = Format{
	Lists: []string{
		"", "data", "data.nodes", "nodes", "items", "servers", "instances", "pods", "hosts", "domains",
		"instance_details", "stats.instance_details", "federated_instances.linked",
	},
	Names: []string{"domain", "host", "hostname", "baseurl", "instance", "instance.domain", "uri", "url", "name"},
}

// ReadList reads a list of hosts from a file whose form it finds out by its content,
// and hands the hosts to take as it goes, some thousand at a time; a host that is
// listed twice may be handed on twice. It holds no more than that, however long the
// list is. A list that breaks off or cannot be read is an error: what was handed on
// until then stands. An error of take ends it.
func ReadList(r io.Reader, take func([]landfall.Host) error) (Listed, error) {
	l := &lister{in: bufio.NewReaderSize(&lineGuard{r: r}, peekBytes), take: take}
	l.listed.Refused = make(map[landfall.HostFault]int)
	l.skipMark()
	l.listed.Kind = l.kind()
	var err error
	switch l.listed.Kind {
	case ListJSON:
		s := l.scanner()
		_, err = s.read(listDocument)
	case ListNDJSON:
		s := l.scanner()
		err = s.values(listDocument)
	case ListCSV:
		err = l.csv()
	case ListText:
		err = l.text()
	}
	err = errors.Join(err, l.flush())
	if err != nil {
		return l.listed, fmt.Errorf("%s list, after %d names: %w", l.listed.Kind, l.listed.Total, err)
	}
	return l.listed, nil
}

// peekBytes is how much of a list is looked at to find out its form.
const peekBytes = 64 << 10

// lister is one list on its way in.
type lister struct {
	in     *bufio.Reader
	take   func([]landfall.Host) error
	batch  []landfall.Host
	listed Listed
	failed error // of take
}

// skipMark reads over a byte order mark.
func (l *lister) skipMark() {
	if mark, _ := l.in.Peek(3); string(mark) == "\ufeff" {
		_, _ = l.in.Discard(3)
	}
}

// kind finds out the form of the list.
func (l *lister) kind() ListKind {
	head, _ := l.in.Peek(peekBytes)
	trimmed := bytes.TrimLeft(head, " \t\r\n")
	first, rest, _ := bytes.Cut(trimmed, []byte("\n"))
	switch {
	case len(trimmed) == 0:
		return ListText
	case trimmed[0] == '[' && json.Valid(bytes.TrimSpace(first)) && isValue(rest):
		return ListNDJSON // of arrays, which name nothing
	case trimmed[0] == '[':
		return ListJSON
	case (trimmed[0] == '{' || trimmed[0] == '"') && json.Valid(bytes.TrimSpace(first)) && (isValue(rest) || named(first)):
		return ListNDJSON
	case trimmed[0] == '{':
		return ListJSON
	case delimiter(first) != 0:
		return ListCSV
	}
	return ListText
}

// isValue reports whether text goes on with a JSON object, array or string.
func isValue(text []byte) bool {
	text = bytes.TrimLeft(text, " \t\r\n")
	return len(text) > 0 && strings.IndexByte(`{["`, text[0]) >= 0
}

// named reports whether a JSON value is one entry of a list.
func named(value []byte) bool {
	found := false
	s := scanner{r: bufio.NewReader(bytes.NewReader(value)), offer: func(_ string, ok bool) { found = found || ok }}
	return s.values(listDocument) == nil && found
}

func (l *lister) scanner() *scanner {
	return &scanner{r: l.in, offer: func(name string, ok bool) {
		if ok {
			l.offer(name)
			return
		}
		l.listed.Total++
		l.listed.Refused[NotAName]++
	}}
}

// offer takes one name. Lists write it bare, as an address, or as a link in
// Markdown.
func (l *lister) offer(name string) {
	l.listed.Total++
	name = strings.TrimSpace(name)
	if _, link, ok := strings.Cut(name, "]("); ok && strings.HasPrefix(name, "[") {
		name, _, _ = strings.Cut(link, ")")
	}
	host, err := parseName(name)
	if err != nil {
		l.listed.Refused[faultOf(err)]++
		return
	}
	if l.batch = append(l.batch, host); len(l.batch) >= listBatch {
		l.failed = errors.Join(l.failed, l.flush())
	}
}

func (l *lister) flush() error {
	if l.failed != nil || len(l.batch) == 0 {
		return l.failed
	}
	batch := l.batch
	l.batch = nil
	return l.take(batch)
}

// text reads a name a line; what follows a # is a remark.
func (l *lister) text() error {
	lines := bufio.NewScanner(l.in)
	for lines.Scan() && l.failed == nil {
		name, _, _ := strings.Cut(lines.Text(), "#")
		if name = strings.TrimSpace(name); name != "" {
			l.offer(name)
		}
	}
	return lines.Err()
}

// values reads JSON values one after the other, and offers each as an element of a
// list.
func (s *scanner) values(f Format) error {
	w := walk{scanner: s, format: f, seen: make(map[string]bool)}
	for {
		c, err := s.token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = w.element(c)
		}
		if err != nil {
			return s.early(err)
		}
	}
}

// lineGuard refuses a file whose lines have no end, before memory does.
type lineGuard struct {
	r    io.Reader
	line int
}

// maxLineBytes is longer than any line of an honest list, except for JSON, which is
// scanned and not held.
const maxLineBytes = 256 << 20

func (g *lineGuard) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	if at := bytes.LastIndexByte(p[:n], '\n'); at >= 0 {
		g.line = n - at - 1
	} else {
		g.line += n
	}
	if g.line > maxLineBytes {
		return 0, fmt.Errorf("%w: a line longer than %d bytes", landfall.ErrInvalid, maxLineBytes)
	}
	return n, err
}
