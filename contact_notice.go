package landfall

import "time"

// ContactNotice is what a pinned post of the published contact account of an instance says
// of the instance's closing: one sentence of it, and what was read of it. Nothing else of
// the post is kept.
type ContactNotice struct {
	// Quote is the sentence, at most 300 characters, and Words what in it led here.
	Quote string   `json:"quote"`
	Words []string `json:"words,omitempty"`
	// URL is the https address of the post, on the instance's own host.
	URL string `json:"url"`
	// Posted is the day of the post, zero if it is not stated.
	Posted time.Time `json:"posted,omitzero"`
	// ClosesFrom and ClosesTo are the days between which it closes, zero if not stated.
	ClosesFrom time.Time `json:"closes_from,omitzero"`
	ClosesTo   time.Time `json:"closes_to,omitzero"`
	// Stage is how far the closing has come, in the words of the reading, and Confidence
	// how sure that is, at most 1; Rule is the version of the rules.
	Stage      string  `json:"stage"`
	Confidence float64 `json:"confidence"`
	Rule       string  `json:"rule_version,omitempty"`
}

// HeldBack reports whether a field is for the operator alone: what a program took for a
// closing in somebody's post is shown to nobody before it is confirmed as a [Notice].
func (f Field) HeldBack() bool { return f == FieldContactNotice }

// idle reports whether now says of a field only that there is nothing, and nothing was
// known of it: that the posts of an account were read is no fact about the instance.
func (f *Facts) idle(now *Facts, field Field) bool {
	return field == FieldContactNotice && len(now.ContactNotices) == 0 && !f.Stated(FieldContactNotice)
}
