package web

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"landfall"
	"landfall/directory"
	"landfall/directory/promise"
	"landfall/directory/rule"
	"landfall/web/chart"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// compareGroup is a group of rows.
type compareGroup struct {
	Label string
	Rows  []compareRow
}

// compareRow is one fact of each server.
type compareRow struct {
	Label string
	Cells []compareCell
}

// compareCell is a fact, where it comes from and how old it is.
type compareCell struct {
	Value   string
	Unknown bool
	Doubt   string
	Source  string
	Best    bool
	Strip   *chart.Strip
	// rank orders what can be told better from worse, from the best on; only where known.
	rank  float64
	known bool
}

// same reports whether a row says the same of all servers.
func (r compareRow) same() bool {
	return !slices.ContainsFunc(r.Cells, func(c compareCell) bool { return c.Value != r.Cells[0].Value || c.Strip != nil })
}

// mark marks the best of a row, if there is one that no other equals.
func (r compareRow) mark() {
	var known []int
	for i, c := range r.Cells {
		if c.known {
			known = append(known, i)
		}
	}
	slices.SortStableFunc(known, func(a, b int) int { return cmp.Compare(r.Cells[a].rank, r.Cells[b].rank) })
	if len(known) > 1 && r.Cells[known[0]].Value != r.Cells[known[1]].Value {
		r.Cells[known[0]].Best = true
	}
}

// comparing makes the rows of a comparison.
type comparing struct {
	ctx     context.Context //nolint:containedctx // it lives for one page
	servers []*directory.Server
	now     time.Time
}

// compareGroups returns the rows, without those that are the same for all if only
// differences are asked for.
func compareGroups(ctx context.Context, asked comparison, now time.Time) []compareGroup {
	c := comparing{ctx, asked.servers, now}
	groups := []compareGroup{
		{tongue.Say(ctx, "Joining"), c.joining()}, {tongue.Say(ctx, "Speed"), c.speed()}, {tongue.Say(ctx, "Reliability"), c.reliability()},
		{tongue.Say(ctx, "People"), c.people()}, {tongue.Say(ctx, "What it is about"), c.subject()}, {tongue.Say(ctx, "Rules"), c.rules()},
		{tongue.Say(ctx, "Run by and promises"), c.care()}, {tongue.Say(ctx, "Features"), c.features()},
	}
	for i := range groups {
		for _, row := range groups[i].Rows {
			row.mark()
		}
		if asked.differing {
			groups[i].Rows = slices.DeleteFunc(groups[i].Rows, compareRow.same)
		}
	}
	return slices.DeleteFunc(groups, func(g compareGroup) bool { return len(g.Rows) == 0 })
}

func (c comparing) row(label string, cell func(*directory.Server) compareCell) compareRow {
	row := compareRow{Label: label}
	for _, server := range c.servers {
		row.Cells = append(row.Cells, cell(server))
	}
	return row
}

// stated is a fact that servers state: its value, "" if none.
func (c comparing) stated(field landfall.Field, value func(*directory.Server) string) compareRow {
	return c.row(fieldLabel(c.ctx, field), func(s *directory.Server) compareCell { return c.fact(s, field, value(s)) })
}

func (c comparing) fact(s *directory.Server, field landfall.Field, value string) compareCell {
	if value == "" || !s.Facts.Stated(field) {
		return compareCell{Value: tongue.Say(c.ctx, "Not stated"), Unknown: true}
	}
	return compareCell{Value: value, Source: c.source(s, field)}
}

// source says where a fact was read and how long ago, "" if that is not known.
func (c comparing) source(s *directory.Server, field landfall.Field) string {
	e, ok := s.Facts.Evidence[field]
	if !ok {
		return ""
	}
	where := e.Source
	if u, err := url.Parse(e.Source); err == nil && u.Path != "" {
		where = u.Path
	}
	return tongue.Say(c.ctx, "{source}, {age}", "source", clip(where, 60), "age", phrase.Ago(c.ctx, e.LastSeen, c.now))
}

// measured says how often something was measured and when last.
func (c comparing) measured(s *directory.Server, n int) string {
	return tongue.Count(c.ctx, n, "{n} sample, newest {age}", "{n} samples, newest {age}", "age", phrase.Ago(c.ctx, s.LastVisit, c.now))
}

