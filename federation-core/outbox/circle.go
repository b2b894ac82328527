package outbox

import (
	"context"
	"errors"
	"time"

	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// circle is everybody elsewhere whom a post of somebody here is for.
type circle struct {
	*Outbox
	by   *social.Actor
	post *social.Post
	met  map[string]string // mailboxes of actors that are not stored yet
	// apart includes those who were named before one of the two blocked the other: they had it.
	apart bool
}

// mailboxes are those of the actors that changes keep, by their ids.
func mailboxes(changes []social.Change) map[string]string {
	met := make(map[string]string)
	for _, c := range changes {
		if keep, ok := c.(social.KeepActor); ok {
			met[keep.Actor.ID] = keep.Actor.Mailbox()
		}
	}
	return met
}

// send puts what is about the post on its way to them.
func (c circle) send(ctx context.Context, about vocab.Activity, at time.Time) ([]social.Change, error) {
	var inboxes []string
	if c.post.Visibility != social.Direct {
		var err error
		if inboxes, err = c.Store.FollowerMailboxes(ctx, c.by.ID); err != nil {
			return nil, err
		}
	}
	names, err := c.named(ctx)
	if err != nil {
		return nil, err
	}
	if c.post.Visibility <= social.Unlisted {
		// Whoever passed it on has shown it to others, who are to hear of its end as well.
		touched, err := c.Store.Touched(ctx, c.post.ID)
		if err != nil {
			return nil, err
		}
		inboxes = append(inboxes, touched...)
	}
	for _, name := range names {
		inbox, err := c.mailbox(ctx, name)
		if err != nil {
			return nil, err
		}
		inboxes = append(inboxes, inbox)
	}
	return c.publish(ctx, about, c.by, c.post.Visibility, at, inboxes)
}

// named are whoever is mentioned and, if the post is for everybody, whoever is answered.
func (c circle) named(ctx context.Context) ([]string, error) {
	var names []string
	for _, m := range c.post.Mentions {
		names = append(names, m.Actor)
	}
	if c.post.InReplyTo == "" || c.post.Visibility > social.Unlisted {
		return names, nil
	}
	parent, err := c.Store.Post(ctx, c.post.InReplyTo)
	if absent(err) {
		return names, nil
	}
	return append(names, parent.Author), err
}

// mailbox is where somebody elsewhere is delivered to, "" if there is none.
func (c circle) mailbox(ctx context.Context, name string) (string, error) {
	if inbox := c.met[name]; inbox != "" {
		return inbox, nil
	}
	a, err := c.other(ctx, name)
	if errors.Is(err, social.ErrNotFound) || err == nil && a.Local {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	if !c.apart {
		apart, err := c.blocked(ctx, c.by.ID, name)
		if err != nil || apart {
			return "", err
		}
	}
	return a.Mailbox(), nil
}
