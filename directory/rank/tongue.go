package rank

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// written is a language and the script it is written in: what somebody who reads it
// needs to know. Regions make no difference: who reads pt-BR reads pt-PT.
type written struct {
	base   language.Base
	script language.Script
	told   bool // the tag says the script or the region, which tells it
}

// parseWritten reads a BCP 47 tag; ok is false if it names no language.
func parseWritten(tag string) (w written, ok bool) {
	t, err := language.All.Parse(tag)
	if err != nil {
		return written{}, false
	}
	base, script, region := t.Raw()
	if base.String() == "und" {
		return written{}, false
	}
	w = written{base: base, told: script.String() != "Zzzz" || region.String() != "ZZ"}
	w.script, _ = t.Script()
	return w, true
}

// reads reports whether who reads one reads the other: it is the same language and, as
// far as both tell, the same script.
func (w written) reads(other written) bool {
	return w.base == other.base && (!w.told || !other.told || w.script == other.script)
}

// readsAny reports whether one of the languages asked for is the one that is offered.
func readsAny(asked []written, offered written) bool {
	for _, a := range asked {
		if a.reads(offered) {
			return true
		}
	}
	return false
}

// languageName returns the English name of a language: "German".
func languageName(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	if name := display.English.Tags().Name(t); name != "" {
		return name
	}
	return tag
}
