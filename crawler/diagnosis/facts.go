package diagnosis

import (
	"fmt"
	"strings"

	"landfall"
)

// facts judges what the instance says of itself.
func (j *judge) facts() {
	if !j.answered() {
		return
	}
	f := &j.Visit.Facts
	j.software(f)
	j.signup(f)
	j.counts(f)
	j.texts(f)
}

func (j *judge) software(f *landfall.Facts) {
	if f.Software.IsZero() {
		j.line("software", Warn, "Software", "not named", "serve nodeinfo: it is where the software is named")
		return
	}
	j.line("software", Pass, "Software", f.Software.String()+j.from(landfall.FieldSoftware), "")
	switch {
	case j.Behind:
		j.line("version", Warn, "Version", fmt.Sprintf("%s; the newest that is widely run is %s", f.Software.Version, j.Newest), "update: readers see that the version is behind")
	case j.Newest != "":
		j.line("version", Pass, "Version", "as new as the newest that is widely run, "+j.Newest, "")
	default:
		j.line("version", Unknown, "Version", "whether it is current is not known here: too few servers to compare with", "")
	}
}

func (j *judge) signup(f *landfall.Facts) {
	switch {
	case f.Signup.Mode != landfall.SignupUnknown:
		j.line("signup", Pass, "Sign-up", fmt.Sprintf("%s, because %s%s", f.Signup.Mode, f.Signup.Basis, j.from(landfall.FieldSignup)), "")
	case f.Signup.NotClosed:
		j.line("signup", Warn, "Sign-up", fmt.Sprintf("not closed, but open or by approval is not told apart (%s)%s", f.Signup.Basis, j.from(landfall.FieldSignup)),
			"the software's own document says more than nodeinfo; let it be read")
	default:
		j.line("signup", Warn, "Sign-up", "not stated", "state it; lists show first those that people can join")
	}
}

// whyMissing puts the reasons of counts into words.
var whyMissing = map[string]string{
	landfall.WhyNotStated:    "not stated",
	landfall.WhyMalformed:    "not a whole number",
	landfall.WhyOutOfRange:   "beyond what is possible",
	landfall.WhyImplausible:  "it contradicts another count",
	landfall.WhyJumped:       "it is many times what was stated before",
	landfall.WhyHidden:       "the software sends a placeholder",
	landfall.WhyNotMeasured:  "not read",
	landfall.WhyAskedNotTo:   "robots.txt forbids the document",
	landfall.WhyFetchFailed:  "the document could not be read",
	landfall.WhyNotSupported: "the software does not count it",
}

func (j *judge) counts(f *landfall.Facts) {
	var known, missing, doubted []string
	for _, c := range []struct {
		name  string
		count landfall.Count
	}{{"accounts", f.Users}, {"active a month", f.ActiveMonth}, {"active half a year", f.ActiveHalfyear}, {"posts", f.Posts}} {
		why := whyMissing[c.count.Reason]
		switch {
		case c.count.Plausible():
			known = append(known, c.count.String()+" "+c.name)
		case c.count.Known:
			doubted = append(doubted, fmt.Sprintf("%s %s (%s)", c.count, c.name, why))
		default:
			missing = append(missing, fmt.Sprintf("%s: %s", c.name, why))
		}
	}
	switch {
	case len(doubted) > 0:
		j.line("counts", Warn, "Counts", "shown with a doubt and left out of totals: "+strings.Join(doubted, ", "), "look at usage in nodeinfo: month ≤ half-year ≤ all accounts")
	case len(known) == 0:
		j.line("counts", Warn, "Counts", "none: "+strings.Join(missing, ", "), "unknown is shown as unknown, never as 0; state them in nodeinfo if you want them shown")
	case len(missing) > 0:
		j.line("counts", Pass, "Counts", strings.Join(known, ", ")+"; "+strings.Join(missing, ", "), "")
	default:
		j.line("counts", Pass, "Counts", strings.Join(known, ", "), "")
	}
	if j.Unlisted == "single_user" {
		j.line("people", Warn, "People", "it states one person at most, and servers of one person are in no list; the page is there", "")
	}
}

func (j *judge) texts(f *landfall.Facts) {
	if f.Description == "" {
		j.line("description", Warn, "Description", "none", "a sentence on who the server is for is what people choose by")
	} else {
		j.line("description", Pass, "Description", "“"+f.Description+"”", "")
	}
	if len(f.Rules) == 0 {
		j.line("rules", Warn, "Rules", "none stated", "write them in the server's settings; recommendations need rules")
	} else {
		j.line("rules", Pass, "Rules", plural(len(f.Rules), "rule")+j.from(landfall.FieldRules), "")
	}
}

// from says which document states a field.
func (j *judge) from(field landfall.Field) string {
	if e, ok := j.Visit.Facts.Evidence[field]; ok {
		return ", from " + pathOf(e.Source)
	}
	return ""
}