func (c comparing) joining() []compareRow {
	return []compareRow{
		c.stated(landfall.FieldSignup, func(s *directory.Server) string { return phrase.SignupShort(c.ctx, s.Facts.Signup) }),
		c.row(tongue.Say(c.ctx, "Minimum age"), func(s *directory.Server) compareCell {
			if s.Facts.Signup.MinAge == 0 {
				return c.fact(s, landfall.FieldSignup, "")
			}
			return c.fact(s, landfall.FieldSignup, tongue.Number(c.ctx, s.Facts.Signup.MinAge))
		}),
		c.text(landfall.FieldWait),
	}
}

// text is a fact as the page of a server shows it.
func (c comparing) text(field landfall.Field) compareRow {
	return c.stated(field, func(s *directory.Server) string {
		value, _ := evidenceValue(c.ctx, &s.Facts, field)
		return value
	})
}

func (c comparing) speed() []compareRow {
	typical := c.duration(tongue.Say(c.ctx, "Typical response"), func(s *directory.Server) (time.Duration, int) { return s.Summary.Click.P50, s.Summary.Click.N })
	return []compareRow{
		c.row(tongue.Say(c.ctx, "Speed"), func(s *directory.Server) compareCell {
			return compareCell{Value: newSpeedChip(c.ctx, s.Speed).Word, Unknown: s.Speed == directory.SpeedUnknown}
		}),
		typical,
		c.duration(tongue.Say(c.ctx, "3 of 4 clicks within"), func(s *directory.Server) (time.Duration, int) { return s.Summary.Click.P75, s.Summary.Click.N }),
		c.duration(tongue.Say(c.ctx, "19 of 20 clicks within"), func(s *directory.Server) (time.Duration, int) { return s.Summary.Click.P95, s.Summary.Click.N }),
		c.duration(tongue.Say(c.ctx, "First visit, typical"), func(s *directory.Server) (time.Duration, int) { return s.Summary.First.P50, s.Summary.First.N }),
	}
}

func (c comparing) duration(label string, of func(*directory.Server) (time.Duration, int)) compareRow {
	return c.row(label, func(s *directory.Server) compareCell {
		d, n := of(s)
		if n == 0 {
			return c.unmeasured()
		}
		return compareCell{Value: phrase.Duration(c.ctx, d), Source: c.measured(s, n), rank: d.Seconds(), known: true}
	})
}

func (c comparing) unmeasured() compareCell {
	return compareCell{Value: tongue.Say(c.ctx, "Not measured yet"), Unknown: true}
}

func (c comparing) reliability() []compareRow {
	return []compareRow{
		c.row(tongue.Say(c.ctx, "Up, last 90 days"), func(s *directory.Server) compareCell {
			share, ok := s.Availability()
			if !ok {
				return c.unmeasured()
			}
			return compareCell{Value: phrase.Share(c.ctx, s.Summary.Answered, s.Summary.Visits), Source: c.measured(s, s.Summary.Visits), rank: -share, known: true}
		}),
		c.row(tongue.Say(c.ctx, "Last 30 days"), func(s *directory.Server) compareCell {
			strip := chart.NewStrip(c.ctx, s.Strip.Days())
			if strip.Days == 0 {
				return c.unmeasured()
			}
			return compareCell{Strip: &strip}
		}),
		c.row(tongue.Say(c.ctx, "At present"), func(s *directory.Server) compareCell {
			if silent := silent(c.ctx, &s.Instance, c.now); silent != "" {
				return compareCell{Value: silent}
			}
			return compareCell{Value: tongue.Say(c.ctx, "Answers"), Source: phrase.Ago(c.ctx, s.LastSeen, c.now)}
		}),
	}
}

func (c comparing) people() []compareRow {
	var rows []compareRow
	for _, field := range []landfall.Field{landfall.FieldUsers, landfall.FieldActiveMonth, landfall.FieldActiveHalfyear, landfall.FieldPosts} {
		rows = append(rows, c.row(fieldLabel(c.ctx, field), func(s *directory.Server) compareCell {
			n, _ := countOf(&s.Facts, field)
			if !n.Known {
				return compareCell{Value: phrase.Missing(c.ctx, n.Reason), Unknown: true}
			}
			value, _ := evidenceValue(c.ctx, &s.Facts, field)
			return compareCell{Value: value, Doubt: doubtOf(c.ctx, n, s.Facts.Evidence[field].Doubt), Source: c.source(s, field)}
		}))
	}
	return rows
}

