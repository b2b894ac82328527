package outbox

import (
	"context"
	"html"
	"reflect"
	"strings"

	"landfall/federation-core/document"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// Bounds of a profile, in characters.
const (
	MaxName    = 100
	MaxSummary = 2_000
	MaxFields  = 8
	maxField   = 255 // of a name or a value
)

// Profile is what an account changes of itself: what is nil stays as it is. Texts are plain.
type Profile struct {
	Name, Summary *string
	Fields        *[]social.Field
	Icon, Image   *string // https URLs, "" for none
	Locked        *bool   // whether follows wait until they are accepted
	Hides         *bool   // whether who follows and is followed is kept back
	Discoverable  *bool
	Indexable     *bool
	Bot           *bool // whether it is a Service, or a Person
}

// EditProfile changes a profile, and tells everybody elsewhere who has to do with the account.
func (o *Outbox) EditProfile(ctx context.Context, actor string, p Profile) (social.Actor, error) {
	if err := p.check(); err != nil {
		return social.Actor{}, err
	}
	var summary *string
	if p.Summary != nil {
		text, err := o.biography(ctx, actor, *p.Summary)
		if err != nil {
			return social.Actor{}, err
		}
		summary = &text
	}
	return o.change(ctx, actor, func(a *social.Actor) error {
		p.edit(a)
		put(&a.Profile.Summary, summary)
		return nil
	})
}

// change saves what edit makes of an actor, and tells of it. Where it makes nothing of it,
// nothing happens.
func (o *Outbox) change(ctx context.Context, actor string, edit func(*social.Actor) error) (social.Actor, error) {
	o.saving.Lock()
	defer o.saving.Unlock()
	a, err := o.self(ctx, actor)
	if err != nil {
		return a, err
	}
	was := a
	if err := edit(&a); err != nil || reflect.DeepEqual(was, a) {
		return was, err
	}
	at := o.now()
	a.Fetched = at
	told, err := o.Store.KnownMailboxes(ctx, actor)
	if err != nil {
		return was, err
	}
	send, err := o.send(vocab.UpdateActor(o.mint(at), document.Actor(&a), at), at, told...)
	if err != nil {
		return was, err
	}
	return a, o.apply(ctx, append([]social.Change{social.SaveActor{Actor: a}}, send...)...)
}

// biography makes HTML of a text about oneself. Whoever is named in it is linked, not told.
func (o *Outbox) biography(ctx context.Context, by, text string) (string, error) {
	if strings.TrimSpace(text) == "" {
		return "", nil
	}
	w, err := o.write(ctx, text, by, func(*social.Actor) bool { return true })
	return w.html, err
}

func (p *Profile) check() error {
	for _, text := range []struct {
		what string
		is   *string
		most int
	}{{"name", p.Name, MaxName}, {"summary", p.Summary, MaxSummary}} {
		if text.is == nil {
			continue
		}
		if err := plain(text.what, *text.is, text.most); err != nil {
			return err
		}
	}
	if p.Name != nil && strings.ContainsAny(*p.Name, "\r\n") {
		return invalid("the name has more than one line")
	}
	for _, url := range []*string{p.Icon, p.Image} {
		if url == nil || *url == "" {
			continue
		}
		if _, err := vocab.ParseID(*url); err != nil {
			return invalid("the picture %.80q is no https URL", *url)
		}
	}
	return p.checkFields()
}

func (p *Profile) checkFields() error {
	if p.Fields == nil {
		return nil
	}
	if len(*p.Fields) > MaxFields {
		return invalid("a profile has at most %d fields", MaxFields)
	}
	for _, f := range *p.Fields {
		if err := plain("name of a field", f.Name, maxField); err != nil {
			return err
		}
		if err := plain("value of a field", f.Value, maxField); err != nil {
			return err
		}
	}
	return nil
}

// edit changes all but the summary.
func (p *Profile) edit(a *social.Actor) {
	put(&a.Profile.Name, p.Name)
	put(&a.Profile.Icon, p.Icon)
	put(&a.Profile.Image, p.Image)
	put(&a.Locked, p.Locked)
	put(&a.Hides, p.Hides)
	put(&a.Profile.Discoverable, p.Discoverable)
	put(&a.Profile.Indexable, p.Indexable)
	if a.Type == "Person" || a.Type == "Service" {
		person, service := "Person", "Service"
		if p.Bot != nil && *p.Bot {
			put(&a.Type, &service)
		} else if p.Bot != nil {
			put(&a.Type, &person)
		}
	}
	if p.Fields == nil {
		return
	}
	a.Profile.Fields = nil
	for _, f := range *p.Fields {
		if f.Name != "" || f.Value != "" {
			a.Profile.Fields = append(a.Profile.Fields, social.Field{Name: f.Name, Value: fieldHTML(f.Value)})
		}
	}
}

func put[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}

// fieldHTML is the value of a field: a link if it is an address, which the page there may
// answer (rel=me), and text otherwise.
func fieldHTML(value string) string {
	text := html.EscapeString(value)
	if _, err := vocab.ParseID(value); err != nil {
		return text
	}
	return `<a href="` + text + `" rel="me nofollow noopener noreferrer">` + text + `</a>`
}
