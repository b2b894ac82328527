package discover

import (
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"landfall/internal/netguard/strictjson"
)

// Format says where in a JSON document host names stand. Paths are the names of
// members, joined by dots; the path of the document itself is "".
type Format struct {
	// Lists are the paths of the arrays that hold the names. Of those that a document
	// has, all are read; one that has none of them is no list of peers.
	Lists []string
	// Names are the paths inside an element that is an object; the first of them that
	// is a text is the element's name. An element that is a text is a name itself.
	Names []string
	// Next is the path of the cursor that asks for the next page, Total of how many
	// names there are in all; "" where the format has neither.
	Next, Total string
	// Blocked is that of Lists with the names that are blocked, "" if none is.
	Blocked string
}

// found is what a document says beside its names.
type found struct {
	next  string
	total int64 // -1: not said
	// blocked is how many names are said to be blocked, -1 if that is not said.
	blocked int
}

// read reads a document of the format, offering each element.
func (s *scanner) read(f Format) (found, error) {
	w := walk{scanner: s, format: f, found: found{total: -1, blocked: -1}, seen: make(map[string]bool)}
	c, err := s.token()
	switch {
	case errors.Is(err, io.EOF):
		return w.found, &strictjson.Error{Reason: "json_empty"}
	case err != nil:
		return w.found, err
	case strings.IndexByte("[{\"-0123456789tfn", c) < 0:
		return w.found, s.malformed("no JSON")
	case !w.leads(c, ""):
		return w.found, &strictjson.Error{Reason: "peers_not_a_list"}
	}
	if err := w.value(c, "", 1); err != nil {
		return w.found, s.early(err)
	}
	if _, err = s.token(); err == nil {
		return w.found, &strictjson.Error{Reason: "json_trailing_data"}
	}
	if !errors.Is(err, io.EOF) {
		return w.found, err
	}
	if !slices.ContainsFunc(f.Lists, func(path string) bool { return w.seen[path] }) {
		return w.found, &strictjson.Error{Reason: "peers_not_a_list"}
	}
	return w.found, nil
}

// walk is one document on its way through a scanner.
type walk struct {
	*scanner
	format Format
	found  found
	seen   map[string]bool // the paths that were met
}

// leads reports whether a value at path that begins with c is a list or holds one.
func (w *walk) leads(c byte, path string) bool {
	return slices.ContainsFunc(w.format.Lists, func(list string) bool {
		return c == '[' && list == path || c == '{' && within(list, path)
	})
}

// within reports whether path lies below at.
func within(path, at string) bool {
	return at == "" && path != "" || at != "" && strings.HasPrefix(path, at+".")
}

// value reads the value at path, whose first byte is c.
func (w *walk) value(c byte, path string, depth int) error {
	switch {
	case c == '[' && slices.Contains(w.format.Lists, path):
		if err := w.once(path); err != nil {
			return err
		}
		if path == w.format.Blocked && path != "" {
			w.found.blocked = 0
			return w.elements(']', func(c byte) error {
				w.found.blocked++
				return w.element(c)
			})
		}
		return w.elements(']', w.element)
	case c == '"' && path != "" && path == w.format.Next:
		if err := w.once(path); err != nil {
			return err
		}
		var err error
		w.found.next, err = w.text()
		return err
	case path != "" && path == w.format.Total && (c == '-' || '0' <= c && c <= '9'):
		if err := w.once(path); err != nil {
			return err
		}
		word, err := w.scalar(c)
		if n, fault := strconv.ParseInt(word, 10, 64); fault == nil && n >= 0 {
			w.found.total = n
		}
		return err
	case c == '{' && w.wanted(path) && depth < strictjson.MaxDepth:
		return w.members(path, func(c byte, path string) error { return w.value(c, path, depth+1) })
	}
	return w.skip(c, depth)
}

// wanted reports whether anything of the format lies below path.
func (w *walk) wanted(path string) bool {
	return w.leads('{', path) || within(w.format.Next, path) || within(w.format.Total, path)
}

// once refuses a path that was met before: which of two values counts would be
// anybody's guess.
func (w *walk) once(path string) error {
	if w.seen[path] {
		return duplicate(path)
	}
	w.seen[path] = true
	return nil
}

func duplicate(path string) error {
	return &strictjson.Error{Reason: "json_duplicate_key", Detail: strconv.Quote(path)}
}

// members reads the rest of an object at path and calls each for its values.
func (w *walk) members(path string, each func(c byte, path string) error) error {
	return w.elements('}', func(c byte) error {
		key, c, err := w.member(c)
		if err != nil {
			return err
		}
		if strings.Contains(key, ".") {
			return w.skip(c, 2) // it could pass for a path
		}
		if path != "" {
			key = path + "." + key
		}
		return each(c, key)
	})
}

// element reads one element of a list, whose first byte is c, and offers it.
func (w *walk) element(c byte) error {
	switch c {
	case '"':
		name, err := w.text()
		if err == nil {
			w.offer(name, true)
		}
		return err
	case '{':
		names := make([]string, len(w.format.Names))
		stated := make([]bool, len(names))
		if err := w.names("", names, stated, 2); err != nil {
			return err
		}
		at := slices.Index(stated, true)
		if at < 0 {
			w.offer("", false)
		} else {
			w.offer(names[at], true)
		}
		return nil
	}
	err := w.skip(c, 1)
	if err == nil {
		w.offer("", false)
	}
	return err
}

// names reads the rest of an element, or of an object in it, for its names.
func (w *walk) names(path string, names []string, stated []bool, depth int) error {
	return w.members(path, func(c byte, path string) error {
		at := slices.Index(w.format.Names, path)
		inside := func(name string) bool { return within(name, path) }
		switch {
		case at >= 0 && c == '"' && stated[at]:
			return duplicate(path)
		case at >= 0 && c == '"':
			var err error
			names[at], err = w.text()
			stated[at] = true
			return err
		case c == '{' && slices.ContainsFunc(w.format.Names, inside) && depth < strictjson.MaxDepth:
			return w.names(path, names, stated, depth+1)
		}
		return w.skip(c, depth)
	})
}
