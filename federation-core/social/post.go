package social

import "time"

// Visibility is who may see a post, the widest first, as Mastodon derives it from the
// addressing. A greater value is seen by fewer.
type Visibility uint8

// The visibilities.
const (
	Public    Visibility = iota // by everybody, in every timeline
	Unlisted                    // by everybody who has the address or follows
	Followers                   // by followers and whoever is mentioned
	Direct                      // by whoever is addressed
)

// Post is something published: a Note, or what can be shown as one.
type Post struct {
	ID     string `json:"id,omitzero"`
	Author string `json:"author,omitzero"`
	Local  bool   `json:"local,omitzero"`
	Type   string `json:"type,omitzero"` // Note, Article, Question, …
	URL    string `json:"url,omitzero"`  // of its page
	// Content is harmless HTML; Source is what a person here typed.
	Content    string     `json:"content,omitzero"`
	Source     string     `json:"source,omitzero"`
	Summary    string     `json:"summary,omitzero"` // content warning, plain text
	Sensitive  bool       `json:"sensitive,omitzero"`
	Language   string     `json:"language,omitzero"`    // BCP 47, "" if not stated
	InReplyTo  string     `json:"in_reply_to,omitzero"` // id of another post, "" if none
	Visibility Visibility `json:"visibility,omitzero"`
	// To and CC are the ids that it was addressed to, of actors and collections.
	To          []string     `json:"to,omitzero"`
	CC          []string     `json:"cc,omitzero"`
	Mentions    []Mention    `json:"mentions,omitzero"`
	Tags        []string     `json:"tags,omitzero"` // hashtags without #, folded to lower case
	Attachments []Attachment `json:"attachments,omitzero"`
	Published   time.Time    `json:"published,omitzero"`
	Updated     time.Time    `json:"updated,omitzero"` // zero if it was never edited
}

// Mention names an actor in a post.
type Mention struct {
	Actor string `json:"actor,omitzero"` // id
	Name  string `json:"name,omitzero"`  // such as @user@host
}

// Attachment is a picture, film or sound beside a post.
type Attachment struct {
	Type      string `json:"type,omitzero"`
	MediaType string `json:"media_type,omitzero"`
	URL       string `json:"url,omitzero"`
	Name      string `json:"name,omitzero"`
}

// Revision is when the text was last changed: a newer one takes its place.
func (p *Post) Revision() time.Time {
	if p.Updated.After(p.Published) {
		return p.Updated
	}
	return p.Published
}
