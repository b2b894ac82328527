package outbox

import (
	"context"
	"crypto/rsa"

	"landfall/federation-core/social"
)

// Store is what is known, and takes what becomes of it. Reads answer [social.ErrNotFound] and
// [social.ErrGone] for what is not there.
type Store interface {
	Actors
	Posts
	Relations
	Mailboxes
	// Apply makes changes in their order, all or none.
	Apply(ctx context.Context, changes []social.Change) error
}

// Actors answers who somebody is.
type Actors interface {
	Actor(ctx context.Context, id string) (social.Actor, error)
	LocalActor(ctx context.Context, username string) (social.Actor, error)
	NamedActor(ctx context.Context, username, host string) (social.Actor, error)
}

// Posts answers what is known of posts.
type Posts interface {
	Post(ctx context.Context, id string) (social.Post, error)
	MayRead(ctx context.Context, post, actor string) (bool, error)
	Reacted(ctx context.Context, actor, post string, kind social.ReactionKind) (social.Reaction, error)
	Pinned(ctx context.Context, actor string) ([]social.Numbered[social.Post], error)
}

// Relations answers what there is between two actors.
type Relations interface {
	Follow(ctx context.Context, follower, followee string) (social.Follow, error)
	Block(ctx context.Context, blocker, blocked string) (social.Block, error)
	LocalFollowers(ctx context.Context, actor string) ([]string, error)
}

// Mailboxes answers where to deliver what an actor does.
type Mailboxes interface {
	// FollowerMailboxes are those that reach all followers elsewhere, each once.
	FollowerMailboxes(ctx context.Context, actor string) ([]string, error)
	// Touched are those of everybody elsewhere who passed on a post or liked it.
	Touched(ctx context.Context, post string) ([]string, error)
	// KnownMailboxes are those of everybody elsewhere who has to do with an actor.
	KnownMailboxes(ctx context.Context, actor string) ([]string, error)
	// RemoteFollowers are the ids of all followers elsewhere, by the hosts of those.
	RemoteFollowers(ctx context.Context, actor string) (map[string][]string, error)
}

// Keys makes private keys, and keeps those in use at hand.
type Keys interface {
	Make(actor string) (sealed []byte, public *rsa.PublicKey, err error)
	Key(ctx context.Context, actor string) (*rsa.PrivateKey, error)
}

// Finder reads an actor at its origin.
type Finder interface {
	// Find looks up an account, by its name as in user@host or by the URL of its actor or page.
	// It reads it anew each time. Where there is none the error is [social.ErrNotFound].
	Find(ctx context.Context, account string) (social.Actor, error)
}
