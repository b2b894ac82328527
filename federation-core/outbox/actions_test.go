package outbox_test

import (
	"slices"
	"testing"

	"landfall/federation-core/outbox"
	"landfall/federation-core/social"
)

// action is something that is done, and the golden file of what goes out then.
type action struct {
	name   string
	before func(*world, cast) // what it takes
	act    func(*testing.T, *world, cast) error
	new    bool // done again it is another action
}

var aboutPosts = []action{
	{name: "post", new: true, act: func(t *testing.T, w *world, c cast) error {
		_, err := w.Post(t.Context(), c.alice.ID, outbox.Draft{Text: "hello @erin@far.example & #World", Language: "en"})
		return err
	}},
	{name: "post_followers", new: true, act: func(t *testing.T, w *world, c cast) error {
		_, err := w.Post(t.Context(), c.alice.ID, outbox.Draft{Text: "psst @erin@far.example", Visibility: social.Followers, Summary: "a secret"})
		return err
	}},
	{name: "reply", new: true, before: func(w *world, c cast) { w.theirs(c.erin, 1, social.Public) }, act: func(t *testing.T, w *world, c cast) error {
		_, err := w.Post(t.Context(), c.alice.ID, outbox.Draft{Text: "indeed", InReplyTo: c.erin.ID + "/statuses/1", Visibility: social.Unlisted})
		return err
	}},
	{name: "edit", before: func(w *world, c cast) { w.post(c, "hello") }, act: func(t *testing.T, w *world, c cast) error {
		_, err := w.Edit(t.Context(), c.alice.ID, w.latest(c.alice), outbox.Draft{Text: "hello again #new"})
		return err
	}},
	{name: "delete", before: func(w *world, c cast) { w.post(c, "hello @erin@far.example") }, act: func(t *testing.T, w *world, c cast) error {
		return w.Delete(t.Context(), c.alice.ID, w.latest(c.alice))
	}},
	{name: "pin", before: func(w *world, c cast) { w.post(c, "hello") }, act: func(t *testing.T, w *world, c cast) error {
		return w.Pin(t.Context(), c.alice.ID, w.latest(c.alice))
	}},
	{name: "unpin", before: func(w *world, c cast) {
		w.post(c, "hello")
		w.ok(w.Pin(w.t.Context(), c.alice.ID, w.latest(c.alice)))
	}, act: func(t *testing.T, w *world, c cast) error {
		return w.Unpin(t.Context(), c.alice.ID, w.latest(c.alice))
	}},
}

var aboutReactions = []action{
	{name: "like", before: func(w *world, c cast) { w.theirs(c.erin, 1, social.Public) }, act: func(t *testing.T, w *world, c cast) error {
		_, err := w.Like(t.Context(), c.alice.ID, c.erin.ID+"/statuses/1")
		return err
	}},
	{name: "unlike", before: func(w *world, c cast) {
		must[social.Reaction](w.t)(w.Like(w.t.Context(), c.alice.ID, w.theirs(c.erin, 1, social.Public).ID))
	}, act: func(t *testing.T, w *world, c cast) error {
		return w.Unlike(t.Context(), c.alice.ID, c.erin.ID+"/statuses/1")
	}},
	{name: "boost", before: func(w *world, c cast) { w.theirs(c.erin, 1, social.Unlisted) }, act: func(t *testing.T, w *world, c cast) error {
		_, err := w.Boost(t.Context(), c.alice.ID, c.erin.ID+"/statuses/1", social.Public)
		return err
	}},
	{name: "unboost", before: func(w *world, c cast) {
		must[social.Reaction](w.t)(w.Boost(w.t.Context(), c.alice.ID, w.theirs(c.erin, 1, social.Public).ID, social.Public))
	}, act: func(t *testing.T, w *world, c cast) error {
		return w.Unboost(t.Context(), c.alice.ID, c.erin.ID+"/statuses/1")
	}},
	{name: "boost_own_followers", before: func(w *world, c cast) {
		must[social.Post](w.t)(w.Post(w.t.Context(), c.alice.ID, outbox.Draft{Text: "psst", Visibility: social.Followers}))
	}, act: func(t *testing.T, w *world, c cast) error {
		_, err := w.Boost(t.Context(), c.alice.ID, w.latest(c.alice), social.Public)
		return err
	}},
}

