package probe

import (
	"strconv"
	"strings"

	"landfall/internal/netguard/strictjson"
)

// flag is a yes or no that a document states, or does not.
type flag struct {
	value, known bool
	// odd is what stands there instead of a yes or no, as a basis shows it: the
	// text "FALSE" in quotes, or a word for its type. A text decides nothing.
	odd string
}

func readFlag(v strictjson.Value) flag {
	if value, ok := v.Bool(); ok {
		return flag{value: value, known: true}
	}
	if !v.Exists() || v.IsNull() {
		return flag{}
	}
	if text, ok := v.Text(); ok {
		return flag{odd: strconv.Quote(cutText(oneLine(text, 20), 20))}
	}
	return flag{odd: "a value of another type"}
}

// readSwitch reads a flag in any of the ways that PHP writes one: also as 0 or 1, or as
// a text of "0", "1", "false" or "true".
func readSwitch(v strictjson.Value) flag {
	if n, _, ok := v.Int(); ok && (n == 0 || n == 1) {
		return flag{value: n == 1, known: true}
	}
	text, _ := v.Text()
	switch strings.ToLower(text) {
	case "1", "true":
		return flag{value: true, known: true}
	case "0", "false":
		return flag{known: true}
	}
	return readFlag(v)
}

// yes reports whether the document says yes.
func (f flag) yes() bool { return f.known && f.value }

func (f flag) String() string {
	switch {
	case f.known:
		return strconv.FormatBool(f.value)
	case f.odd != "":
		return f.odd
	}
	return "not stated"
}
