package landfall

import "time"

// Details are the facts that only some kinds of software state. As in [Facts], a
// value means nothing unless its field is stated.
type Details struct {
	// Contact is whether the instance names somebody to write to. Who it is, and
	// where, is never kept.
	Contact bool `json:"contact,omitempty"`
	// Country is where the instance says its server or its organiser is, in its own
	// words: a name or an ISO 3166 code.
	Country string `json:"country,omitempty"`
	// ApprovalWait is how long an application for an account waited for its answer,
	// on average or the last time: the evidence names the field.
	ApprovalWait time.Duration `json:"approval_wait_ns,omitempty"`

	// Terms, Privacy and StatusPage are https URLs of pages, Thumbnail and Icon of
	// pictures: a wide one, and a square one of the instance's own. They are shown as
	// text or as links that are not followed; what is shown as a picture is [Icon].
	Terms      string `json:"terms_url,omitempty"`
	Privacy    string `json:"privacy_url,omitempty"`
	StatusPage string `json:"status_url,omitempty"`
	Thumbnail  string `json:"thumbnail_url,omitempty"`
	Icon       string `json:"icon_url,omitempty"`

	// MaxCharacters is how long a post may be.
	MaxCharacters int64 `json:"max_characters,omitempty"`
	// Quotes, Search and Translation are whether posts can quote others, be found by
	// the words in them, and be translated.
	Quotes      bool `json:"quotes,omitempty"`
	Search      bool `json:"search,omitempty"`
	Translation bool `json:"translation,omitempty"`

	Blocks Blocks   `json:"blocks,omitzero"`
	Tags   []string `json:"trending_tags,omitempty"` // hashtags without "#", the busiest first
	// Categories are the subjects that its admin chose from the list of the software.
	Categories []string `json:"categories,omitempty"`
	// Communities are the names of the busiest communities of its own that are open to
	// everybody and not for adults only.
	Communities   []string       `json:"communities,omitempty"`
	Announcements []Announcement `json:"announcements,omitempty"` // the newest first
	// Sunset is what it says of its own end, zero if it has taken that back.
	Sunset Sunset `json:"sunset,omitzero"`
	// ContactNotices is what pinned posts of its contact account say of its end, the newest first;
	// read only where the operator has turned it on. It is for the operator: see
	// [Field.HeldBack].
	ContactNotices []ContactNotice `json:"contact_notice,omitempty"`
}

// Blocks is what an instance says of the servers it does not federate with.
type Blocks struct {
	// Published is false if it keeps its list to itself.
	Published bool `json:"published,omitempty"`
	// Total is how many servers a published list has. AtLeast is set if it has more, or
	// says itself that some are left out.
	Total   int64 `json:"total,omitempty"`
	AtLeast bool  `json:"at_least,omitempty"`
}

// Announcement is a public notice of an instance to its people, plain text.
type Announcement struct {
	Text string    `json:"text"`
	At   time.Time `json:"at,omitzero"` // zero if not stated
}
