package landfall

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// Lines says of each fact that people choose by whether it is stated, and what to do if it
// is not. Newest is the newest release of the software that is widely run, "" if that is not
// known, and behind that the instance runs an older one. The lines have no section.
func (f *Facts) Lines(newest string, behind bool) []Line {
	l := lines{facts: f, newest: newest, behind: behind}
	l.software(f)
	l.signup(f)
	l.counts(f)
	l.texts(f)
	return l.all
}

// lines collects lines on facts.
type lines struct {
	facts  *Facts
	newest string
	behind bool
	all    []Line
}

func (l *lines) line(id string, level Level, name, found, fix string) {
	l.all = append(l.all, Line{ID: id, Level: level, Name: name, Found: found, Fix: fix})
}

func (l *lines) software(f *Facts) {
	if f.Software.IsZero() {
		l.line("software", LevelWarn, "Software", "not named", "serve nodeinfo: it is where the software is named")
		return
	}
	l.line("software", LevelPass, "Software", f.Software.String()+l.from(FieldSoftware), "")
	switch {
	case l.behind:
		l.line("version", LevelWarn, "Version", fmt.Sprintf("%s; the newest that is widely run is %s", f.Software.Version, l.newest), "update: readers see that the version is behind")
	case l.newest != "":
		l.line("version", LevelPass, "Version", "as new as the newest that is widely run, "+l.newest, "")
	default:
		l.line("version", LevelUnknown, "Version", "whether it is current is not known here: too few servers to compare with", "")
	}
}

func (l *lines) signup(f *Facts) {
	switch {
	case f.Signup.Mode != "" && f.Signup.Mode != SignupUnknown:
		l.line("signup", LevelPass, "Sign-up", fmt.Sprintf("%s, because %s%s", f.Signup.Mode, f.Signup.Basis, l.from(FieldSignup)), "")
	case f.Signup.NotClosed:
		l.line("signup", LevelWarn, "Sign-up", fmt.Sprintf("not closed, but open or by approval is not told apart (%s)%s", f.Signup.Basis, l.from(FieldSignup)),
			"the software's own document says more than nodeinfo; let it be read")
	default:
		l.line("signup", LevelWarn, "Sign-up", "not stated", "state it; lists show first those that people can join")
	}
}

// whyMissing puts the reasons of counts into words.
var whyMissing = map[string]string{
	WhyNotStated:    "not stated",
	WhyMalformed:    "not a whole number",
	WhyOutOfRange:   "beyond what is possible",
	WhyImplausible:  "it contradicts another count",
	WhyJumped:       "it is many times what was stated before",
	WhyHidden:       "the software sends a placeholder",
	WhyNotMeasured:  "not read",
	WhyAskedNotTo:   "robots.txt forbids the document",
	WhyFetchFailed:  "the document could not be read",
	WhyNotSupported: "the software does not count it",
}

// counted is a count with the word for one and for others.
type counted struct {
	one, name string
	count     Count
}

func (c counted) stated() string {
	name := c.name
	if c.count.N == 1 {
		name = c.one
	}
	return c.count.String() + " " + name
}

func (l *lines) counts(f *Facts) {
	var known, missing, doubted []string
	for _, c := range []counted{
		{"account", "accounts", f.Users}, {"active a month", "active a month", f.ActiveMonth},
		{"active half a year", "active half a year", f.ActiveHalfyear}, {"post", "posts", f.Posts},
	} {
		why := whyMissing[c.count.Reason]
		switch {
		case c.count.Plausible():
			known = append(known, c.stated())
		case c.count.Known:
			doubted = append(doubted, fmt.Sprintf("%s (%s)", c.stated(), why))
		default:
			missing = append(missing, fmt.Sprintf("%s: %s", c.name, why))
		}
	}
	switch {
	case len(doubted) > 0:
		l.line("counts", LevelWarn, "Counts", "shown with a doubt and left out of totals: "+strings.Join(doubted, ", "), "look at usage in nodeinfo: month ≤ half-year ≤ all accounts")
	case len(known) == 0:
		l.line("counts", LevelWarn, "Counts", "none: "+strings.Join(missing, ", "), "unknown is shown as unknown, never as 0; state them in nodeinfo if you want them shown")
	case len(missing) > 0:
		l.line("counts", LevelPass, "Counts", strings.Join(known, ", ")+"; "+strings.Join(missing, ", "), "")
	default:
		l.line("counts", LevelPass, "Counts", strings.Join(known, ", "), "")
	}
}

func (l *lines) texts(f *Facts) {
	if f.Description == "" {
		l.line("description", LevelWarn, "Description", "none", "a sentence on who the server is for is what people choose by")
	} else {
		l.line("description", LevelPass, "Description", "“"+f.Description+"”", "")
	}
	if len(f.Rules) == 0 {
		l.line("rules", LevelWarn, "Rules", "none stated", "write them in the server's settings; recommendations need rules")
	} else {
		l.line("rules", LevelPass, "Rules", strconv.Itoa(len(f.Rules))+" stated"+l.from(FieldRules), "")
	}
}

// from says which document states a field.
func (l *lines) from(field Field) string {
	if e, ok := l.facts.Evidence[field]; ok {
		return ", from " + PathOf(e.Source)
	}
	return ""
}

// PathOf returns the path and query of an address, and the address itself if it is none.
func PathOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.RequestURI()
}
