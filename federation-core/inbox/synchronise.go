package inbox

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"landfall/federation-core/fetch"
	"landfall/federation-core/followers"
	"landfall/federation-core/local"
	"landfall/federation-core/outbox"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// Synchroniser compares what is known here of an actor's followers with what its server knows,
// when that offers to (FEP-8fcf): a follow that one of the two has lost would otherwise stay
// half a follow for ever. It is worked on beside everything else, and lost when the process ends.
type Synchroniser struct {
	Site    local.Site
	Actors  Actors
	Follows Follows
	Origin  Origin
	Apply   func(ctx context.Context, changes []social.Change) error
	Wake    func()
	Now     func() time.Time
	Log     *slog.Logger

	mu     sync.Mutex
	lately map[string]time.Time
	offers chan offered
}

type offered struct {
	actor social.Actor
	offer followers.Offer
}

// Bounds of the comparison.
const (
	syncQueue  = 100              // offers that wait: more are dropped, and come again
	syncAgain  = 10 * time.Minute // before an actor's list is read again
	syncSettle = 5 * time.Minute  // before a follow counts as lost: its answer may be on its way
	syncActors = 10_000           // actors that are remembered
)

// Offer takes what a verified request of an actor says in its header, which its signature has
// to cover. It never waits.
func (s *Synchroniser) Offer(actor social.Actor, header string) {
	offer, ok := followers.ParseHeader(header)
	if !ok || offer.Collection != actor.Followers || !vocab.SameOrigin(vocab.ID(offer.URL), vocab.ID(actor.ID)) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.Now()
	if at, known := s.lately[actor.ID]; known && now.Sub(at) < syncAgain {
		return
	}
	if s.lately == nil || len(s.lately) >= syncActors {
		s.lately = make(map[string]time.Time)
	}
	select {
	case s.queue() <- offered{actor, offer}:
		s.lately[actor.ID] = now
	default:
	}
}

// queue makes the queue the first time; the caller holds the lock.
func (s *Synchroniser) queue() chan offered {
	if s.offers == nil {
		s.offers = make(chan offered, syncQueue)
	}
	return s.offers
}

// Run works on offers until ctx ends.
func (s *Synchroniser) Run(ctx context.Context) error {
	s.mu.Lock()
	offers := s.queue()
	s.mu.Unlock()
	for {
		select {
		case <-ctx.Done():
			return nil
		case o := <-offers:
			if err := s.compare(ctx, o); err != nil && ctx.Err() == nil {
				s.Log.WarnContext(ctx, "followers are not compared", "actor", o.actor.ID, "error", err)
			}
		}
	}
}

func (s *Synchroniser) compare(ctx context.Context, o offered) error {
	ours, err := s.Follows.LocalFollowers(ctx, o.actor.ID)
	if err != nil || followers.Digest(ours) == o.offer.Digest {
		return err
	}
	doc, err := s.Origin.Document(ctx, fetch.NewBudget(), vocab.ID(o.offer.URL))
	if err != nil {
		return err
	}
	list, err := doc.Collection()
	if err != nil {
		return err
	}
	if !whole(doc, &list) {
		return errors.New("the list is not whole")
	}
	var theirs []string
	for _, item := range list.Items {
		if s.Site.Username(string(item.IRI)) != "" {
			theirs = append(theirs, string(item.IRI))
		}
	}
	changes, err := s.mend(ctx, o.actor, ours, theirs)
	if err != nil || len(changes) == 0 {
		return err
	}
	if err := s.Apply(ctx, changes); err != nil {
		return err
	}
	s.Wake()
	return nil
}

// whole reports whether a collection has all of its members with it, and none were cut off.
func whole(doc *vocab.Document, list *vocab.Collection) bool {
	switch {
	case !doc.Has("orderedItems") && !doc.Has("items"):
		return false // they are kept back, or on pages
	case list.Total >= 0:
		return list.Total == len(list.Items)
	}
	return len(list.Items) < vocab.MaxItems
}

// mend drops the follows that the other server has not, and takes back those that it has and
// we have not.
func (s *Synchroniser) mend(ctx context.Context, actor social.Actor, ours, theirs []string) ([]social.Change, error) {
	var changes []social.Change
	for _, follower := range ours {
		f, err := s.Follows.Follow(ctx, follower, actor.ID)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(theirs, follower) && s.Now().Sub(f.At) > syncSettle {
			changes = append(changes, social.DropFollow{Follower: follower, Followee: actor.ID})
		}
	}
	for _, follower := range theirs {
		if slices.Contains(ours, follower) {
			continue
		}
		_, err := s.Follows.Follow(ctx, follower, actor.ID)
		if err == nil { // it is asked for, and the answer is on its way
			continue
		}
		if !errors.Is(err, social.ErrNotFound) {
			return nil, err
		}
		if _, err := s.Actors.Actor(ctx, follower); err != nil {
			continue // nobody is there who could say so
		}
		never := vocab.Follow("", vocab.ID(follower), vocab.ID(actor.ID))
		undo, err := outbox.Send(vocab.Undo(vocab.ID(s.Site.NewActivity(s.Now())), never), s.Now(), actor.Inbox)
		if err != nil {
			return nil, err
		}
		changes = append(changes, undo)
	}
	return changes, nil
}
