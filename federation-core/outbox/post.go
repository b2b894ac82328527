package outbox

import (
	"context"
	"errors"
	"slices"
	"time"

	"landfall/federation-core/document"
	"landfall/federation-core/local"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// Post publishes a draft, and delivers it to everybody elsewhere who is to see it: followers,
// whoever is mentioned and, unless they may not, whoever is answered. A reply is for no more
// than what it answers is. What is answered has to be there for the author; else the error is
// [social.ErrNotFound].
func (o *Outbox) Post(ctx context.Context, actor string, d Draft) (social.Post, error) {
	by, err := o.self(ctx, actor)
	if err != nil {
		return social.Post{}, err
	}
	if err := d.check(); err != nil {
		return social.Post{}, err
	}
	if d.IdempotencyKey == "" {
		return o.publishDraft(ctx, &by, &d)
	}
	return o.once.do(ctx, actor+"\n"+d.IdempotencyKey, o.Now, func() (social.Post, error) {
		return o.publishDraft(ctx, &by, &d)
	})
}

func (o *Outbox) publishDraft(ctx context.Context, by *social.Actor, d *Draft) (social.Post, error) {
	p, met, err := o.compose(ctx, by, d)
	if err != nil {
		return social.Post{}, err
	}
	create := vocab.Create(vocab.ID(local.Creation(p.ID)), document.Note(&p))
	send, err := circle{Outbox: o, by: by, post: &p, met: mailboxes(met)}.send(ctx, create, p.Published)
	if err != nil {
		return social.Post{}, err
	}
	return p, o.apply(ctx, slices.Concat(met, []social.Change{social.AddPost{Post: p}}, send)...)
}

// Edit gives a post of the actor's own newer words. Who may see it stays what it was, so names
// that are new in it are not mentioned, and Visibility, InReplyTo and IdempotencyKey of the
// draft mean nothing.
func (o *Outbox) Edit(ctx context.Context, actor, post string, d Draft) (social.Post, error) {
	by, err := o.self(ctx, actor)
	if err != nil {
		return social.Post{}, err
	}
	if err := d.check(); err != nil {
		return social.Post{}, err
	}
	p, err := o.own(ctx, actor, post)
	if err != nil {
		return social.Post{}, err
	}
	w, err := o.write(ctx, d.Text, actor, func(a *social.Actor) bool {
		return slices.ContainsFunc(p.Mentions, func(m social.Mention) bool { return m.Actor == a.ID })
	})
	if err != nil {
		return social.Post{}, err
	}
	if p.Source == d.Text && p.Content == w.html && p.Summary == d.Summary && p.Sensitive == d.Sensitive && p.Language == d.Language {
		return p, nil
	}
	p.Source, p.Content, p.Tags, p.Summary, p.Sensitive, p.Language = d.Text, w.html, w.tags, d.Summary, d.Sensitive, d.Language
	p.Updated = o.later(p.Revision())
	update := vocab.UpdateNote(o.mint(p.Updated), document.Note(&p))
	send, err := circle{Outbox: o, by: &by, post: &p}.send(ctx, update, p.Updated)
	if err != nil {
		return social.Post{}, err
	}
	return p, o.apply(ctx, append([]social.Change{social.EditPost{Post: p}}, send...)...)
}

// later is now, but at least a second after another moment: documents tell the time to the
// second, and an edit that is not newer is ignored by those who read it.
func (o *Outbox) later(than time.Time) time.Time {
	at := o.now().Truncate(time.Second)
	if next := than.Truncate(time.Second).Add(time.Second); at.Before(next) {
		return next
	}
	return at
}

// Delete takes a post of the actor's own back from everybody who had it.
func (o *Outbox) Delete(ctx context.Context, actor, post string) error {
	by, err := o.self(ctx, actor)
	if err != nil {
		return err
	}
	if _, err := o.Store.Post(ctx, post); errors.Is(err, social.ErrGone) && o.Site.AuthorOf(post) == by.Username {
		return nil
	}
	p, err := o.own(ctx, actor, post)
	if err != nil {
		return err
	}
	at := o.now()
	n := document.Note(&p)
	gone := vocab.Tombstone{ID: n.ID, FormerType: n.Type, Deleted: at}
	remove := vocab.DeleteNote(o.mint(at), n.AttributedTo, gone, n.To, n.CC)
	send, err := circle{Outbox: o, by: &by, post: &p, apart: true}.send(ctx, remove, at)
	if err != nil {
		return err
	}
	return o.apply(ctx, append([]social.Change{social.RemovePost{ID: p.ID, Author: actor, At: at}}, send...)...)
}
