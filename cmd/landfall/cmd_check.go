package main

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"landfall"
	"landfall/crawler"
	"landfall/crawler/collect"
	"landfall/crawler/polite"
	"landfall/crawler/robots"
)

// checkCmd looks at one instance now. It stores nothing.
type checkCmd struct {
	Host string `arg:"" help:"The instance's host name, such as mastodon.social."`
	JSON bool   `help:"Print the whole observation as one line of JSON." name:"json"`
}

// Help says what the exit code means.
func (checkCmd) Help() string {
	return "Visits the instance once, as politely as the crawler does, and stores nothing. The exit code is 0 if it answered as a fediverse instance and 1 if not."
}

// Run visits the host and prints what was seen.
func (c *checkCmd) Run(ctx context.Context, e *env) error {
	host, err := landfall.ParseHost(c.Host)
	if err != nil {
		return err
	}
	guard, err := e.guard()
	if err != nil {
		return err
	}
	cfg := crawler.DefaultConfig()
	cfg.Patience = time.Hour // nobody goes on with this visit
	looker := crawler.New(cfg, crawler.Deps{
		Collect: collect.New(collect.Deps{Guard: guard, Robots: robots.NewCache(robots.CacheConfig{}, time.Now), Limits: polite.New(cfg.Limits, time.Now), Now: time.Now}),
		Logger:  e.logger,
		Now:     time.Now,
		Rand:    newRand(),
	})
	o := looker.Look(ctx, host)
	if c.JSON {
		err = e.jsonLine(o)
	} else {
		err = writeObservation(e.stdout, o)
	}
	if err == nil && o.Outcome != landfall.OutcomeAnswered {
		return errQuiet
	}
	return err
}

// writeObservation prints an observation for people.
func writeObservation(w io.Writer, o *landfall.Observation) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	row := func(name, value, source string) { fmt.Fprintf(out, "%s\t%s\t%s\n", name, value, source) }
	outcome := string(o.Outcome)
	if o.Reason != "" {
		outcome += fmt.Sprintf(" (%s, %s)", o.Reason, o.Class)
	}
	row("outcome", outcome, "")
	for _, field := range landfall.Fields() {
		if seen, ok := o.Facts.Evidence[field]; ok {
			row(string(field), oneLine(factText(&o.Facts, field)), oneLine(seen.Source)+" "+oneLine(seen.Path))
		}
	}
	row("first visit", phases(o.First), "")
	row("each click", phases(o.Click), "")
	row("requests", strconv.Itoa(o.Requests), "")
	if err := out.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(w)
	for _, step := range o.Steps {
		fmt.Fprintf(out, "%d\t%s\t%d bytes\t%s\t%s\n", step.Status, oneLine(step.URL), step.Bytes, step.Took.Round(time.Millisecond), oneLine(step.Note))
	}
	return out.Flush()
}

// factText puts one fact into words.
func factText(f *landfall.Facts, field landfall.Field) string {
	switch field {
	case landfall.FieldName:
		return f.Name
	case landfall.FieldDescription:
		return f.Description
	case landfall.FieldExtended:
		return f.Extended
	case landfall.FieldSoftware:
		return f.Software.String()
	case landfall.FieldSignup:
		return signupText(f.Signup)
	case landfall.FieldRules:
		return fmt.Sprintf("%d rules", len(f.Rules))
	case landfall.FieldLanguages:
		return strings.Join(f.Languages, ", ")
	case landfall.FieldUsers:
		return f.Users.String()
	case landfall.FieldActiveMonth:
		return f.ActiveMonth.String()
	case landfall.FieldActiveHalfyear:
		return f.ActiveHalfyear.String()
	case landfall.FieldPosts:
		return f.Posts.String()
	}
	text, _ := f.Text(field)
	return text
}

func signupText(s landfall.Signup) string {
	text := string(s.Mode)
	if s.NotClosed {
		text = "not closed (open or by approval: not stated)"
	}
	if s.Basis != "" {
		text += " because " + s.Basis
	}
	return text
}

func phases(t landfall.Timings) string {
	if t.IsZero() {
		return "not measured"
	}
	return fmt.Sprintf("%s (dns %s, tcp %s, tls %s, first byte %s, transfer %s)",
		ms(t.Total()), ms(t.DNS), ms(t.TCP), ms(t.TLS), ms(t.FirstByte), ms(t.Transfer))
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000) }

// oneLine makes text from a stranger safe for a terminal: one line, no control
// characters, and not too long.
func oneLine(text string) string {
	clean := strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return ' '
		}
		return r
	}, text)
	if runes := []rune(clean); len(runes) > 100 {
		return string(runes[:99]) + "…"
	}
	return clean
}
