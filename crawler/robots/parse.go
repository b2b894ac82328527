package robots

import (
	"bytes"
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Parse reads a robots.txt. It never fails: what it does not understand it
// skips (RFC 9309 §2.2). Lines end in LF, CR or both; a UTF-8 byte order mark is
// skipped; groups for the same product are merged; rules before the first
// User-agent line belong to nobody. Of more than [MaxBytes] the first whole
// lines count.
func Parse(body []byte) *File {
	if len(body) > MaxBytes {
		body = body[:MaxBytes]
		body = body[:bytes.LastIndexAny(body, "\r\n")+1]
	}
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	p := parser{file: &File{groups: make(map[string][]*group), cost: 128}}
	for len(body) > 0 {
		end := bytes.IndexAny(body, "\r\n")
		if end < 0 {
			end = len(body) - 1
			p.line(string(body))
		} else {
			p.line(string(body[:end]))
		}
		body = body[end+1:]
	}
	for _, g := range p.all {
		slices.SortStableFunc(g.rules, moreSpecific)
	}
	return p.file
}

// moreSpecific orders rules by how many octets they have, Allow before Disallow.
func moreSpecific(a, b rule) int {
	if byLength := cmp.Compare(len(b.pattern), len(a.pattern)); byLength != 0 {
		return byLength
	}
	switch {
	case a.allow == b.allow:
		return 0
	case a.allow:
		return -1
	}
	return 1
}

// parser builds a File line by line.
type parser struct {
	file    *File
	all     []*group
	current *group // nil before the first User-agent line
	inRules bool   // the current group has a rule: the next User-agent opens another
}

func (p *parser) line(line string) {
	if comment := strings.IndexByte(line, '#'); comment >= 0 {
		line = line[:comment]
	}
	key, value := split(strings.Trim(line, " \t\x00\v\f"))
	switch key {
	case "user-agent", "useragent", "user agent":
		p.agent(value)
	case "allow":
		p.rule(value, true)
	case "disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw":
		p.rule(value, false)
	case "crawl-delay", "crawldelay":
		p.delay(value)
	}
}

// split takes a line apart at the colon, or at white space where the colon was
// forgotten.
func split(line string) (key, value string) {
	key, value, ok := strings.Cut(line, ":")
	if !ok {
		words := strings.Fields(line)
		if len(words) != 2 {
			return "", "" // prose
		}
		key, value = words[0], words[1]
	}
	return strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
}

// agent opens a group, or adds a product to one that has no rules yet.
func (p *parser) agent(value string) {
	token := productToken(value)
	if value == "*" || strings.HasPrefix(value, "* ") || strings.HasPrefix(value, "*\t") {
		token = "*"
	}
	if p.current == nil || p.inRules {
		p.current, p.inRules = &group{}, false
		p.all = append(p.all, p.current)
		p.file.cost += 64
	}
	groups := p.file.groups[token]
	if token == "" || len(groups) > 0 && groups[len(groups)-1] == p.current {
		return
	}
	p.file.groups[token] = append(groups, p.current)
	p.file.cost += 64 + len(token)
}

// rule adds a rule to the current group. An empty pattern matches nothing. A
// pattern that begins with neither "/" nor "*" is outside the grammar; one that
// forbids is taken as if the slash were there, since that is what was meant.
func (p *parser) rule(value string, allow bool) {
	if p.current == nil {
		return
	}
	p.inRules = true
	if value == "" {
		return
	}
	if value[0] != '/' && value[0] != '*' {
		if allow {
			return
		}
		value = "/" + value
	}
	r := newRule(value, allow)
	p.current.rules = append(p.current.rules, r)
	p.file.cost += 48 + len(r.pattern)
}

// delay reads a Crawl-delay in seconds, fractions allowed. It is no rule of RFC
// 9309, so it does not end the group's User-agent lines.
func (p *parser) delay(value string) {
	seconds, err := strconv.ParseFloat(value, 64)
	if p.current == nil || err != nil || math.IsNaN(seconds) || seconds < 0 {
		return
	}
	const year = 365 * 24 * time.Hour
	delay := year
	if seconds < year.Seconds() {
		delay = time.Duration(seconds * float64(time.Second))
	}
	p.current.delay, p.current.hasDelay = max(p.current.delay, delay), true
}
