package outbox_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"landfall/federation-core/outbox"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

const (
	public    = string(vocab.Public)
	followers = "https://home.example/users/alice/followers"
	away, far = "https://away.example/inbox", "https://far.example/users/erin/inbox"
	erinID    = "https://far.example/users/erin"
)

// TestAddressing is section 9 of federation.md: who is addressed and what is delivered where, for
// each visibility, with and without somebody who is named. Receivers read it as it is meant.
func TestAddressing(t *testing.T) {
	t.Parallel()
	w, c := newCast(t)
	for _, tt := range []struct {
		seen   social.Visibility
		text   string
		to, cc []string
		inbox  []string
		sync   bool
		means  vocab.Visibility
	}{
		{social.Public, "a", []string{public}, []string{followers}, []string{away}, false, vocab.VisiblePublic},
		{social.Public, "a @erin@far.example", []string{public}, []string{followers, erinID}, []string{away, far}, false, vocab.VisiblePublic},
		{social.Unlisted, "a", []string{followers}, []string{public}, []string{away}, false, vocab.VisibleUnlisted},
		{social.Unlisted, "a @erin@far.example", []string{followers}, []string{public, erinID}, []string{away, far}, false, vocab.VisibleUnlisted},
		{social.Followers, "a", []string{followers}, nil, []string{away}, true, vocab.VisibleFollowers},
		{social.Followers, "a @Erin@FAR.example. @erin@far.example", []string{followers}, []string{erinID}, []string{away, far}, true, vocab.VisibleFollowers},
		{social.Direct, "a", nil, nil, nil, false, vocab.VisibleDirect},
		{social.Direct, "a @erin@far.example", []string{erinID}, nil, []string{far}, false, vocab.VisibleDirect},
		{social.Direct, "a @bob", []string{c.bob.ID}, nil, nil, false, vocab.VisibleDirect},
		{social.Direct, "a @carol@away.example @bob@home.example", []string{c.carol.ID, c.bob.ID}, nil, []string{away}, false, vocab.VisibleDirect},
	} {
		p := must[social.Post](t)(w.Post(t.Context(), c.alice.ID, outbox.Draft{Text: tt.text, Visibility: tt.seen}))
		what := tt.text + " " + tt.means.String()
		w.equal(what+": to", p.To, tt.to)
		w.equal(what+": cc", p.CC, tt.cc)
		w.equal(what+": stored", must[social.Post](t)(w.core.Post(t.Context(), p.ID)), p)
		all := w.sent()
		w.equal(what+": inboxes", inboxes(all), tt.inbox)
		for _, s := range all {
			w.equal(what+": sync", len(s.Header) == len(s.To), tt.sync)
			n := must[vocab.Note](t)(s.says.Object.Embedded.Note())
			for _, got := range []vocab.Visibility{vocab.Audience(s.says.To, s.says.CC, followers), vocab.Audience(n.To, n.CC, followers)} {
				w.equal(what+": is read as", got, tt.means)
			}
		}
	}
}

// TestAReplyIsNoWider answers posts of each visibility for everybody.
func TestAReplyIsNoWider(t *testing.T) {
	t.Parallel()
	w, c := newCast(t)
	w.follows(c.alice, c.erin)
	for n, seen := range []social.Visibility{social.Public, social.Unlisted, social.Followers, social.Direct} {
		parent := w.theirs(c.erin, n, seen, c.alice.ID)
		p := must[social.Post](t)(w.Post(t.Context(), c.alice.ID, outbox.Draft{Text: "yes", InReplyTo: parent.ID}))
		w.equal("visibility", p.Visibility, seen)
		w.equal("parent", p.InReplyTo, parent.ID)
		want := map[social.Visibility][]string{
			social.Public: {away, far}, social.Unlisted: {away, far},
			social.Followers: {away}, // erin does not follow alice and is not named
			social.Direct:    {far},  // who is answered is addressed, though not named
		}
		w.equal("inboxes", inboxes(w.sent()), want[seen])
		w.equal("named", len(p.Mentions), map[bool]int{true: 1}[seen == social.Direct])
	}
}

