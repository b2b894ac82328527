package probe

import (
	"strconv"

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
