package intake

import (
	"errors"
	"fmt"
	"html"
	"slices"
	"strings"
	"time"

	"landfall/federation-core/markup"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// Post reads a post of an author from its document, which arrived at a moment. Only its author
// speaks for it: the two are of one origin, and the document says who wrote it. Around is the
// activity that it came in, nil if none: some software addresses that and not the post.
func Post(doc *vocab.Document, author *social.Actor, around *vocab.Activity, at time.Time) (social.Post, error) {
	v, err := doc.Note()
	if err != nil {
		return social.Post{}, err
	}
	writer := vocab.ID(author.ID)
	switch {
	case !vocab.SameOrigin(v.ID, writer):
		return social.Post{}, errors.New("a post of another origin than its author")
	case v.AttributedTo != writer && !slices.Contains(v.Authors, writer):
		return social.Post{}, errors.New("a post by somebody else")
	case v.Content == "" && v.Name != "" && v.InReplyTo != "" && v.Type == "Note":
		return social.Post{}, errors.New("a vote in a poll")
	}
	to, cc := v.To, v.CC
	if len(to)+len(cc) == 0 && around != nil {
		to, cc = around.To, around.CC
	}
	p := social.Post{
		ID: string(v.ID), Author: author.ID, Type: v.Type, URL: v.URL, Content: content(&v),
		Summary: v.Summary, Sensitive: v.Sensitive || v.Summary != "" && v.Type == "Note", Language: v.Language,
		InReplyTo: string(v.InReplyTo), Visibility: visibility(vocab.Audience(to, cc, vocab.ID(author.Followers))),
		To: texts(to), CC: texts(cc), Tags: tags(v.Hashtags), Published: earlier(v.Published, at),
	}
	if v.Updated.After(p.Published) {
		p.Updated = earlier(v.Updated, at)
	}
	for _, m := range v.Mentions {
		p.Mentions = append(p.Mentions, social.Mention{Actor: string(m.Actor), Name: m.Name})
	}
	for _, a := range v.Attachments {
		p.Attachments = append(p.Attachments, social.Attachment{Type: a.Type, MediaType: a.MediaType, URL: a.URL, Name: a.Name})
	}
	return p, nil
}

// visibility is the word that we have for it.
func visibility(v vocab.Visibility) social.Visibility {
	switch v {
	case vocab.VisiblePublic:
		return social.Public
	case vocab.VisibleUnlisted:
		return social.Unlisted
	case vocab.VisibleFollowers:
		return social.Followers
	case vocab.VisibleDirect:
	}
	return social.Direct
}

// Audience is whom an activity is shown to, by its addressing.
func Audience(activity *vocab.Activity, followers string) social.Visibility {
	return visibility(vocab.Audience(activity.To, activity.CC, vocab.ID(followers)))
}

// content is a post as harmless HTML. What has a title, such as an article or a film, is shown
// as Mastodon does: by its title, with the address of its page.
func content(v *vocab.Note) string {
	text := v.Content
	if v.MediaType != "" && v.MediaType != "text/html" {
		text, _, _ = markup.FromText(text, nil)
	}
	if v.Type != "Note" && v.Type != "Question" && v.Name != "" {
		title := html.EscapeString(v.Name)
		if v.URL != "" {
			title = fmt.Sprintf(`<a href="%s">%s</a>`, html.EscapeString(v.URL), title)
		}
		text = "<p>" + title + "</p>" + text
	}
	return markup.Clean(text)
}

// tags are hashtags in lower case, each once.
func tags(names []string) []string {
	var all []string
	for _, name := range names {
		if tag := strings.ToLower(name); !slices.Contains(all, tag) {
			all = append(all, tag)
		}
	}
	return all
}

// earlier returns a stated time, or the moment of arrival if that is unknown or lies ahead: a
// post from the future would stand above all others until then.
func earlier(stated, at time.Time) time.Time {
	if stated.IsZero() || stated.After(at) {
		return at
	}
	return stated
}
