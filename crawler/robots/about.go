package robots

import "time"

// About is what a file says to one crawler, as its admin would want it told.
type About struct {
	// Found is false if there is no robots.txt, so that all is allowed; Readable is
	// false if it could not be had, so that all is forbidden for now.
	Found, Readable bool
	// Group is the product token whose rules count: the crawler's own in lower case,
	// "*" for everybody's, "" if no group speaks to it.
	Group string
	// Disallow and Allow are the rules of that group, the longest first, in the form
	// in which they are compared.
	Disallow, Allow []string
	Delay           time.Duration // Crawl-delay, 0 if not stated
}

// About says what the file means for the crawler whose product token is given.
func (f *File) About(product string) About {
	a := About{Found: f.verdict == byRules, Readable: f.verdict != unreadable}
	a.Delay, _ = f.CrawlDelay(product)
	switch own := productToken(product); {
	case len(f.groups[own]) > 0:
		a.Group = own
	case len(f.groups["*"]) > 0:
		a.Group = "*"
	}
	for _, g := range f.forProduct(product) {
		for _, r := range g.rules {
			if r.allow {
				a.Allow = append(a.Allow, r.pattern)
			} else {
				a.Disallow = append(a.Disallow, r.pattern)
			}
		}
	}
	return a
}
