package inbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"landfall/federation-core/fetch"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// errAway says that an activity needs something from another server.
var errAway = errors.New("needs another server")

// refusal is the reason why nothing becomes of an activity, now and for ever.
type refusal string

func (r refusal) Error() string { return string(r) }

// delay is the reason why nothing becomes of an activity yet.
type delay struct{ error }

// work is one activity and whoever sent it.
type work struct {
	*Processor
	origin Origin // nil where other servers may not be asked
	budget *fetch.Budget
	at     time.Time // when it arrived
	// senders are actors that were looked up for several arrivals at once.
	senders map[string]social.Actor

	arrival  string // its id in the queue, which nothing else has
	activity vocab.Activity
	actor    social.Actor
}

// decide says what becomes of an arrival. An error is errAway, or one of the store.
func (p *Processor) decide(ctx context.Context, a social.Arrival, origin Origin, senders map[string]social.Actor) (social.Outcome, error) {
	changes, err := p.read(ctx, a, origin, senders)
	var no refusal
	var wait delay
	switch {
	case err == nil:
		return social.Outcome{ID: a.ID, Actor: a.Actor, Changes: changes}, nil
	case errors.As(err, &no):
		return social.Outcome{ID: a.ID, Actor: a.Actor, Reason: string(no)}, nil
	case errors.As(err, &wait):
		return p.retry(a, wait), nil
	}
	return social.Outcome{}, err
}

// retry puts an arrival back into the queue, for later each time, and gives it up at last.
func (p *Processor) retry(a social.Arrival, why error) social.Outcome {
	if a.Attempts+1 >= attempts {
		p.Work.gaveUp(why)
		return social.Outcome{ID: a.ID, Actor: a.Actor, Reason: why.Error(), GivenUp: true}
	}
	p.Work.Retried.Add(1)
	return social.Outcome{ID: a.ID, Actor: a.Actor, Next: p.Now().Add(firstWait << (2 * a.Attempts)), Reason: why.Error()}
}

func (p *Processor) read(ctx context.Context, a social.Arrival, origin Origin, senders map[string]social.Actor) ([]social.Change, error) {
	doc, err := vocab.Parse(a.Body)
	if err != nil {
		return nil, refusal(err.Error())
	}
	activity, err := doc.Activity()
	if err != nil {
		return nil, refusal(err.Error())
	}
	w := &work{
		Processor: p, origin: origin, budget: fetch.NewBudget(), at: a.Received, senders: senders, arrival: a.ID, activity: activity,
	}
	// The receiver has compared the two already; this is for what the queue was given since.
	if string(activity.Actor) != a.Actor {
		return nil, refusal("another actor than the one that signed")
	}
	if w.actor, err = w.person(ctx, a.Actor); err != nil {
		return nil, err
	}
	if !p.Policy().Decide(hostOf(w.actor.ID)).Allowed {
		return nil, refusal("its server is not federated with")
	}
	return w.handle(ctx)
}

// handle knows the activities (section 10 of federation.md).
func (w *work) handle(ctx context.Context) ([]social.Change, error) {
	switch w.activity.Type {
	case "Follow":
		return w.follow(ctx)
	case "Accept":
		return w.accept(ctx)
	case "Reject":
		return w.reject(ctx)
	case "Undo":
		return w.undo()
	case "Create":
		return w.create(ctx)
	case "Update":
		return w.update(ctx)
	case "Delete":
		return w.remove(ctx)
	case "Announce":
		return w.announce(ctx)
	case "Like":
		return w.like(ctx)
	case "Flag":
		return w.flag(ctx)
	case "Block":
		return w.block()
	case "Move":
		return w.move(ctx)
	case "Add", "Remove":
		return w.pin()
	}
	return nil, refusal("nothing is done for " + clip(w.activity.Type))
}

// object returns the id of what the activity is about.
func (w *work) object() string { return string(w.activity.Object.IRI) }

// id is the activity's own id, "" if it is not of its actor's origin: such an id is treated as
// absent.
func (w *work) id() string {
	if w.own(w.activity.ID) {
		return string(w.activity.ID)
	}
	return ""
}

// own reports whether an id is of the actor's origin, which alone may speak for it.
func (w *work) own(id vocab.ID) bool { return vocab.SameOrigin(id, vocab.ID(w.actor.ID)) }

// person returns an actor that is in good standing. One that is not known yet is read at its
// origin.
func (w *work) person(ctx context.Context, id string) (social.Actor, error) {
	a, known := w.senders[id]
	var err error
	if !known {
		a, err = w.Actors.Actor(ctx, id)
	}
	switch {
	case errors.Is(err, social.ErrGone):
		return a, refusal("its actor was deleted")
	case errors.Is(err, social.ErrNotFound):
		return w.reread(ctx, id)
	case err != nil:
		return a, err
	case a.Standing != social.Active:
		return a, refusal("its actor is suspended")
	}
	return a, nil
}

// reread reads an actor at its origin. One that is suspended or was deleted here stays that,
// whatever its origin says.
func (w *work) reread(ctx context.Context, id string) (social.Actor, error) {
	if w.Site.Owns(id) {
		return social.Actor{}, refusal("there is no such actor here")
	}
	if w.origin == nil {
		return social.Actor{}, errAway
	}
	a, err := w.origin.Actor(ctx, w.budget, vocab.ID(id))
	switch {
	case errors.Is(err, social.ErrGone):
		return a, refusal("its actor was deleted")
	case err != nil:
		return a, w.unreachable(err)
	case a.Standing != social.Active:
		return a, refusal("its actor is suspended")
	}
	return a, nil
}

// unreachable tells what will not change from what may.
func (w *work) unreachable(err error) error {
	if errors.Is(err, fetch.ErrRefused) {
		return refusal(err.Error())
	}
	return delay{err}
}

// neighbour returns an actor of this server by its id.
func (w *work) neighbour(ctx context.Context, id string) (social.Actor, error) {
	if !w.Site.Owns(id) {
		return social.Actor{}, refusal("it is about nobody here")
	}
	a, err := w.Actors.Actor(ctx, id)
	switch {
	case errors.Is(err, social.ErrNotFound), errors.Is(err, social.ErrGone):
		return a, refusal("it is about nobody here")
	case err != nil:
		return a, err
	case a.Standing != social.Active:
		return a, refusal("it is about somebody who is suspended")
	}
	return a, nil
}

// hostOf returns the host of an id.
func hostOf(id string) string { return vocab.ID(id).Host() }

// clip makes a word of a stranger fit for a message.
func clip(s string) string {
	if len(s) > 40 {
		s = s[:40] + "…"
	}
	return fmt.Sprintf("%q", s)
}
