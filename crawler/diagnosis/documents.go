package diagnosis

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"landfall"
)

const wellKnownPath = "/.well-known/nodeinfo"

// documents judges what was asked for: robots.txt first, then each document.
func (j *judge) documents() {
	if len(j.Answers) == 0 {
		j.line("http", Unknown, "Requests", "no answer to any, so that no document could be looked at", "")
		return
	}
	j.http()
	j.robots()
	j.delay()
	j.challenge()
	j.throttle()
	j.redirects()
	j.wellKnown()
	j.nodeinfo()
	j.others()
	j.peers()
	j.optOuts()
}

// http says how the answers came.
func (j *judge) http() {
	c := j.Visit.Connection
	found := fmt.Sprintf("%s, answered over HTTP/%s (the highest we ask for)", plural(j.Visit.Requests, "request"), c.HTTP)
	if c.HTTP3 {
		found += "; offers HTTP/3"
	}
	j.line("http", Pass, "Requests", found, "")
}

func (j *judge) robots() {
	a := j.Robots
	switch {
	case a == nil:
		j.line("robots", Unknown, "robots.txt", "not read", "")
	case !a.Readable:
		j.line("robots", Fail, "robots.txt", "could not be read, so that nothing may be asked for now", landfall.Explain("robots_unavailable", 0).Fix)
	case !a.Found:
		j.line("robots", Pass, "robots.txt", "there is none: all is allowed", "")
	case j.Visit.Outcome == landfall.OutcomeRefused && j.Visit.Reason == "robots_forbidden":
		j.line("robots", Fail, "robots.txt", fmt.Sprintf("%s forbid what a visit needs: %s", group(a.Group), some(j.forbidden(), 4)),
			"if you want to be listed, add a group for us: “User-agent: Landfall” and below it “Allow: /nodeinfo”, “Allow: "+strings.Join(j.forbidden(), "”, “Allow: ")+"”")
	case len(j.forbidden()) > 0:
		j.line("robots", Warn, "robots.txt", fmt.Sprintf("%s forbid some of what was wanted: %s", group(a.Group), some(j.forbidden(), 4)),
			"what is only there stays unknown; allow it to Landfall if you want it shown")
	case a.Group == "":
		j.line("robots", Pass, "robots.txt", "no group speaks to us: all is allowed", "")
	case len(a.Disallow) == 0:
		j.line("robots", Pass, "robots.txt", group(a.Group)+" forbid nothing", "")
	default:
		j.line("robots", Pass, "robots.txt", fmt.Sprintf("%s forbid nothing that a visit needs (%s)", group(a.Group), some(a.Disallow, 4)), "")
	}
}

func group(token string) string {
	if token == "*" || token == "" {
		return "the rules for everybody (*)"
	}
	return "the rules for " + token
}

