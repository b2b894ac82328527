package web

import (
	"slices"
	"strings"
	"time"

	"landfall"
	"landfall/directory"
	"landfall/web/phrase"
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

func newSeen(at, now time.Time) seen {
	if at.IsZero() {
		return seen{}
	}
	return seen{Machine: phrase.Machine(at), Moment: phrase.Moment(at), Age: phrase.Ago(at, now)}
}

func fieldLabel(f landfall.Field) string {
	switch f {
	case landfall.FieldName:
		return "Name"
	case landfall.FieldDescription:
		return "Description"
	case landfall.FieldExtended:
		return "Longer description"
	case landfall.FieldSoftware:
		return "Software"
	case landfall.FieldSignup:
		return "Sign-up"
	case landfall.FieldRules:
		return "Rules"
	case landfall.FieldLanguages:
		return "Languages"
	case landfall.FieldUsers:
		return "Accounts"
	case landfall.FieldActiveMonth:
		return "Active this month"
	case landfall.FieldActiveHalfyear:
		return "Active this half-year"
	case landfall.FieldPosts:
		return "Posts"
	}
	return detailLabel(f)
}

func detailLabel(f landfall.Field) string {
	switch f {
	case landfall.FieldContact:
		return "Names a contact"
	case landfall.FieldCountry:
		return "Country, in its words"
	case landfall.FieldWait:
		return "Wait for approval"
	case landfall.FieldTerms:
		return "Terms"
	case landfall.FieldPrivacy:
		return "Privacy policy"
	case landfall.FieldStatusPage:
		return "Status page"
	case landfall.FieldThumbnail:
		return "Picture"
	case landfall.FieldIcon:
		return "Icon"
	case landfall.FieldCharacters:
		return "Characters in a post"
	case landfall.FieldQuotes:
		return "Quoting"
	case landfall.FieldSearch:
		return "Search in posts"
	case landfall.FieldTranslation:
		return "Translation"
	case landfall.FieldBlocks:
		return "Blocked servers"
	case landfall.FieldTags:
		return "Busy tags"
	case landfall.FieldCategories:
		return "Categories"
	case landfall.FieldCommunities:
		return "Communities"
	case landfall.FieldAnnouncements:
		return "Newest announcement"
	case landfall.FieldSunset:
		return "Closing notice"
	}
	return string(f)
}

// evidence lists every field that anybody may see, stated or not, and those that much
// software does not have if they are stated.
func evidence(facts *landfall.Facts, now time.Time) []evidenceRow {
	var rows []evidenceRow
	details := landfall.DetailFields()
	for _, field := range landfall.Fields() {
		if field.HeldBack() {
			continue
		}
		row := evidenceRow{Label: fieldLabel(field), Value: "Not stated", Unknown: true}
		if e, ok := facts.Evidence[field]; ok {
			row.Source, row.Path = e.Source, e.Path
			row.First, row.Last = newSeen(e.FirstSeen, now), newSeen(e.LastSeen, now)
			row.Unknown = false
			row.Value, row.Foreign = evidenceValue(facts, field)
		}
		if n, ok := countOf(facts, field); ok {
			row.Doubt = doubtOf(n, facts.Evidence[field].Doubt)
			if !n.Known {
				row.Value, row.Unknown = phrase.Missing(n.Reason), true
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
func evidenceValue(f *landfall.Facts, field landfall.Field) (value string, foreign bool) {
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
		return phrase.SignupShort(f.Signup), false
	case landfall.FieldRules:
		return phrase.Of(len(f.Rules), "rule", "rules"), false
	case landfall.FieldLanguages:
		return languageNames(f.Languages), false
	case landfall.FieldPosts:
		return count(f.Posts), false
	}
	if n, ok := countOf(f, field); ok {
		return people(n), false
	}
	value, foreign = f.Text(field)
	return clip(value, 80), foreign
}

// doubtOf says why a count is hard to believe, with what was believed before a jump.
func doubtOf(n landfall.Count, jump *landfall.Doubt) string {
	doubt := phrase.Doubt(n)
	if n.Reason == landfall.WhyJumped && jump != nil {
		doubt += ": " + people(landfall.Known(jump.Before)) + " until " + jump.Since.UTC().Format(time.DateOnly)
	}
	return doubt
}

// languageNames names the first few languages of a list.
func languageNames(codes []string) string {
	const most = 6
	names := make([]string, 0, most)
	for _, code := range codes[:min(len(codes), most)] {
		names = append(names, directory.LanguageLabel(code))
	}
	text := strings.Join(names, ", ")
	if rest := len(codes) - most; rest > 0 {
		text += " and " + phrase.Number(rest) + " more"
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
