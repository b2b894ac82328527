package outbox

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"landfall/federation-core/markup"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// Bounds of what somebody here may write, in characters.
const (
	MaxText     = 5_000 // of a post and of its content warning together
	MaxMentions = 50    // accounts that one post names
	maxTags     = 50    // that count; further ones are words
)

// words are a text as it is published.
type words struct {
	html     string
	tags     []string
	mentions []social.Mention
	found    []social.Change // who was met for the first time
	unknown  []string        // names that are nobody's
}

// write makes words of a text by an actor. Whoever is named in it and may be, as among tells,
// is mentioned; other names stay plain text.
func (o *Outbox) write(ctx context.Context, text, by string, among func(*social.Actor) bool) (words, error) {
	var w words
	var failed error
	pages := make(map[string]string)
	html, _, tags := markup.FromText(text, func(name string) (string, bool) {
		if tag, ok := strings.CutPrefix(name, "#"); ok {
			return o.Site.Origin() + "/tags/" + url.PathEscape(strings.ToLower(tag)), true
		}
		account := accountName(name)
		page, asked := pages[account]
		if !asked && failed == nil && len(pages) <= MaxMentions {
			page, failed = o.mention(ctx, &w, account, by, among)
			pages[account] = page
		}
		return page, page != ""
	})
	if failed != nil {
		return w, failed
	}
	if len(pages) > MaxMentions {
		return w, invalid("a post names at most %d accounts", MaxMentions)
	}
	w.html = html
	for _, tag := range tags {
		if tag = strings.ToLower(tag); !slices.Contains(w.tags, tag) && len(w.tags) < maxTags {
			w.tags = append(w.tags, tag)
		}
	}
	return w, nil
}

// accountName is an account's name in one spelling, without a sign before it: its host, if it
// has one, is as ids have it.
func accountName(name string) string {
	user, host, elsewhere := strings.Cut(strings.TrimPrefix(name, "@"), "@")
	if !elsewhere {
		return strings.ToLower(user)
	}
	if id, err := vocab.ParseID("https://" + host + "/"); err == nil {
		host = id.Host()
	}
	return strings.ToLower(user + "@" + host)
}

// mention finds the account of a name and returns its page, "" if it is not mentioned.
func (o *Outbox) mention(ctx context.Context, w *words, account, by string, among func(*social.Actor) bool) (string, error) {
	a, found, err := o.account(ctx, account)
	if errors.Is(err, social.ErrNotFound) {
		w.unknown = append(w.unknown, account)
		return "", nil
	}
	if err != nil {
		return "", err
	}
	apart, err := o.blocked(ctx, by, a.ID)
	if err != nil || apart || !among(&a) {
		return "", err
	}
	w.found = append(w.found, found...)
	if !slices.ContainsFunc(w.mentions, func(m social.Mention) bool { return m.Actor == a.ID }) {
		w.mentions = append(w.mentions, social.Mention{Actor: a.ID, Name: nameOf(&a)})
	}
	if a.Profile.URL == "" {
		return a.ID, nil
	}
	return a.Profile.URL, nil
}

// nameOf is an actor's name as it is written in a mention.
func nameOf(a *social.Actor) string { return "@" + a.Username + "@" + a.Host }

// account returns the active actor of an account's name, with the change that keeps it if it
// was not known. One that cannot be read, whatever the reason, is not found: somebody else's
// server may not stop what is written here.
func (o *Outbox) account(ctx context.Context, account string) (social.Actor, []social.Change, error) {
	name, host, _ := strings.Cut(account, "@")
	var a social.Actor
	var err error
	switch {
	case host == "" || host == o.Site.Host():
		a, err = o.Store.LocalActor(ctx, name)
	case !o.Allowed(host):
		err = social.ErrNotFound
	default:
		a, err = o.Store.NamedActor(ctx, name, host)
		if errors.Is(err, social.ErrNotFound) {
			return o.find(ctx, account)
		}
	}
	if absent(err) || err == nil && (a.Standing != social.Active || a.ID == o.Site.Instance()) {
		return a, nil, missing("account", account)
	}
	return a, nil, err
}

// find reads an account of another server at its origin, with the change that keeps it.
func (o *Outbox) find(ctx context.Context, account string) (social.Actor, []social.Change, error) {
	host := hostOf(account)
	if host == "" {
		_, host, _ = strings.Cut(account, "@")
	}
	if !o.Allowed(host) {
		return social.Actor{}, nil, missing("account", account)
	}
	a, err := o.Finder.Find(ctx, account)
	if err != nil {
		if ctx.Err() != nil {
			return a, nil, ctx.Err()
		}
		return a, nil, missing("account", account)
	}
	if a.Local || o.Site.Owns(a.ID) {
		a, err = o.other(ctx, a.ID)
		return a, nil, err
	}
	if !o.Allowed(hostOf(a.ID)) {
		return a, nil, missing("account", account)
	}
	known, err := o.Store.Actor(ctx, a.ID)
	if errors.Is(err, social.ErrGone) || err == nil && known.Standing != social.Active {
		return a, nil, missing("account", account)
	}
	if err != nil && !errors.Is(err, social.ErrNotFound) {
		return a, nil, err
	}
	return a, []social.Change{social.KeepActor{Actor: a}}, nil
}

// plain checks a text that is shown as it is: its length in characters, and that it is text.
func plain(what, text string, most int) error {
	switch n := utf8.RuneCountInString(text); {
	case !utf8.ValidString(text):
		return invalid("the %s is not UTF-8", what)
	case n > most:
		return invalid("the %s has %d characters, and may have %d", what, n, most)
	case strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' }):
		return invalid("the %s has control characters", what)
	}
	return nil
}