// forbidden lists the paths that were wanted and not asked for.
func (j *judge) forbidden() (paths []string) {
	for _, s := range j.Visit.Steps {
		if s.Status == 0 && strings.HasPrefix(s.Note, "robots.txt forbids it") {
			paths = append(paths, landfall.PathOf(s.URL))
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// longDelay is the longest Crawl-delay that a visit of the crawler waits for.
const longDelay = time.Minute

func (j *judge) delay() {
	switch {
	case j.Robots == nil || j.Robots.Delay == 0:
	case j.Robots.Delay > longDelay:
		j.line("crawl_delay", Warn, "Crawl-delay", fmt.Sprintf("%s between two requests: a full look takes several visits", j.Robots.Delay),
			"nothing has to change; with a minute or less, one visit reads everything")
	default:
		j.line("crawl_delay", Pass, "Crawl-delay", fmt.Sprintf("%s between two requests, kept", j.Robots.Delay), "")
	}
}

// throttle looks for answers that ask for fewer requests.
func (j *judge) throttle() {
	for _, a := range j.Answers {
		if a.Status != http.StatusTooManyRequests && a.Status != http.StatusServiceUnavailable {
			continue
		}
		found := fmt.Sprintf("%s answered %d", a.URL.Path, a.Status)
		if after := a.Header.Get("Retry-After"); after != "" {
			found += ", Retry-After: " + after
		} else {
			found += " without Retry-After"
		}
		j.line("throttle", Fail, "Asks for fewer", found, landfall.ExplainStatus(a.Status).Fix)
		return
	}
}

// redirects tells of other names that the host leads to.
func (j *judge) redirects() {
	for _, a := range j.Answers {
		to := a.Header.Get("Location")
		if a.Status/100 != 3 || to == "" {
			continue
		}
		next, err := a.URL.Parse(to)
		if err == nil && next.Hostname() == a.URL.Hostname() {
			continue
		}
		level, fix := Pass, ""
		switch {
		case j.Visit.Reason == "url_refused" || j.Visit.Reason == "redirect_downgrade":
			level, fix = Fail, landfall.Explain(j.Visit.Reason, 0).Fix
		case err != nil || landfall.Host(next.Hostname()).Registrable() != j.Host.Registrable():
			level, fix = Fail, landfall.Explain("moved", 0).Fix
		}
		j.line("redirect", level, "Redirect", fmt.Sprintf("%s leads to %s", a.URL.Path, to), fix)
		break
	}
	for _, a := range j.Aliases {
		found := map[landfall.AliasEvidence]string{
			landfall.AliasWebDomain:     "its pages are on " + a.Name.Display() + ", its accounts on " + a.Host.Display() + ": one instance",
			landfall.AliasRedirect:      a.Name.Display() + " is a name of " + a.Host.Display(),
			landfall.AliasAccountDomain: "its documents say that accounts are on " + a.Name.Display(),
			landfall.AliasHostMeta:      "host-meta leads to " + a.Host.Display(),
			landfall.AliasMoved:         "it has moved to " + a.Host.Display(),
		}[a.Evidence]
		level, fix := Pass, ""
		if !a.Merged {
			level, fix = Warn, "both are visited under their own names; if they are one, let "+a.Name.Display()+"'s nodeinfo be that of "+a.Host.Display()
		}
		j.line("account_domain", level, "Other names", found, fix)
	}
}

// others tells of documents beyond nodeinfo: which were read, which are not offered,
// and which are broken.
func (j *judge) others() {
	var good, absent, bad []string
	var first landfall.Remedy
	for i := range j.Visit.Steps {
		s := &j.Visit.Steps[i]
		if !j.isOwn(s) {
			continue
		}
		path := landfall.PathOf(s.URL)
		fault := j.fault(s)
		switch {
		case fault == nil:
			good = append(good, path)
		case s.Status == http.StatusNotFound && j.answered():
			absent = append(absent, path)
		default:
			if bad = append(bad, path+": "+fault.What); len(bad) == 1 {
				first = *fault
			}
		}
	}
	found := []string{}
	for _, part := range []struct {
		words string
		paths []string
	}{{"not to be had: ", bad}, {"read: ", good}, {"not offered: ", absent}} {
		if len(part.paths) > 0 {
			found = append(found, part.words+some(part.paths, 4))
		}
	}
	level := Pass
	switch {
	case len(found) == 0:
		return
	case len(bad) > 0 && j.answered():
		level = Warn
	case len(bad) > 0:
		level = Fail
	}
	j.line("documents", level, "Own documents", strings.Join(found, "; "), first.Fix)
}

// isOwn reports whether a step asked for a document of the software's own.
func (j *judge) isOwn(s *landfall.Step) bool {
	path := landfall.PathOf(s.URL)
	switch {
	case s.URL == "" || path == "/robots.txt" || path == wellKnownPath || s.Status/100 == 3 || j.isNodeinfo(s.URL):
		return false
	case strings.Contains(s.Note, "peers:"):
		return false
	}
	return s.Status != 0 || !strings.HasPrefix(s.Note, "robots.txt forbids it") // robots.txt has a line of its own
}

// peers says what its list of peers contributed.
func (j *judge) peers() {
	for _, s := range j.Visit.Steps {
		_, note, ok := strings.Cut(s.Note, "peers: ")
		if !ok {
			continue
		}
		note, _, _ = strings.Cut(note, ";")
		switch {
		case strings.Contains(note, "names"):
			j.line("peers", Pass, "Peers list", fmt.Sprintf("%s: %s", landfall.PathOf(s.URL), note), "")
		case note == "not published":
			j.line("peers", Pass, "Peers list", fmt.Sprintf("%s answered %d: not published, which is fine", landfall.PathOf(s.URL), s.Status), "")
		default:
			e := landfall.Explain(note, s.Status)
			j.line("peers", Warn, "Peers list", fmt.Sprintf("%s: %s", landfall.PathOf(s.URL), e.What), e.Fix)
		}
		return
	}
	if j.answered() {
		j.line("peers", Unknown, "Peers list", "none that we know of for this software, or not asked for", "")
	}
}

// optOuts names the word of consent that was found, or says that there is none.
func (j *judge) optOuts() {
	switch {
	case j.Visit.Reason == "noindex" || j.Visit.Reason == "opted_out":
		e := landfall.Explain(j.Visit.Reason, 0)
		where := ""
		if n := len(j.Visit.Steps); n > 0 {
			where = landfall.PathOf(j.Visit.Steps[n-1].URL) + ": "
		}
		j.line("opt_out", Fail, "Opt-outs", where+e.What, e.Fix)
	case j.answered():
		j.line("opt_out", Pass, "Opt-outs", "none in its documents (X-Robots-Tag, noindex, hide_in_statistics, private)", "")
	}
}
