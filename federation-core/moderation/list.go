package moderation

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxList is the largest list in bytes that is read; the longest known have a hundredth of it.
const maxList = 16 << 20

// ErrTooLarge says that a list has more than 16 MiB.
var ErrTooLarge = errors.New("the list is too large")

// List is what was read of a list of rules, each domain once.
type List struct {
	Rules   []Rule
	Skipped []Line // what gave no rule
	Doubts  []Line // what gave a rule, but has something that could not be read
}

// Line is a place in a list and what is the matter with it.
type Line struct {
	Number int    // from 1: of the first line of a record in a CSV, of the entry in JSON
	Text   string // its beginning
	Reason string // in plain words
}

// Faults of names, which are the reasons lines are skipped for.
var (
	errNoName = errors.New("no domain")
	errHidden = errors.New("the name is partly hidden")
	errNoHost = errors.New("no host name")
)

// builder collects the rules of a list.
type builder struct {
	list  List
	lines []int          // of the rules, by place
	place map[string]int // of a domain among the rules
}

// add takes a rule whose domain is as the list has it. An error is why it was not taken.
func (b *builder) add(number int, r Rule) error {
	domain, err := listed(r.Domain)
	if err != nil {
		return err
	}
	r.Domain = domain
	r = r.tidy()
	if i, twice := b.place[domain]; twice {
		b.list.Rules[i] = b.list.Rules[i].stricter(r)
		return fmt.Errorf("the same domain as %d; whatever of both is harder was taken", b.lines[i])
	}
	if b.place == nil {
		b.place = map[string]int{}
	}
	b.place[domain] = len(b.list.Rules)
	b.list.Rules, b.lines = append(b.list.Rules, r), append(b.lines, number)
	return nil
}

func (b *builder) skip(number int, text, reason string) {
	b.list.Skipped = append(b.list.Skipped, line(number, text, reason))
}

func (b *builder) doubt(number int, text, reason string) {
	b.list.Doubts = append(b.list.Doubts, line(number, text, reason))
}

func line(number int, text, reason string) Line {
	if len(text) > 120 {
		text = text[:120]
	}
	return Line{Number: number, Text: strings.ToValidUTF8(strings.TrimSpace(text), ""), Reason: reason}
}

// listed is the domain that a list means by a text: a name, perhaps with "*." or "."
// before it or a comment behind it, or an address on the web.
func listed(text string) (string, error) {
	name, _, _ := strings.Cut(text, " #")
	name = strings.TrimSpace(name)
	if scheme, rest, ok := strings.Cut(name, "://"); ok && (scheme == "https" || scheme == "http") {
		name, _, _ = strings.Cut(rest, "/")
	}
	name = strings.TrimPrefix(strings.TrimPrefix(name, "*."), ".")
	switch {
	case name == "":
		return "", errNoName
	case strings.Contains(name, "*"):
		return "", errHidden
	}
	name, err := Host(name)
	if err != nil {
		return "", errNoHost
	}
	return name, nil
}

// readAll reads a list whole.
func readAll(r io.Reader) (string, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxList+1))
	switch {
	case err != nil:
		return "", fmt.Errorf("read list: %w", err)
	case len(data) > maxList:
		return "", fmt.Errorf("read list: %w", ErrTooLarge)
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), nil
}