// TestWhoIsNamed knows people here and elsewhere by any spelling of their names, looks for those
// who are not known, and lets nobody be named who blocks or is blocked, or whom the policy keeps
// away.
func TestWhoIsNamed(t *testing.T) {
	t.Parallel()
	w, c := newCast(t)
	ctx := t.Context()
	newcomer, gone := stranger("nora", "new.example", true), stranger("gone", "far.example", false)
	w.found["nora@new.example"] = newcomer
	w.meet(gone)
	w.apply(social.RemoveActor{ID: gone.ID, At: noon})
	blocker, blocked := stranger("frank", "far.example", false), stranger("hal", "hal.example", false)
	w.meet(blocker, blocked)
	w.apply(social.AddBlock{Block: social.Block{Blocker: blocker.ID, Blocked: c.alice.ID, At: noon}})
	must[social.Block](t)(w.Block(ctx, c.alice.ID, blocked.ID))
	w.sent()
	p := must[social.Post](t)(w.Post(ctx, c.alice.ID, outbox.Draft{Text: strings.Join([]string{
		"@bob @BOB@home.example @nora@NEW.example", "@nobody@new.example @gone@far.example",
		"@frank@far.example @hal@hal.example @mallory@bad.example @home.example#tag",
	}, "\n")}))
	var named []string
	for _, m := range p.Mentions {
		named = append(named, m.Actor+" "+m.Name)
	}
	w.equal("named", named, []string{c.bob.ID + " @bob@home.example", newcomer.ID + " @nora@new.example"})
	w.equal("inboxes", inboxes(w.sent()), []string{away, newcomer.SharedInbox})
	w.equal("met", must[social.Actor](t)(w.core.Actor(ctx, newcomer.ID)), newcomer)
	w.equal("may read", must[bool](t)(w.core.MayRead(ctx, p.ID, newcomer.ID)), true)
	told := must[[]social.Numbered[social.Notification]](t)(w.core.Notifications(ctx, c.bob.ID, 0, 10))
	if len(told) != 1 || told[0].Of.Kind != social.Mentioned || told[0].Of.Post != p.ID {
		t.Errorf("bob is told %+v", told)
	}
	if slices.Contains(w.asked, "mallory@bad.example") {
		t.Error("a host was asked that is not federated with")
	}
	for _, name := range []string{"@frank@far.example", "@hal@hal.example", "@mallory@bad.example", "@nobody@new.example"} {
		if !strings.Contains(p.Content, name) {
			t.Errorf("%s does not stand as it was typed: %s", name, p.Content)
		}
	}
}

// TestAnEdit is always newer to the second, and never for somebody else than the post.
func TestAnEdit(t *testing.T) {
	t.Parallel()
	w, c := newCast(t)
	ctx := t.Context()
	p := must[social.Post](t)(w.Post(ctx, c.alice.ID, outbox.Draft{Text: "psst @carol@away.example", Visibility: social.Direct}))
	w.sent()
	still := w.clock
	w.Now = func() time.Time { return still } // all within a second
	at := p.Published
	for _, text := range []string{"one @erin@far.example", "two #tag", "three @carol@away.example"} {
		edited := must[social.Post](t)(w.Edit(ctx, c.alice.ID, p.ID, outbox.Draft{Text: text, Visibility: social.Public, InReplyTo: "x"}))
		if edited.Updated.Sub(at) < time.Second {
			t.Errorf("%s: updated at %s after %s", text, edited.Updated, at)
		}
		at = edited.Updated
		w.equal("stored", must[social.Post](t)(w.core.Post(ctx, p.ID)), edited)
		w.equal("addressed", [][]string{edited.To, edited.CC}, [][]string{p.To, p.CC})
		w.equal("inboxes", inboxes(w.sent()), []string{away})
		w.equal("linked", strings.Contains(edited.Content, "/@erin"), false)
		w.equal("erin", must[bool](t)(w.core.MayRead(ctx, p.ID, c.erin.ID)), false)
	}
}

// TestADeletionReachesWhoIsBlocked since: they had the post.
func TestADeletionReachesWhoIsBlocked(t *testing.T) {
	t.Parallel()
	w, c := newCast(t)
	p := w.post(c, "hello @erin@far.example")
	must[social.Block](t)(w.Block(t.Context(), c.alice.ID, c.erin.ID))
	w.sent()
	must[social.Post](t)(w.Edit(t.Context(), c.alice.ID, p.ID, outbox.Draft{Text: "hello"}))
	w.equal("edit", inboxes(w.sent()), []string{away})
	w.ok(w.Delete(t.Context(), c.alice.ID, p.ID))
	w.equal("deletion", inboxes(w.sent()), []string{away, far})
}

// TestWhoLeftHearsNoMore has somebody like a post, and leave: what was for followers only is not
// sent to them any more, however it is changed.
func TestWhoLeftHearsNoMore(t *testing.T) {
	t.Parallel()
	w, c := newCast(t)
	for seen, want := range map[social.Visibility][]string{social.Public: {away, far}, social.Unlisted: {away, far}, social.Followers: {away}} {
		w.follows(c.erin, c.alice)
		p := must[social.Post](t)(w.Post(t.Context(), c.alice.ID, outbox.Draft{Text: "before", Visibility: seen}))
		w.apply(
			social.AddReaction{Reaction: social.Reaction{Kind: social.Like, Actor: c.erin.ID, Post: p.ID, At: noon}},
			social.DropFollow{Follower: c.erin.ID, Followee: c.alice.ID},
		)
		w.equal("likes", must[int64](t)(w.core.Reactions(t.Context(), p.ID, social.Like)), int64(1))
		w.sent()
		must[social.Post](t)(w.Edit(t.Context(), c.alice.ID, p.ID, outbox.Draft{Text: "after"}))
		w.equal("inboxes", inboxes(w.sent()), want)
	}
}

// TestAnAccountThatLeadsAway names somebody whose server says that it is on one that is not
// federated with: it is nobody then.
func TestAnAccountThatLeadsAway(t *testing.T) {
	t.Parallel()
	w, c := newCast(t)
	hidden := stranger("ann", "bad.example", true)
	w.found["ann@new.example"] = hidden
	p := must[social.Post](t)(w.Post(t.Context(), c.alice.ID, outbox.Draft{Text: "@ann@new.example"}))
	w.equal("named", len(p.Mentions), 0)
	if a, err := w.core.Actor(t.Context(), hidden.ID); !errors.Is(err, social.ErrNotFound) {
		t.Errorf("%+v is kept, %v", a, err)
	}
}
