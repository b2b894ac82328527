package inbox_test

import (
	"errors"
	"net/http"
	"slices"

	"landfall/federation-core/social"
)

const (
	gtsNote = "https://gts.test/users/alice/statuses/01M82HHSCSB3J2D3QMCCM2MKEA"
	fedNote = "https://fed.test/notes/1795384756600"
	oldNote = "https://fed.test/notes/1795381838420"
)

// recordings are what becomes of every recorded POST.
var recordings = map[string]recording{
	"fedify/requests-cavage/post-accept.http":        {before: asks("https://fed.test/users/carol#follow-1795384756598"), after: followed},
	"fedify/requests-cavage/post-announce.http":      {before: mine(fedNote), after: reacted(social.Boost, fedNote, social.Public)},
	"fedify/requests-cavage/post-create.http":        {before: following, after: wrote("https://bot.test/notes/1795384756596", "<p>hello from the cavage-first peer</p>", social.Public)},
	"fedify/requests-cavage/post-create-2.http":      {before: mine(fedNote), after: wrote("https://bot.test/notes/1795384756597", "reply", social.Public)},
	"fedify/requests-cavage/post-follow.http":        {after: follows},
	"fedify/requests-cavage/post-like.http":          {before: mine(fedNote), after: reacted(social.Like, fedNote, social.Public)},
	"fedify/requests-cavage/post-undo-announce.http": {before: did(social.Boost, fedNote, "https://bot.test/users/bob#announce-1795384756599"), after: undid(social.Boost, fedNote)},
	"fedify/requests-cavage/post-undo-like.http":     {before: did(social.Like, fedNote, "https://bot.test/users/bob#like-1795384756598"), after: undid(social.Like, fedNote)},

	"fedify/requests-rfc9421/post-accept-rfc9421.http":      {before: asks("https://bot.test/users/bob#follow-1795384756595"), after: followed},
	"fedify/requests-rfc9421/post-block-rfc9421.http":       {after: blocks(true)},
	"fedify/requests-rfc9421/post-create-rfc9421.http":      {before: following, after: wrote(fedNote, "hello from the 9421-first peer", social.Public)},
	"fedify/requests-rfc9421/post-create-rfc9421-2.http":    {before: following, after: wrote("https://fed.test/notes/1795384756601", "unlisted", social.Unlisted)},
	"fedify/requests-rfc9421/post-create-rfc9421-3.http":    {before: following, after: wrote("https://fed.test/notes/1795384756602", "followers", social.Followers)},
	"fedify/requests-rfc9421/post-create-rfc9421-4.http":    {after: wrote("https://fed.test/notes/1795384756603", "direct", social.Direct)},
	"fedify/requests-rfc9421/post-delete-rfc9421.http":      {before: theirs(fedNote), after: deleted(fedNote)},
	"fedify/requests-rfc9421/post-flag-rfc9421.http":        {after: reported("https://fed.test/users/carol")},
	"fedify/requests-rfc9421/post-follow-rfc9421.http":      {after: follows},
	"fedify/requests-rfc9421/post-undo-follow-rfc9421.http": {before: followsMe("https://fed.test/users/carol#follow-1795384756598"), after: unfollowed},
	"fedify/requests-rfc9421/post-update-rfc9421.http":      {before: theirs(fedNote), after: wrote(fedNote, "edited", social.Public)},

	"gotosocial/requests/post-accept.http":        {before: asks("https://fed.test/users/carol#follow-1795381844829"), after: followed},
	"gotosocial/requests/post-announce.http":      {before: mine(oldNote), after: reacted(social.Boost, oldNote, social.Unlisted)},
	"gotosocial/requests/post-block.http":         {after: blocks(true)},
	"gotosocial/requests/post-create.http":        {before: following, after: wrote(gtsNote, "<p>to be deleted</p>", social.Public)},
	"gotosocial/requests/post-create-2.http":      {before: following, after: wrote("https://gts.test/users/alice/statuses/01M82HKAH72XTVZKNTTBWQ6X0Q", "<p>hello from toot</p>", social.Unlisted)},
	"gotosocial/requests/post-delete.http":        {before: theirs(gtsNote), after: deleted(gtsNote)},
	"gotosocial/requests/post-flag.http":          {before: mine(oldNote), after: reported("https://gts.test/users/gts.test", oldNote)},
	"gotosocial/requests/post-follow.http":        {after: follows},
	"gotosocial/requests/post-like.http":          {before: mine(oldNote), after: reacted(social.Like, oldNote, social.Public)},
	"gotosocial/requests/post-undo-announce.http": {before: did(social.Boost, oldNote, "https://gts.test/users/alice/statuses/01M82HHKNXTP2WE0MQ1RZX3QV9"), after: undid(social.Boost, oldNote)},
	"gotosocial/requests/post-undo-block.http":    {before: blocked("https://gts.test/users/alice/blocks/01M82HKHSQA37MJM0GS69CAMPJ"), after: blocks(false)},
	"gotosocial/requests/post-undo-follow.http":   {before: followsMe("https://gts.test/users/alice/follow/0187733W4S69T3CRW0Q9RX54D6"), after: unfollowed},
	"gotosocial/requests/post-update.http":        {before: theirs(gtsNote), after: wrote(gtsNote, "<p>edited</p>", social.Public)},

	"snac2/requests/post-accept.http":   {before: asks("https://bot.test/users/bob#follow-1795384756602"), after: followed},
	"snac2/requests/post-create.http":   {before: following, after: wrote("https://snac.test/erin/p/1795383146.359741", snacHello, social.Public)},
	"snac2/requests/post-follow.http":   {after: follows},
	"snac2/requests/post-follow-2.http": {after: follows},
	// Its id is of this server, which counts as none: what it undoes is whom it names.
	"snac2/requests/post-undo-bare.http": {before: followsMe("https://snac.test/erin/d/1795383101.982183/Follow"), after: unfollowed},

	"test-actor/requests/post-follow.http":         {after: follows},
	"test-actor/requests/post-follow-rfc9421.http": {after: follows},
	// The signature is good and the key another's than the actor's.
	"test-actor/requests/post-follow-2.http": {status: http.StatusUnauthorized},
}

