package strictjson

import (
	"bytes"
	"fmt"
)

// parser builds a document in one pass (RFC 8259).
type parser struct {
	document
	at           int // next byte
	keys, values int
}

func (p *parser) malformed() error {
	if p.at >= len(p.data) {
		return &Error{Reason: "json_malformed", Detail: "unexpected end"}
	}
	return &Error{Reason: "json_malformed", Detail: fmt.Sprintf("byte %d is %q", p.at, p.data[p.at])}
}

// peek returns the next byte, 0 at the end. A real 0 is no token either.
func (p *parser) peek() byte {
	if p.at < len(p.data) {
		return p.data[p.at]
	}
	return 0
}

func (p *parser) space() {
	for p.at < len(p.data) {
		switch p.data[p.at] {
		case ' ', '\t', '\n', '\r':
			p.at++
		default:
			return
		}
	}
}

// add appends a node that ends with itself.
func (p *parser) add(k kind, start, end int) {
	next := uint32(len(p.nodes) + 1)
	p.nodes = append(p.nodes, node{kind: k, start: uint32(start), end: uint32(end), next: next})
}

func (p *parser) value(depth int) error {
	if p.values++; p.values > MaxValues {
		return &Error{Reason: "json_too_many_values"}
	}
	p.space()
	switch c := p.peek(); c {
	case '{', '[':
		if depth >= MaxDepth {
			return &Error{Reason: "json_too_deep"}
		}
		if c == '{' {
			return p.object(depth)
		}
		return p.array(depth)
	case '"':
		return p.text()
	case 'n':
		return p.literal("null", kindNull)
	case 'f':
		return p.literal("false", kindFalse)
	case 't':
		return p.literal("true", kindTrue)
	default:
		return p.number()
	}
}

func (p *parser) literal(word string, k kind) error {
	if !bytes.HasPrefix(p.data[p.at:], []byte(word)) {
		return p.malformed()
	}
	p.add(k, p.at, p.at+len(word))
	p.at += len(word)
	return nil
}

func (p *parser) array(depth int) error {
	array := len(p.nodes)
	p.add(kindArray, 0, 0)
	p.at++
	for p.space(); p.peek() != ']'; p.space() {
		if p.nodes[array].start > 0 && !p.comma() {
			return p.malformed()
		}
		if err := p.value(depth + 1); err != nil {
			return err
		}
		p.nodes[array].start++
	}
	p.at++
	p.nodes[array].next = uint32(len(p.nodes))
	return nil
}

func (p *parser) object(depth int) error {
	object := len(p.nodes)
	p.add(kindObject, 0, 0)
	p.at++
	var names names
	for p.space(); p.peek() != '}'; p.space() {
		if p.nodes[object].start > 0 && !p.comma() {
			return p.malformed()
		}
		if err := p.key(object, &names); err != nil {
			return err
		}
		if err := p.value(depth + 1); err != nil {
			return err
		}
		p.nodes[object].start++
	}
	p.at++
	p.nodes[object].next = uint32(len(p.nodes))
	return nil
}

// comma steps over a comma and the space around it.
func (p *parser) comma() bool {
	if p.peek() != ',' {
		return false
	}
	p.at++
	p.space()
	return true
}

// key reads one key of an object and its colon.
func (p *parser) key(object int, names *names) error {
	if p.peek() != '"' {
		return p.malformed()
	}
	if p.keys++; p.keys > MaxKeys {
		return &Error{Reason: "json_too_many_keys"}
	}
	key := len(p.nodes)
	if err := p.text(); err != nil {
		return err
	}
	if names.taken(&p.document, object, key) {
		return &Error{Reason: "json_duplicate_key", Detail: fmt.Sprintf("%.40q", p.textAt(key))}
	}
	if p.space(); p.peek() != ':' {
		return p.malformed()
	}
	p.at++
	return nil
}

// text reads a string. Parse has checked its UTF-8 already.
func (p *parser) text() error {
	k, start := kindText, p.at+1
	for p.at = start; p.at < len(p.data); p.at++ {
		switch c := p.data[p.at]; {
		case c == '"':
			p.add(k, start, p.at)
			p.at++
			return nil
		case c == '\\':
			k = kindEscaped
			if !p.escape() {
				return p.malformed()
			}
		case c < ' ':
			return p.malformed()
		}
	}
	return p.malformed()
}

// escape steps to the last byte of an escape sequence.
func (p *parser) escape() bool {
	p.at++
	switch p.peek() {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return true
	case 'u':
		for range 4 {
			p.at++
			if _, ok := hexDigit(p.peek()); !ok {
				return false
			}
		}
		return true
	}
	return false
}

func (p *parser) number() error {
	start := p.at
	if p.peek() == '-' {
		p.at++
	}
	if p.peek() == '0' {
		p.at++
	} else if !p.digits() {
		return p.malformed()
	}
	if p.peek() == '.' {
		if p.at++; !p.digits() {
			return p.malformed()
		}
	}
	if c := p.peek(); c == 'e' || c == 'E' {
		p.at++
		if sign := p.peek(); sign == '+' || sign == '-' {
			p.at++
		}
		if !p.digits() {
			return p.malformed()
		}
	}
	if p.at-start > maxNumber {
		return &Error{Reason: "json_number_too_long"}
	}
	p.add(kindNumber, start, p.at)
	return nil
}

// digits steps over digits and reports whether there was one.
func (p *parser) digits() bool {
	start := p.at
	for c := p.peek(); c >= '0' && c <= '9'; c = p.peek() {
		p.at++
	}
	return p.at > start
}