var aboutPeople = []action{
	{name: "follow", act: func(t *testing.T, w *world, c cast) error {
		_, err := w.Follow(t.Context(), c.alice.ID, c.erin.ID)
		return err
	}},
	{name: "unfollow", before: func(w *world, c cast) {
		must[social.Follow](w.t)(w.Follow(w.t.Context(), c.alice.ID, c.erin.ID))
	}, act: func(t *testing.T, w *world, c cast) error {
		return w.Unfollow(t.Context(), c.alice.ID, c.erin.ID)
	}},
	{name: "accept", before: func(w *world, c cast) { w.asks(c.erin, c.alice) }, act: func(t *testing.T, w *world, c cast) error {
		return w.AcceptRequest(t.Context(), c.alice.ID, c.erin.ID)
	}},
	{name: "reject", new: true, before: func(w *world, c cast) { w.asks(c.erin, c.alice) }, act: func(t *testing.T, w *world, c cast) error {
		return w.RejectRequest(t.Context(), c.alice.ID, c.erin.ID)
	}},
	{name: "remove_follower", act: func(t *testing.T, w *world, c cast) error {
		return w.RemoveFollower(t.Context(), c.alice.ID, c.carol.ID)
	}},
	{name: "block", before: func(w *world, c cast) { w.follows(c.alice, c.carol) }, act: func(t *testing.T, w *world, c cast) error {
		_, err := w.Block(t.Context(), c.alice.ID, c.carol.ID)
		return err
	}},
	{name: "unblock", before: func(w *world, c cast) {
		must[social.Block](w.t)(w.Block(w.t.Context(), c.alice.ID, c.carol.ID))
	}, act: func(t *testing.T, w *world, c cast) error {
		return w.Unblock(t.Context(), c.alice.ID, c.carol.ID)
	}},
	{name: "report", new: true, before: func(w *world, c cast) { w.theirs(c.carol, 1, social.Public) }, act: func(t *testing.T, w *world, c cast) error {
		_, err := w.Report(t.Context(), c.alice.ID, outbox.Complaint{
			Target: c.carol.ID, Posts: []string{c.carol.ID + "/statuses/1"}, Comment: "spam", Forward: true,
		})
		return err
	}},
}

var aboutAccounts = []action{
	{name: "edit_profile", act: func(t *testing.T, w *world, c cast) error {
		_, err := w.EditProfile(t.Context(), c.alice.ID, outbox.Profile{
			Name: new("Alice & co"), Summary: new("I know @erin@far.example"), Locked: new(true), Discoverable: new(true),
			Fields: &[]social.Field{{Name: "page", Value: "https://alice.example/?a&b"}, {Name: "x", Value: "<b>"}, {}},
			Icon:   new("https://media.example/a.png"),
		})
		return err
	}},
	{name: "rotate_key", new: true, act: func(t *testing.T, w *world, c cast) error {
		_, err := w.RotateKey(t.Context(), c.alice.ID)
		return err
	}},
	{name: "add_alias", act: func(t *testing.T, w *world, c cast) error {
		_, err := w.AddAlias(t.Context(), c.alice.ID, "@erin@far.example")
		return err
	}},
	{name: "move", before: func(w *world, c cast) {
		c.erin.AlsoKnownAs = []string{c.alice.ID}
		w.found["erin@far.example"] = c.erin
	}, act: func(t *testing.T, w *world, c cast) error {
		_, err := w.Move(t.Context(), c.alice.ID, "erin@far.example")
		return err
	}},
	{name: "delete_account", before: func(w *world, c cast) {
		w.post(c, "hello @erin@far.example")
	}, act: func(t *testing.T, w *world, c cast) error {
		return w.DeleteAccount(t.Context(), c.alice.ID)
	}},
}

// TestWhatIsSent compares, for each action, all that goes out with a golden file: the documents,
// who signs them, and where they go. Done again, nothing goes out. The database is real.
func TestWhatIsSent(t *testing.T) {
	for _, tt := range slices.Concat(aboutPosts, aboutReactions, aboutPeople, aboutAccounts) {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w, c := newCast(t)
			if tt.before != nil {
				tt.before(w, c)
			}
			w.sent()
			w.wakes = 0
			w.ok(tt.act(t, w, c))
			w.golden(tt.name, w.sent())
			if w.wakes != 1 {
				t.Errorf("the worker was woken %d times", w.wakes)
			}
			if tt.new {
				return
			}
			w.ok(tt.act(t, w, c))
			if again := w.sent(); len(again) > 0 || w.wakes != 1 {
				t.Errorf("done again: %s, %d wakes", again[0].Body, w.wakes)
			}
		})
	}
}

// post publishes a public post of alice.
func (w *world) post(c cast, text string) social.Post {
	w.t.Helper()
	return must[social.Post](w.t)(w.Post(w.t.Context(), c.alice.ID, outbox.Draft{Text: text}))
}

// latest is the id of somebody's last post, deleted or not.
func (w *world) latest(by social.Actor) string {
	w.t.Helper()
	if all := must[[]social.Numbered[social.Post]](w.t)(w.core.PostsOf(w.t.Context(), by.ID, social.Direct, 0, 1)); len(all) > 0 {
		w.last = all[0].Of.ID
	}
	return w.last
}

// asks makes a request that waits.
func (w *world) asks(follower, followee social.Actor) {
	w.t.Helper()
	w.apply(social.AddFollow{Follow: social.Follow{Follower: follower.ID, Followee: followee.ID, Activity: follower.ID + "/follows/1", At: noon}})
}
