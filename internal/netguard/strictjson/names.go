package strictjson

// namesAtHand is up to how many keys an object's keys are compared one by one.
const namesAtHand = 16

// names finds the duplicate keys of one object: by looking through the few
// before it, or, in a large object, by a set.
type names struct {
	n    int
	seen map[string]struct{}
}

// taken reports whether the object has the key already; if not, it has it now.
func (s *names) taken(doc *document, object, key int) bool {
	s.n++
	if s.n <= namesAtHand {
		return doc.member(object, key, doc.textAt(key)) >= 0
	}
	if s.seen == nil {
		s.seen = make(map[string]struct{}, 4*namesAtHand)
		for at := object + 1; at < key; at = doc.after(at + 1) {
			s.seen[string(doc.textAt(at))] = struct{}{}
		}
	}
	name := string(doc.textAt(key))
	_, twice := s.seen[name]
	s.seen[name] = struct{}{}
	return twice
}

// member returns the value of the object's member with that name, looking no
// further than the node end, or -1.
func (d *document) member(object, end int, name []byte) int {
	for at := object + 1; at < end; at = d.after(at + 1) {
		if string(d.textAt(at)) == string(name) {
			return at + 1
		}
	}
	return -1
}

// after returns the node behind the one at and all that is in it.
func (d *document) after(at int) int { return int(d.nodes[at].next) }

// textAt returns a string's text with its escapes undone.
func (d *document) textAt(at int) []byte {
	n := d.nodes[at]
	text := d.data[n.start:n.end]
	if n.kind == kindEscaped {
		return unescape(text)
	}
	return text
}
