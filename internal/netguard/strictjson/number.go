package strictjson

import (
	"bytes"
	"strconv"
	"strings"
)

// wholeNumber reads a JSON number as an integer. It decides on the digits alone,
// so that an exponent such as 1e999999999 costs nothing. A whole number beyond
// 64 bits is ok and overflow.
func wholeNumber(text []byte) (n int64, overflow, ok bool) {
	mantissa, exponent, _ := bytes.Cut(bytes.ToLower(text), []byte("e"))
	mantissa, negative := bytes.CutPrefix(mantissa, []byte("-"))
	whole, fraction, _ := bytes.Cut(mantissa, []byte("."))

	digits := append(bytes.Clone(whole), fraction...)
	significant := bytes.TrimRight(digits, "0")
	zeros := exponentOf(exponent) - len(fraction) + len(digits) - len(significant)
	significant = bytes.TrimLeft(significant, "0")
	switch {
	case len(significant) == 0:
		return 0, false, true
	case zeros < 0:
		return 0, false, false
	case len(significant)+zeros > 19: // more digits than any 64-bit number has
		return 0, true, true
	}
	exact := string(significant) + strings.Repeat("0", zeros)
	if negative {
		exact = "-" + exact
	}
	n, err := strconv.ParseInt(exact, 10, 64)
	if err != nil {
		return 0, true, true
	}
	return n, false, true
}

// exponentOf reads a decimal exponent, 0 if there is none. One too large to
// matter is held to a bound that decides the same.
func exponentOf(text []byte) int {
	const enough = 1000
	digits := bytes.TrimLeft(bytes.TrimLeft(text, "+-"), "0")
	e := enough
	if len(digits) < 4 {
		e, _ = strconv.Atoi("0" + string(digits))
	}
	if bytes.HasPrefix(text, []byte("-")) {
		return -e
	}
	return e
}
