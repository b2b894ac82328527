package web

import (
	"context"
	"slices"
	"time"

	"landfall"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// evidenceRow is one fact: its value, where it was read, and how old it is.
type evidenceRow struct {
	Label, Value string
	Foreign      bool // the value is their own text
	Unknown      bool
	Doubt        string // why the value is hard to believe
	// Source is the document's address, shown as text and never linked; Path the
	// field inside it; Basis what decided.
	Source, Path, Basis string
	First, Last         seen
}

// seen is a moment and its age.
type seen struct{ Machine, Moment, Age string }

func newSeen(ctx context.Context, at, now time.Time) seen {
	if at.IsZero() {
		return seen{}
	}
	return seen{Machine: phrase.Machine(at), Moment: tongue.Moment(ctx, at), Age: phrase.Ago(ctx, at, now)}
}

func fieldLabel(ctx context.Context, f landfall.Field) string {
	switch f {
	case landfall.FieldName:
		return tongue.Say(ctx, "Name")
	case landfall.FieldDescription:
		return tongue.Say(ctx, "Description")
	case landfall.FieldExtended:
		return tongue.Say(ctx, "Longer description")
	case landfall.FieldSoftware:
		return tongue.Say(ctx, "Software")
	case landfall.FieldSignup:
		return tongue.Say(ctx, "Sign-up")
	case landfall.FieldRules:
		return tongue.Say(ctx, "Rules")
	case landfall.FieldLanguages:
		return tongue.Say(ctx, "Languages")
	case landfall.FieldUsers:
		return tongue.Say(ctx, "Accounts")
	case landfall.FieldActiveMonth:
		return tongue.Say(ctx, "Active this month")
	case landfall.FieldActiveHalfyear:
		return tongue.Say(ctx, "Active this half-year")
	case landfall.FieldPosts:
		return tongue.Say(ctx, "Posts")
	}
	return detailLabel(ctx, f)
}

func detailLabel(ctx context.Context, f landfall.Field) string {
	switch f {
	case landfall.FieldContact:
		return tongue.Say(ctx, "Names a contact")
	case landfall.FieldCountry:
		return tongue.Say(ctx, "Country, in its words")
	case landfall.FieldWait:
		return tongue.Say(ctx, "Wait for approval")
	case landfall.FieldTerms:
		return tongue.Say(ctx, "Terms")
	case landfall.FieldPrivacy:
		return tongue.Say(ctx, "Privacy policy")
	case landfall.FieldStatusPage:
		return tongue.Say(ctx, "Status page")
	case landfall.FieldThumbnail:
		return tongue.Say(ctx, "Picture")
	case landfall.FieldIcon:
		return tongue.Say(ctx, "Icon")
	case landfall.FieldCharacters:
		return tongue.Say(ctx, "Characters in a post")
	case landfall.FieldQuotes:
		return tongue.Say(ctx, "Quoting")
	case landfall.FieldSearch:
		return tongue.Say(ctx, "Search in posts")
	case landfall.FieldTranslation:
		return tongue.Say(ctx, "Translation")
	case landfall.FieldBlocks:
		return tongue.Say(ctx, "Blocked servers")
	case landfall.FieldTags:
		return tongue.Say(ctx, "Busy tags")
	case landfall.FieldCategories:
		return tongue.Say(ctx, "Categories")
	case landfall.FieldCommunities:
		return tongue.Say(ctx, "Communities")
	case landfall.FieldAnnouncements:
		return tongue.Say(ctx, "Newest announcement")
	case landfall.FieldSunset:
		return tongue.Say(ctx, "Closing notice")
	}
	return string(f)
}

// evidence lists every field that anybody may see, stated or not, and those that much
// software does not have if they are stated.
func evidence(ctx context.Context, facts *landfall.Facts, now time.Time) []evidenceRow {
	var rows []evidenceRow
	details := landfall.DetailFields()
	for _, field := range landfall.Fields() {
		if field.HeldBack() {
			continue
		}
		row := evidenceRow{Label: fieldLabel(ctx, field), Value: tongue.Say(ctx, "Not stated"), Unknown: true}
		if e, ok := facts.Evidence[field]; ok {
			row.Source, row.Path = e.Source, e.Path
			row.First, row.Last = newSeen(ctx, e.FirstSeen, now), newSeen(ctx, e.LastSeen, now)
			row.Unknown = false
			row.Value, row.Foreign = evidenceValue(ctx, facts, field)
		}
		if n, ok := countOf(facts, field); ok {
			row.Doubt = doubtOf(ctx, n, facts.Evidence[field].Doubt)
			if !n.Known {
				row.Value, row.Unknown = phrase.Missing(ctx, n.Reason), true
			}
		}
		if field == landfall.FieldSignup && !row.Unknown {
			row.Basis = facts.Signup.Basis
		}
		if row.Unknown && slices.Contains(details, field) {
			continue
		}
		rows = append(rows, row)
	}
	return rows
}

// evidenceValue sums a stated fact up; foreign if the words are theirs.
func evidenceValue(ctx context.Context, f *landfall.Facts, field landfall.Field) (value string, foreign bool) {
	switch field {
	case landfall.FieldName:
		return clip(f.Name, 80), true
	case landfall.FieldDescription:
		return clip(f.Description, 80), true
	case landfall.FieldExtended:
		return clip(f.Extended, 80), true
	case landfall.FieldSoftware:
		return f.Software.String(), false
	case landfall.FieldSignup:
		return phrase.SignupShort(ctx, f.Signup), false
	case landfall.FieldRules:
		return tongue.Count(ctx, len(f.Rules), "{n} rule", "{n} rules"), false
	case landfall.FieldLanguages:
		return languageNames(ctx, f.Languages), false
	case landfall.FieldPosts:
		return count(ctx, f.Posts), false
	}
	if n, ok := countOf(f, field); ok {
		return people(ctx, n), false
	}
	value, foreign = f.Text(field)
	return clip(value, 80), foreign
}

// doubtOf says why a count is hard to believe, with what was believed before a jump.
func doubtOf(ctx context.Context, n landfall.Count, jump *landfall.Doubt) string {
	doubt := phrase.Doubt(ctx, n)
	if n.Reason == landfall.WhyJumped && jump != nil {
		return tongue.Say(ctx, "{doubt}: {before} until {day}", "doubt", doubt, "before", people(ctx, landfall.Known(jump.Before)), "day", tongue.Date(ctx, jump.Since))
	}
	return doubt
}

// languageNames names the first few languages of a list.
func languageNames(ctx context.Context, codes []string) string {
	const most = 6
	names := make([]string, 0, most)
	for _, code := range codes[:min(len(codes), most)] {
		names = append(names, languageLabel(ctx, code))
	}
	text := tongue.List(ctx, names)
	if rest := len(codes) - most; rest > 0 {
		return tongue.Say(ctx, "{names} and {n} more", "names", text, "n", rest)
	}
	return text
}

// countOf returns the count of a field that is one.
func countOf(f *landfall.Facts, field landfall.Field) (landfall.Count, bool) {
	switch field {
	case landfall.FieldUsers:
		return f.Users, true
	case landfall.FieldActiveMonth:
		return f.ActiveMonth, true
	case landfall.FieldActiveHalfyear:
		return f.ActiveHalfyear, true
	case landfall.FieldPosts:
		return f.Posts, true
	default:
		return landfall.Count{}, false
	}
}