// read is what was read from a server's words: the labels, and that there are none.
func (c comparing) read(label string, of func(*directory.Server) []string) compareRow {
	return c.row(label, func(s *directory.Server) compareCell {
		labels := of(s)
		if len(labels) == 0 {
			return compareCell{Value: tongue.Say(c.ctx, "None found"), Unknown: true}
		}
		return compareCell{Value: tongue.List(c.ctx, labels)}
	})
}

func labelsOf(ctx context.Context, tags []tag) []string {
	labels := make([]string, len(tags))
	for i, t := range tags {
		labels[i] = t.Label
		if t.Note != "" {
			labels[i] = tongue.Aside(ctx, t.Label, t.Note)
		}
	}
	return labels
}

func (c comparing) subject() []compareRow {
	return []compareRow{
		c.read(tongue.Say(c.ctx, "Topics"), func(s *directory.Server) []string {
			var labels []string
			for _, f := range exactTopics(s.Reading.Topics.Topics) {
				labels = append(labels, topicTag(c.ctx, f.ID).Label)
			}
			return labels
		}),
		c.read(tongue.Say(c.ctx, "Community for"), func(s *directory.Server) []string {
			var labels []string
			for _, f := range exactPlaces(s.Reading.Places.CommunityFor.Shown) {
				labels = append(labels, placeTag(c.ctx, f.ID).Label)
			}
			return labels
		}),
		c.read(tongue.Say(c.ctx, "Languages"), func(s *directory.Server) []string { return labelsOf(c.ctx, languageTags(c.ctx, s)) }),
		c.stated(landfall.FieldSoftware, func(s *directory.Server) string {
			return strings.TrimSpace(directory.SoftwareLabel(s.Facts.Software.Name) + " " + s.Facts.Software.Version)
		}),
		c.row(tongue.Say(c.ctx, "Hosted in"), func(s *directory.Server) compareCell {
			line := newHosting(c.ctx, s, c.now)
			return compareCell{Value: line.Text, Unknown: line.Unknown, Source: line.Seen.Age}
		}),
	}
}

func (c comparing) rules() []compareRow {
	rows := []compareRow{c.stated(landfall.FieldRules, func(s *directory.Server) string {
		value, _ := evidenceValue(c.ctx, &s.Facts, landfall.FieldRules)
		return value
	})}
	for _, tag := range rule.Tags {
		rows = append(rows, c.row(tongue.Say(c.ctx, directory.RuleName(tag)), func(s *directory.Server) compareCell {
			for _, f := range s.Reading.Rules {
				if f.Tag == tag {
					return compareCell{Value: stanceSaid(c.ctx, f), Source: c.source(s, landfall.FieldRules)}
				}
			}
			return compareCell{Value: tongue.Say(c.ctx, "Not stated"), Unknown: true}
		}))
	}
	return rows
}

// stanceSaid says what rules say of a tag, without the tag.
func stanceSaid(ctx context.Context, f rule.Finding) string {
	if f.Tag == rule.MinimumAge {
		return tongue.Number(ctx, f.Age)
	}
	_, says, ok := strings.Cut(directory.RuleLabel(f), ": ")
	if !ok {
		return tongue.Say(ctx, directory.RuleLabel(f))
	}
	return tongue.Say(ctx, says)
}

func (c comparing) care() []compareRow {
	rows := []compareRow{
		c.read(tongue.Say(c.ctx, "Run by"), func(s *directory.Server) []string {
			if by := s.Reading.Promises.By(); by != "" {
				return []string{label(c.ctx, directory.KeyOperator, string(by), directory.Label(directory.KeyOperator, string(by)))}
			}
			return nil
		}),
		c.text(landfall.FieldContact),
	}
	for _, id := range promise.Promises {
		rows = append(rows, c.row(label(c.ctx, directory.KeyPromise, string(id), directory.Label(directory.KeyPromise, string(id))), func(s *directory.Server) compareCell {
			if s.Reading.Promises.Has(id) {
				return compareCell{Value: tongue.Say(c.ctx, "Yes"), Source: tongue.Say(c.ctx, "in its words")}
			}
			return compareCell{Value: tongue.Say(c.ctx, "Not stated"), Unknown: true}
		}))
	}
	return rows
}

func (c comparing) features() []compareRow {
	var rows []compareRow
	for _, field := range []landfall.Field{landfall.FieldCharacters, landfall.FieldQuotes, landfall.FieldSearch, landfall.FieldTranslation, landfall.FieldBlocks} {
		rows = append(rows, c.text(field))
	}
	return rows
}
