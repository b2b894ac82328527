package outbox

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"

	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// Draft is a post before it is published.
type Draft struct {
	Text       string // plain text
	Summary    string // content warning, plain text
	Sensitive  bool
	Language   string // BCP 47, "" if not stated
	Visibility social.Visibility
	InReplyTo  string // id of a post that the author may read, "" if none
	// IdempotencyKey, if not "", is the same for one post that is sent again because the answer
	// was lost: it is published once. It is remembered for an hour, by this process.
	IdempotencyKey string
}

// check looks at what needs no store, and brings it into one form.
func (d *Draft) check() error {
	d.Text, d.Summary = strings.TrimSpace(d.Text), strings.TrimSpace(d.Summary)
	for what, text := range map[string]string{"text": d.Text, "content warning": d.Summary} {
		if err := plain(what, text, MaxText); err != nil {
			return err
		}
	}
	if d.Text == "" {
		return invalid("a post without text")
	}
	if n := utf8.RuneCountInString(d.Text) + utf8.RuneCountInString(d.Summary); n > MaxText {
		return invalid("the post has %d characters, and may have %d", n, MaxText)
	}
	if d.Visibility > social.Direct {
		return invalid("there is no visibility %d", d.Visibility)
	}
	if d.Language != "" {
		tag, err := language.Parse(d.Language)
		if err != nil {
			return invalid("%.40q is no language", d.Language)
		}
		d.Language = tag.String()
	}
	d.Sensitive = d.Sensitive || d.Summary != ""
	return nil
}

// compose makes a post of a draft. What else becomes of it are the actors that it met first.
func (o *Outbox) compose(ctx context.Context, by *social.Actor, d *Draft) (social.Post, []social.Change, error) {
	p := social.Post{
		Author: by.ID, Local: true, Type: "Note", Source: d.Text, Summary: d.Summary, Sensitive: d.Sensitive,
		Language: d.Language, InReplyTo: d.InReplyTo, Visibility: d.Visibility, Published: o.now(),
	}
	p.ID = o.Site.NewPost(by.Username, p.Published)
	p.URL = o.Site.Page(by.Username) + p.ID[strings.LastIndexByte(p.ID, '/'):]
	w, err := o.write(ctx, d.Text, by.ID, func(*social.Actor) bool { return true })
	if err != nil {
		return p, nil, err
	}
	p.Content, p.Tags, p.Mentions = w.html, w.tags, w.mentions
	if err := o.answer(ctx, &p); err != nil {
		return p, nil, err
	}
	if p.Visibility == social.Direct && len(w.unknown) > 0 {
		return p, nil, invalid("there is no account %.200q to send this to", w.unknown[0])
	}
	address(&p, by)
	return p, w.found, nil
}

// answer fits a reply to what it answers: nobody sees it who would not see that by the same
// rule, and a direct one reaches whoever is answered.
func (o *Outbox) answer(ctx context.Context, p *social.Post) error {
	if p.InReplyTo == "" {
		return nil
	}
	parent, author, err := o.seen(ctx, p.Author, p.InReplyTo)
	if err != nil {
		return err
	}
	apart, err := o.blocked(ctx, p.Author, author.ID)
	if err != nil {
		return err
	}
	if apart {
		return forbidden("one of the two blocks the other")
	}
	p.Visibility = max(p.Visibility, parent.Visibility)
	named := slices.ContainsFunc(p.Mentions, func(m social.Mention) bool { return m.Actor == author.ID })
	if p.Visibility == social.Direct && author.ID != p.Author && !named {
		p.Mentions = append(p.Mentions, social.Mention{Actor: author.ID, Name: nameOf(&author)})
	}
	return nil
}

// address addresses a post (section 9 of federation.md, as Mastodon does).
func address(p *social.Post, by *social.Actor) {
	var named []string
	for _, m := range p.Mentions {
		named = append(named, m.Actor)
	}
	p.To, p.CC = audience(p.Visibility, by.Followers, named)
}

// audience is the addressing of what somebody with followers says to a few that are named.
func audience(seen social.Visibility, followers string, named []string) (to, cc []string) {
	switch seen {
	case social.Public:
		return []string{string(vocab.Public)}, append([]string{followers}, named...)
	case social.Unlisted:
		return []string{followers}, append([]string{string(vocab.Public)}, named...)
	case social.Followers:
		return []string{followers}, named
	case social.Direct:
	}
	return named, nil
}

// hostOf returns the host of an id.
func hostOf(id string) string { return vocab.ID(id).Host() }
