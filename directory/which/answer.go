package which

import (
	"slices"
	"strings"

	"landfall"
)

// Known tells what the directory calls a host: the instance that has a page under it,
// which is another one if the host is one of its other names; ok is false if there is
// none.
type Known func(landfall.Host) (instance landfall.Host, ok bool)

// Answer is a server that somebody may be on.
type Answer struct {
	Mention
	// Instance is what the directory knows it as, empty if it does not.
	Instance landfall.Host
	Way      Way
}

// Way is how an answer was come to.
type Way string

// The ways.
const (
	ByName    Way = "name"    // the directory has a page under the name
	ByAlias   Way = "alias"   // the name is another one of the instance
	ByParent  Way = "parent"  // the instance's domain is above the name, as with mail
	ByNothing Way = "nothing" // the directory knows nothing of it
)

// Advice is what somebody can do who has no answer.
type Advice string

// The advice.
const (
	AdviceNone Advice = ""
	// AdviceHost says that there is no host in the text, and where to find one.
	AdviceHost Advice = "host"
	// AdvicePerson says that the text is a person's name only.
	AdvicePerson Advice = "person"
	// AdviceMail says that the text is an address of mail, and perhaps not a handle.
	AdviceMail Advice = "mail"
	// AdviceAdd says that the host may well be right, but nobody has named it yet.
	AdviceAdd Advice = "add"
)

// Result is all answers, those that the directory knows first.
type Result struct {
	Answers []Answer
	Advice  Advice
}

// Find answers from a text.
func Find(text string, known Known) Result {
	mentions := Read(text)
	if len(mentions) == 0 {
		return Result{Advice: adviceWithout(text)}
	}
	return Resolve(mentions, known)
}

// Resolve answers from what a text was read as.
func Resolve(mentions []Mention, known Known) Result {
	var r Result
	for _, m := range mentions {
		r.Answers = append(r.Answers, resolve(m, known))
	}
	slices.SortStableFunc(r.Answers, func(a, b Answer) int { return rank(a) - rank(b) })
	switch {
	case len(r.Answers) == 0 || r.Answers[0].Instance != "":
	case r.Answers[0].Form == Address:
		r.Advice = AdviceMail
	default:
		r.Advice = AdviceAdd
	}
	return r
}

// adviceWithout says what to do with a text that names no host.
func adviceWithout(text string) Advice {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return AdviceNone
	case len(text) > 1 && text[0] == '@' && !strings.ContainsAny(text[1:], "@ ."):
		return AdvicePerson
	}
	return AdviceHost
}

func rank(a Answer) int {
	return slices.Index([]Way{ByName, ByAlias, ByParent, ByNothing}, a.Way)
}

// resolve looks a mention up. Mail often comes from below the name that people know, so
// that the names above it are tried, down to the one that somebody registered.
func resolve(m Mention, known Known) Answer {
	if instance, ok := known(m.Host); ok {
		if instance == m.Host {
			return Answer{m, instance, ByName}
		}
		return Answer{m, instance, ByAlias}
	}
	top := m.Host.Registrable()
	for name := string(m.Host); name != top; {
		_, above, below := strings.Cut(name, ".")
		if !below {
			break
		}
		if instance, ok := known(landfall.Host(above)); ok {
			return Answer{m, instance, ByParent}
		}
		name = above
	}
	return Answer{m, "", ByNothing}
}
