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
	ID     string
	Author string
	Local  bool
	Type   string // Note, Article, Question, …
	URL    string // of its page
	// Content is harmless HTML; Source is what a person here typed.
	Content, Source string
	Summary         string // content warning, plain text
	Sensitive       bool
	Language        string // BCP 47, "" if not stated
	InReplyTo       string // id of another post, "" if none
	Visibility      Visibility
	// To and CC are the ids that it was addressed to, of actors and collections.
	To, CC      []string
	Mentions    []Mention
	Tags        []string // hashtags without #, folded to lower case
	Attachments []Attachment
	Published   time.Time
	Updated     time.Time // zero if it was never edited
}

// Mention names an actor in a post.
type Mention struct {
	Actor string // id
	Name  string // such as @user@host
}

// Attachment is a picture, film or sound beside a post.
type Attachment struct {
	Type, MediaType, URL, Name string
}

// Revision is when the text was last changed: a newer one takes its place.
func (p *Post) Revision() time.Time {
	if p.Updated.After(p.Published) {
		return p.Updated
	}
	return p.Published
}