const snacHello = `hello from snac <span class="h-card"><a href="https://gts.test/users/alice" class="u-url mention" rel="nofollow noopener noreferrer" target="_blank">@alice@gts.test</a></span><br>`

// asks is a request to follow whoever signs.
func asks(activity string) func(*replay) {
	return func(r *replay) {
		r.apply(social.AddFollow{Follow: social.Follow{Follower: r.me(), Followee: r.sender, Activity: activity, At: r.now}})
	}
}

func followed(r *replay) string {
	f, err := r.core.Follow(r.t.Context(), r.me(), r.sender)
	return holds(err == nil && f.Accepted, "whom they accepted follows: %+v, %v", f, err)
}

func follows(r *replay) string {
	f, err := r.core.Follow(r.t.Context(), r.sender, r.me())
	a, err2 := r.core.Actor(r.t.Context(), r.sender)
	sent := r.sent(a.Inbox)
	return holds(errors.Join(err, err2) == nil && f.Accepted && slices.Equal(sent, []string{"Accept"}), "who asked follows: %+v, %v, and gets %v", f, err, sent)
}

func followsMe(activity string) func(*replay) {
	return func(r *replay) {
		r.apply(social.AddFollow{Follow: social.Follow{Follower: r.sender, Followee: r.me(), Activity: activity, Accepted: true, At: r.now}})
	}
}

func unfollowed(r *replay) string {
	f, err := r.core.Follow(r.t.Context(), r.sender, r.me())
	return holds(errors.Is(err, social.ErrNotFound), "who left follows: %+v, %v", f, err)
}

func did(kind social.ReactionKind, post, activity string) func(*replay) {
	return func(r *replay) {
		mine(post)(r)
		r.apply(social.AddReaction{Reaction: social.Reaction{Kind: kind, Actor: r.sender, Post: post, Activity: activity, At: r.now}})
	}
}

func reacted(kind social.ReactionKind, post string, visibility social.Visibility) func(*replay) string {
	return func(r *replay) string {
		got, err := r.core.Reacted(r.t.Context(), r.sender, post, kind)
		told, err2 := r.core.Notifications(r.t.Context(), r.me(), 0, 9)
		return holds(errors.Join(err, err2) == nil && got.Visibility == visibility && len(told) == 1, "reaction %+v, %v, and told %v", got, err, told)
	}
}

func undid(kind social.ReactionKind, post string) func(*replay) string {
	return func(r *replay) string {
		got, err := r.core.Reacted(r.t.Context(), r.sender, post, kind)
		return holds(errors.Is(err, social.ErrNotFound), "reaction %+v, %v", got, err)
	}
}

func blocked(activity string) func(*replay) {
	return func(r *replay) {
		r.apply(social.AddBlock{Block: social.Block{Blocker: r.sender, Blocked: r.me(), Activity: activity, At: r.now}})
	}
}

func blocks(want bool) func(*replay) string {
	return func(r *replay) string {
		got, err := r.core.Blocks(r.t.Context(), r.sender, r.me())
		return holds(err == nil && got == want, "blocks: %v, %v", got, err)
	}
}

func wrote(id, content string, visibility social.Visibility) func(*replay) string {
	return func(r *replay) string {
		p, err := r.core.Post(r.t.Context(), id)
		return holds(err == nil && p.Author == r.sender && p.Content == content && p.Visibility == visibility, "post %+v, %v", p, err)
	}
}

func deleted(id string) func(*replay) string {
	return func(r *replay) string {
		p, err := r.core.Post(r.t.Context(), id)
		return holds(errors.Is(err, social.ErrGone), "post %+v, %v", p, err)
	}
}

func reported(by string, posts ...string) func(*replay) string {
	return func(r *replay) string {
		all, err := r.core.Reports(r.t.Context(), 0, 9)
		return holds(err == nil && len(all) == 1 && all[0].Of.Reporter == by && all[0].Of.Target == r.me() && slices.Equal(all[0].Of.Posts, posts) && all[0].Of.Comment == "spam", "reports %+v, %v", all, err)
	}
}
