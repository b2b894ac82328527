package landfall

import (
	"maps"
	"time"
)

// Field names one fact about an instance.
type Field string

// The fields.
const (
	FieldName           Field = "name"
	FieldDescription    Field = "description"
	FieldExtended       Field = "extended_description"
	FieldSoftware       Field = "software"
	FieldSignup         Field = "signup"
	FieldRules          Field = "rules"
	FieldLanguages      Field = "languages"
	FieldUsers          Field = "users_total"
	FieldActiveMonth    Field = "users_active_month"
	FieldActiveHalfyear Field = "users_active_halfyear"
	FieldPosts          Field = "posts"
	FieldContact        Field = "contact"
	FieldCountry        Field = "country"
	FieldWait           Field = "approval_wait"
	FieldTerms          Field = "terms_url"
	FieldPrivacy        Field = "privacy_url"
	FieldStatusPage     Field = "status_url"
	FieldThumbnail      Field = "thumbnail_url"
	FieldIcon           Field = "icon_url"
	FieldCharacters     Field = "max_characters"
	FieldQuotes         Field = "quotes"
	FieldSearch         Field = "search"
	FieldTranslation    Field = "translation"
	FieldBlocks         Field = "blocks"
	FieldTags           Field = "trending_tags"
	FieldCategories     Field = "categories"
	FieldCommunities    Field = "communities"
	FieldAnnouncements  Field = "announcements"
	FieldSunset         Field = "sunset"
	FieldContactNotice  Field = "contact_notice"
)

// Fields lists every field in the order pages show them.
func Fields() []Field {
	return append([]Field{
		FieldName, FieldDescription, FieldExtended, FieldSoftware, FieldSignup, FieldRules,
		FieldLanguages, FieldUsers, FieldActiveMonth, FieldActiveHalfyear, FieldPosts,
	}, DetailFields()...)
}

// DetailFields lists those of [Details], which much software does not have.
func DetailFields() []Field {
	return []Field{
		FieldContact, FieldCountry, FieldWait, FieldTerms, FieldPrivacy, FieldStatusPage, FieldThumbnail, FieldIcon,
		FieldCharacters, FieldQuotes, FieldSearch, FieldTranslation, FieldBlocks, FieldTags,
		FieldCategories, FieldCommunities, FieldAnnouncements, FieldSunset, FieldContactNotice,
	}
}

// Evidence is where a fact comes from and how old it is.
type Evidence struct {
	// Source is the URL of the document.
	Source string `json:"source"`
	// Path is the field or fields inside it, such as "usage.users.total".
	Path string `json:"path"`
	// FirstSeen is when the present value was first seen, LastSeen when last.
	FirstSeen time.Time `json:"first_seen"`
	LastSeen  time.Time `json:"last_seen"`
	// Doubt is set for a count that jumped; its value carries [WhyJumped].
	Doubt *Doubt `json:"doubt,omitempty"`
}

// Facts is what an instance says of itself. A field is stated if Evidence has
// it; otherwise its value means nothing. Texts are plain text of bounded length.
type Facts struct {
	Name           string   `json:"name,omitempty"`
	Description    string   `json:"description,omitempty"`
	Extended       string   `json:"extended_description,omitempty"`
	Software       Software `json:"software"`
	Signup         Signup   `json:"signup"`
	Rules          []Rule   `json:"rules,omitempty"`
	Languages      []string `json:"languages,omitempty"` // BCP 47
	Users          Count    `json:"users_total"`
	ActiveMonth    Count    `json:"users_active_month"`
	ActiveHalfyear Count    `json:"users_active_halfyear"`
	Posts          Count    `json:"posts"`
	Details
	Evidence map[Field]Evidence `json:"evidence,omitempty"`
}

// Stated reports whether the instance states the field.
func (f *Facts) Stated(field Field) bool {
	_, ok := f.Evidence[field]
	return ok
}

// saysMore reports whether f knows how people join, while now knows only that they
// can: on a day when the instance document failed, nodeinfo says no more.
func (f *Facts) saysMore(now *Facts) bool {
	knew := f.Stated(FieldSignup) && (f.Signup.Mode == SignupOpen || f.Signup.Mode == SignupApproval)
	return knew && now.Signup.NotClosed
}

// State marks a field as stated by source at path, seen at now.
func (f *Facts) State(field Field, source, path string, now time.Time) {
	if f.Evidence == nil {
		f.Evidence = make(map[Field]Evidence, 16) // about as many as a visit states
	}
	f.Evidence[field] = Evidence{Source: source, Path: path, FirstSeen: now, LastSeen: now}
}

// Merge returns old brought up to date by what was seen now. A field that now
// does not state keeps its old value and its old evidence, so a bad document
// never erases a good fact; a field whose value has not changed keeps its
// FirstSeen. Only a [Sunset] is taken back by the silence of its own document, and
// what pinned posts said by an empty list. A count that never was stated has the reason that was last given for it.
func (f Facts) Merge(now Facts) Facts {
	merged := f
	merged.Evidence = make(map[Field]Evidence, max(len(f.Evidence), len(now.Evidence)))
	maps.Copy(merged.Evidence, f.Evidence)
	now.Weigh(&f)
	for field, seen := range now.Evidence {
		if field == FieldSignup && f.saysMore(&now) || field == FieldSunset && f.outlasts(&now) || f.idle(&now, field) {
			continue
		}
		if before, ok := f.Evidence[field]; ok && f.sameValue(&now, field) {
			seen.FirstSeen = before.FirstSeen
		}
		merged.take(&now, field)
		seen.Doubt = f.doubted(&now, field, seen.LastSeen)
		merged.Evidence[field] = seen
	}
	merged.takeBack(&now)
	merged.miss(&now)
	return merged
}
