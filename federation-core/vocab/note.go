package vocab

import (
	"encoding/json"
	"strings"
	"time"
)

// Note is a post of any kind: a note, an article, a page with a link, a film, a poll.
type Note struct {
	ID           ID
	Type         string // one of those in noteTypes
	AttributedTo ID     // the author: the first who is no group
	Authors      []ID   // everybody it is attributed to, groups as well
	Name         string // the title, in plain text
	Content      string // as it was received, in MediaType
	MediaType    string // of Content; text/html where nothing is said
	Language     string // of Content (BCP 47), "" for unknown
	Translations map[string]string
	Summary      string // the content warning, or an article's abstract
	Sensitive    bool
	InReplyTo    ID
	To, CC       []ID
	Groups       []ID // audience: the communities it was posted to (Lemmy)
	Mentions     []Mention
	Hashtags     []string // without the #
	Emojis       []Emoji
	Attachments  []Attachment
	Published    time.Time
	Updated      time.Time
	URL          string // of the page for people, http or https
	Replies      ID
	Poll         *Poll // nil if it asks nothing
	Quote        ID    // the post it quotes (FEP-044f and the older names)
	QuoteApproval,
	Context ID // the quoted author's approval; the conversation
	InteractionPolicy json.RawMessage // as it was received, nil if there is none
}

var noteTypes = []string{
	"Note", "Article", "Question", "Page", "Video", "Audio", "Image", "Event", "Document",
}

// IsNote reports whether the document says that it is a post of a kind known here.
func (d *Document) IsNote() bool { return d.Is(noteTypes...) }

// Note reads the document as a post. An error, with ErrInvalid in its chain, says that
// it is none or has no identifier.
func (d *Document) Note() (Note, error) {
	t := d.tags()
	n := Note{
		ID:                d.ID(),
		Type:              d.among(noteTypes),
		Name:              cutRunes(d.text("name"), MaxName),
		Content:           d.text("content"),
		MediaType:         mediaType(d.String("mediaType")),
		Summary:           cutBytes(d.text("summary"), MaxSummary),
		Sensitive:         d.Bool("sensitive"),
		InReplyTo:         d.Ref("inReplyTo").IRI,
		To:                d.recipients("to"),
		CC:                d.recipients("cc"),
		Groups:            d.recipients("audience"),
		Mentions:          t.mentions,
		Hashtags:          t.hashtags,
		Emojis:            t.emojis,
		Attachments:       d.attachments(),
		Published:         d.Time("published"),
		Updated:           d.Time("updated"),
		URL:               d.link("url"),
		Replies:           d.Ref("replies").IRI,
		Poll:              d.poll(),
		Quote:             d.quote(t),
		QuoteApproval:     d.Ref("quoteAuthorization").IRI,
		Context:           d.Ref("context").IRI,
		InteractionPolicy: d.raw("interactionPolicy"),
	}
	n.Language = d.language(n.Content)
	n.Translations = d.languages("contentMap", MaxContent)
	n.Content = cutBytes(n.Content, MaxContent)
	n.AttributedTo, n.Authors = d.authors()
	if n.Type == "Video" || n.Type == "Audio" {
		n.Attachments = append(d.renditions(), n.Attachments...)
		n.Attachments = n.Attachments[:min(len(n.Attachments), MaxAttachments)]
	}
	switch {
	case n.Type == "":
		return Note{}, refuse("no_note_type", d.Type())
	case n.ID == "":
		return Note{}, &Error{Reason: "no_id"}
	}
	return n, nil
}

// authors reads attributedTo: one, or, as in PeerTube, a person and the channel.
func (d *Document) authors() (author ID, all []ID) {
	group := false
	for _, r := range d.Refs("attributedTo", MaxAuthors) {
		if r.IRI == "" {
			continue
		}
		isGroup := r.Embedded != nil && r.Embedded.Is("Group", "Organization")
		if author == "" || group && !isGroup {
			author, group = r.IRI, isGroup
		}
		all = append(all, r.IRI)
	}
	return author, all
}

// quote is the post that this one quotes, by FEP-044f's name or those before it.
func (d *Document) quote(t tags) ID {
	for _, name := range []string{"quote", "quoteUrl", "quoteUri", "_misskey_quote"} {
		if id := d.Ref(name).IRI; id != "" {
			return id
		}
	}
	return t.quote
}

// mediaType of content: without parameters; HTML where nothing or nonsense is said.
func mediaType(s string) string {
	s, _, _ = strings.Cut(s, ";")
	switch s = strings.ToLower(strings.TrimSpace(s)); s {
	case "text/plain", "text/markdown":
		return s
	}
	return "text/html"
}
