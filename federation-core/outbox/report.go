package outbox

import (
	"context"
	"slices"

	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// Bounds of a report.
const (
	MaxComment     = 1_000 // characters
	MaxReportPosts = 50
)

// Complaint is what somebody here reports.
type Complaint struct {
	Target  string   // id of an actor
	Posts   []string // ids of posts by it that whoever complains may see
	Comment string   // plain text
	// Forward sends it to the target's server as well, if that is another. Its moderators are
	// not told who complains.
	Forward bool
}

// Report puts a complaint in the moderators' queue here and, if it is forwarded, sends a Flag
// from the server's own actor.
func (o *Outbox) Report(ctx context.Context, actor string, c Complaint) (r social.Report, err error) {
	if _, err = o.self(ctx, actor); err != nil {
		return r, err
	}
	to, err := o.other(ctx, c.Target)
	if err != nil {
		return r, err
	}
	if to.ID == actor || to.ID == o.Site.Instance() {
		return r, invalid("that account cannot be reported")
	}
	if err := o.checkComplaint(ctx, actor, &c); err != nil {
		return r, err
	}
	at := o.now()
	r = social.Report{ID: string(o.mint(at)), Reporter: actor, Target: to.ID, Posts: c.Posts, Comment: c.Comment, At: at}
	changes := []social.Change{social.FileReport{Report: r}}
	if c.Forward && !to.Local {
		instance, err := o.EnsureInstance(ctx)
		if err != nil {
			return r, err
		}
		flag := vocab.Flag(vocab.ID(r.ID), vocab.ID(instance.ID), vocab.ID(to.ID), ids(c.Posts), c.Comment)
		send, err := o.send(flag, at, to.Mailbox())
		if err != nil {
			return r, err
		}
		changes = append(changes, send...)
	}
	return r, o.apply(ctx, changes...)
}

func (o *Outbox) checkComplaint(ctx context.Context, actor string, c *Complaint) error {
	if err := plain("comment", c.Comment, MaxComment); err != nil {
		return err
	}
	if len(c.Posts) > MaxReportPosts {
		return invalid("a report is about at most %d posts", MaxReportPosts)
	}
	c.Posts = slices.Compact(slices.Sorted(slices.Values(c.Posts)))
	for _, id := range c.Posts {
		p, _, err := o.seen(ctx, actor, id)
		if err != nil {
			return err
		}
		if p.Author != c.Target {
			return invalid("the post %.200q is not by the account", id)
		}
	}
	return nil
}
