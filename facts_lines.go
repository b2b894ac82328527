package landfall

import "net/url"

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

func (l *lines) line(id string, level Level, name string, found, fix Phrase) {
	l.all = append(l.all, Line{ID: id, Level: level, Name: name, Found: found, Fix: fix})
}

func (l *lines) pass(id, name string, found Phrase) { l.line(id, LevelPass, name, found, Phrase{}) }

func (l *lines) software(f *Facts) {
	if f.Software.IsZero() {
		l.line("software", LevelWarn, "Software", Say("not named"), Say("serve nodeinfo: it is where the software is named"))
		return
	}
	l.pass("software", "Software", l.from(FieldSoftware, Say("{software}", "software", f.Software.String())))
	switch {
	case l.behind:
		l.line("version", LevelWarn, "Version", Say("{version}; the newest that is widely run is {newest}", "version", f.Software.Version, "newest", l.newest),
			Say("update: readers see that the version is behind"))
	case l.newest != "":
		l.pass("version", "Version", Say("as new as the newest that is widely run, {newest}", "newest", l.newest))
	default:
		l.line("version", LevelUnknown, "Version", Say("whether it is current is not known here: too few servers to compare with"), Phrase{})
	}
}

func (l *lines) signup(f *Facts) {
	switch {
	case f.Signup.Mode != "" && f.Signup.Mode != SignupUnknown:
		l.pass("signup", "Sign-up", l.from(FieldSignup, Say("{mode}, because {basis}", "mode", f.Signup.Mode, "basis", f.Signup.Basis)))
	case f.Signup.NotClosed:
		l.line("signup", LevelWarn, "Sign-up", l.from(FieldSignup, Say("not closed, but open or by approval is not told apart ({basis})", "basis", f.Signup.Basis)),
			Say("the software's own document says more than nodeinfo; let it be read"))
	default:
		l.line("signup", LevelWarn, "Sign-up", Say("not stated"), Say("state it; lists show first those that people can join"))
	}
}

// whyMissing puts the reasons of counts into words.
var whyMissing = map[WhyMissing]string{
	WhyNotStated:   "not stated",
	WhyMalformed:   "not a whole number",
	WhyOutOfRange:  "beyond what is possible",
	WhyImplausible: "it contradicts another count",
	WhyJumped:      "it is many times what was stated before",
	WhyHidden:      "the software sends a placeholder",
	WhyNotMeasured: "not read",
	WhyAskedNotTo:  "robots.txt forbids the document",
	WhyFetchFailed: "the document could not be read",
	WhyRandom:      "the software was set to invent it",
}

// String returns the reason in words that fit the middle of a sentence.
func (w WhyMissing) String() string { return whyMissing[w] }

func (l *lines) counts(f *Facts) {
	var known, missing, doubted Phrases
	for _, c := range []struct {
		count        Count
		stated, name Phrase
	}{
		{f.Users, SayCount(f.Users.N, "{n} account", "{n} accounts"), Say("accounts")},
		{f.ActiveMonth, SayCount(f.ActiveMonth.N, "{n} active a month", "{n} active a month"), Say("active a month")},
		{f.ActiveHalfyear, SayCount(f.ActiveHalfyear.N, "{n} active half a year", "{n} active half a year"), Say("active half a year")},
		{f.Posts, SayCount(f.Posts.N, "{n} post", "{n} posts"), Say("posts")},
	} {
		why := WhyMissing(c.count.Reason)
		switch {
		case c.count.Plausible():
			known = append(known, c.stated)
		case c.count.Known:
			doubted = append(doubted, Say("{count} ({why})", "count", c.stated, "why", why))
		default:
			missing = append(missing, Say("{label}: {value}", "label", c.name, "value", why))
		}
	}
	switch {
	case len(doubted) > 0:
		l.line("counts", LevelWarn, "Numbers", Say("shown with a doubt and left out of totals: {counts}", "counts", doubted),
			Say("look at usage in nodeinfo: month ≤ half-year ≤ all accounts"))
	case len(known) == 0:
		l.line("counts", LevelWarn, "Numbers", Say("none: {counts}", "counts", missing),
			Say("unknown is shown as unknown, never as 0; state them in nodeinfo if you want them shown"))
	case len(missing) > 0:
		l.pass("counts", "Numbers", Say("{counts}; {missing}", "counts", known, "missing", missing))
	default:
		l.pass("counts", "Numbers", Say("{counts}", "counts", known))
	}
}

func (l *lines) texts(f *Facts) {
	if f.Description == "" {
		l.line("description", LevelWarn, "Description", Say("none"), Say("a sentence on who the server is for is what people choose by"))
	} else {
		l.pass("description", "Description", Say("{quote}", "quote", Quotation(f.Description)))
	}
	if len(f.Rules) == 0 {
		l.line("rules", LevelWarn, "Rules", Say("none stated"), Say("write them in the server's settings; recommendations need rules"))
	} else {
		l.pass("rules", "Rules", l.from(FieldRules, SayCount(len(f.Rules), "{n} stated", "{n} stated")))
	}
}

// from says after what was found which document states a field.
func (l *lines) from(field Field, found Phrase) Phrase {
	if e, ok := l.facts.Evidence[field]; ok {
		return Say("{found}, from {document}", "found", found, "document", PathOf(e.Source))
	}
	return found
}

// PathOf returns the path and query of an address, and the address itself if it is none.
func PathOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.RequestURI()
}
