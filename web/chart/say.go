package chart

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"landfall/web/phrase"
)

// Say returns an English text in the reader's language. {name} in it stands for the value
// that follows that name in args: say("{n} of {m}", "n", 3, "m", 7).
type Say func(english string, args ...any) string

// English says texts as they are, and whole numbers with their thousands apart.
func English(english string, args ...any) string {
	pairs := make([]string, 0, len(args))
	for i := 0; i+1 < len(args); i += 2 {
		value := fmt.Sprint(args[i+1])
		switch n := args[i+1].(type) {
		case int:
			value = phrase.Number(n)
		case int64:
			value = phrase.Number(n)
		}
		pairs = append(pairs, fmt.Sprintf("{%v}", args[i]), value)
	}
	return strings.NewReplacer(pairs...).Replace(english)
}

// number says a value as the table has it: no digit more or less than it has.
func (say Say) number(x float64) string {
	if x == math.Trunc(x) {
		return say("{n}", "n", int64(x))
	}
	return exact(x)
}

// amount says a value and its unit, in as many digits as a sentence bears.
func (say Say) amount(x float64, unit string) string {
	switch unit {
	case "":
		return say.number(short(x))
	case "ms":
		if x >= 0 {
			return phrase.Duration(time.Duration(x * float64(time.Millisecond)))
		}
	case "%":
		return say("{n}%", "n", say.number(short(x)))
	}
	return say("{n} {unit}", "n", say.number(short(x)), "unit", say(unit))
}

// unknown says which share of the values is unknown, and nothing if none is.
func (say Say) unknown(unknown, of int) string {
	if unknown == 0 || of == 0 {
		return ""
	}
	return " " + say("Unknown: {share}.", "share", phrase.Share(unknown, of))
}

// short rounds to what a sentence bears: three digits, and whole numbers from 100 on.
func short(x float64) float64 {
	if x == 0 || math.Abs(x) >= 100 {
		return math.Round(x)
	}
	unit := math.Pow10(2 - int(math.Floor(math.Log10(math.Abs(x)))))
	if math.IsInf(unit, 0) {
		return 0
	}
	return math.Round(x*unit) / unit
}

// exact writes a number so that it reads as the same one.
func exact(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
