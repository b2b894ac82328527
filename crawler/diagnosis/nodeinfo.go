package diagnosis

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"landfall"
	"landfall/internal/netguard/strictjson"
)

// wellKnown judges /.well-known/nodeinfo: what was answered, and where it leads.
func (j *judge) wellKnown() {
	const name = "Nodeinfo link"
	step := j.step(func(s *landfall.Step) bool { return landfall.PathOf(s.URL) == wellKnownPath && s.Status/100 != 3 })
	if step == nil { // or no redirect led there
		step = j.step(func(s *landfall.Step) bool { return s.Status/100 == 3 && reasonWord.MatchString(s.Note) })
	}
	if step == nil {
		j.line("nodeinfo_link", Unknown, name, "not asked for", "")
		return
	}
	if fault := j.fault(step); fault != nil {
		level := Fail
		if j.answered() {
			level = Warn
		}
		j.line("nodeinfo_link", level, name, wellKnownPath+": "+fault.What, fault.Fix)
		return
	}
	root, err := strictjson.Parse(j.bodyOf(step.URL))
	if err != nil { // read at an earlier visit
		j.line("nodeinfo_link", Pass, name, wellKnownPath+" was read", "")
		return
	}
	links, _ := root.Get("links").Array()
	var versions []string
	for _, l := range links {
		rel, _ := l.Get("rel").Text()
		if _, version, ok := strings.Cut(rel, "/schema/"); ok {
			versions = append(versions, strings.Trim(version, "/# "))
		}
	}
	j.line("nodeinfo_link", Pass, name, fmt.Sprintf("%s links to version %s", wellKnownPath, some(versions, 4)), "")
}

// nodeinfo judges the document behind the link.
func (j *judge) nodeinfo() {
	const name = "Nodeinfo"
	step := j.step(func(s *landfall.Step) bool { return j.isNodeinfo(s.URL) && s.Status/100 != 3 })
	if step == nil {
		return
	}
	if fault := j.fault(step); fault != nil {
		level := Fail
		if j.answered() {
			level = Warn
		}
		j.line("nodeinfo", level, name, landfall.PathOf(step.URL)+": "+fault.What, fault.Fix)
		return
	}
	found := fmt.Sprintf("%s, %d bytes", landfall.PathOf(step.URL), step.Bytes)
	if root, err := strictjson.Parse(j.bodyOf(step.URL)); err == nil {
		if version, ok := root.Get("version").Text(); ok {
			found += ", version " + version
		}
	}
	j.line("nodeinfo", Pass, name, found, "")
}

// isNodeinfo reports whether an address is the nodeinfo document's: the one that the
// software was read from, or one that is named like it.
func (j *judge) isNodeinfo(address string) bool {
	path := landfall.PathOf(address)
	return path != wellKnownPath && strings.Contains(strings.ToLower(path), "nodeinfo")
}

// step returns the last step that fits, nil if none does: later tries tell more.
func (j *judge) step(fits func(*landfall.Step) bool) *landfall.Step {
	for i := len(j.Visit.Steps) - 1; i >= 0; i-- {
		if s := &j.Visit.Steps[i]; s.URL != "" && fits(s) {
			return s
		}
	}
	return nil
}

// fault says why a step's document was not read, nil if it was.
func (j *judge) fault(s *landfall.Step) *landfall.Remedy {
	if s.Status != 0 && s.Status/100 != 2 && s.Status/100 != 3 {
		e := landfall.ExplainStatus(s.Status)
		return &e
	}
	if strings.HasPrefix(s.Note, "robots.txt forbids it") {
		e := landfall.Explain("robots_forbidden", 0)
		return &e
	}
	if word := reasonWord.FindString(s.Note); word != "" {
		e := landfall.Explain(word, 0)
		if kind := j.typeOf(s.URL); word == "not_json" && isJSONText(j.bodyOf(s.URL)) {
			e = landfall.Remedy{What: "JSON under the media type " + kind, Fix: "send it as application/json"}
		}
		if place := j.strict(s); place != "" {
			e.What = place
		}
		return &e
	}
	if body := bytes.TrimSpace(j.bodyOf(s.URL)); len(body) > 0 && body[0] == '<' {
		e := landfall.Explain("not_json", 0)
		return &e
	}
	return nil
}

// reasonWord is how a visit's log names what was wrong: in snake_case.
var reasonWord = regexp.MustCompile(`\b[a-z0-9]+(?:_[a-z0-9]+)+\b`)

// isJSONText reports whether a text begins as a JSON document does.
func isJSONText(body []byte) bool {
	start := bytes.TrimLeft(body, " \t\r\n\ufeff")
	return len(start) > 0 && (start[0] == '{' || start[0] == '[')
}

// typeOf is the media type of what came from an address, as it was stated.
func (j *judge) typeOf(address string) string {
	for i := len(j.Answers) - 1; i >= 0; i-- {
		if a := &j.Answers[i]; a.URL.String() == address {
			return cmp.Or(a.Header.Get("Content-Type"), "(none)")
		}
	}
	return "(none)"
}

// bodyOf is the document that came from an address, nil if none did.
func (j *judge) bodyOf(address string) []byte {
	for i := len(j.Answers) - 1; i >= 0; i-- {
		if a := &j.Answers[i]; a.URL.String() == address && a.Status/100 == 2 {
			return a.Body
		}
	}
	return nil
}

// strict says what is wrong with a step's document as JSON, and where; "" if nothing
// is, or it is no JSON at all.
func (j *judge) strict(s *landfall.Step) string {
	body := j.bodyOf(s.URL)
	if !isJSONText(body) {
		return ""
	}
	_, err := strictjson.Parse(body)
	fault, ok := errors.AsType[*strictjson.Error](err)
	if !ok {
		return ""
	}
	what := landfall.Explain(fault.Reason, 0).What
	if fault.Reason == "json_duplicate_key" {
		what += ", " + fault.Detail
	}
	if fault.At == 0 {
		return what
	}
	before := body[:min(fault.At, len(body))]
	line := 1 + bytes.Count(before, []byte{'\n'})
	column := len(before) - (bytes.LastIndexByte(before, '\n') + 1) + 1
	return fmt.Sprintf("%s (line %d, column %d)", what, line, column)
}
