package outbox_test

import (
	"context"
	"errors"
	"testing"

	"landfall/federation-core/outbox"
	"landfall/federation-core/social"
)

// actions are all that an actor can do, with what an active one of this server could do it to.
func (w *world) actions(c cast, mine, theirs string) map[string]func(ctx context.Context, actor string) error {
	return map[string]func(ctx context.Context, actor string) error{
		"Post": func(ctx context.Context, actor string) error {
			_, err := w.Post(ctx, actor, outbox.Draft{Text: "hello"})
			return err
		},
		"Edit": func(ctx context.Context, actor string) error {
			_, err := w.Edit(ctx, actor, mine, outbox.Draft{Text: "other"})
			return err
		},
		"Delete": func(ctx context.Context, actor string) error { return w.Delete(ctx, actor, mine) },
		"Pin":    func(ctx context.Context, actor string) error { return w.Pin(ctx, actor, mine) },
		"Unpin":  func(ctx context.Context, actor string) error { return w.Unpin(ctx, actor, mine) },
		"Like": func(ctx context.Context, actor string) error {
			_, err := w.Like(ctx, actor, theirs)
			return err
		},
		"Unlike": func(ctx context.Context, actor string) error { return w.Unlike(ctx, actor, theirs) },
		"Boost": func(ctx context.Context, actor string) error {
			_, err := w.Boost(ctx, actor, theirs, social.Public)
			return err
		},
		"Unboost": func(ctx context.Context, actor string) error { return w.Unboost(ctx, actor, theirs) },
		"Follow": func(ctx context.Context, actor string) error {
			_, err := w.Follow(ctx, actor, c.erin.ID)
			return err
		},
		"Unfollow":       func(ctx context.Context, actor string) error { return w.Unfollow(ctx, actor, c.erin.ID) },
		"AcceptRequest":  func(ctx context.Context, actor string) error { return w.AcceptRequest(ctx, actor, c.carol.ID) },
		"RejectRequest":  func(ctx context.Context, actor string) error { return w.RejectRequest(ctx, actor, c.carol.ID) },
		"RemoveFollower": func(ctx context.Context, actor string) error { return w.RemoveFollower(ctx, actor, c.carol.ID) },
		"Block": func(ctx context.Context, actor string) error {
			_, err := w.Block(ctx, actor, c.erin.ID)
			return err
		},
		"Unblock": func(ctx context.Context, actor string) error { return w.Unblock(ctx, actor, c.erin.ID) },
		"Report": func(ctx context.Context, actor string) error {
			_, err := w.Report(ctx, actor, outbox.Complaint{Target: c.erin.ID, Forward: true})
			return err
		},
		"EditProfile": func(ctx context.Context, actor string) error {
			_, err := w.EditProfile(ctx, actor, outbox.Profile{Name: new("x")})
			return err
		},
		"RotateKey": func(ctx context.Context, actor string) error {
			_, err := w.RotateKey(ctx, actor)
			return err
		},
		"AddAlias": func(ctx context.Context, actor string) error {
			_, err := w.AddAlias(ctx, actor, "erin@far.example")
			return err
		},
		"RemoveAlias": func(ctx context.Context, actor string) error {
			_, err := w.RemoveAlias(ctx, actor, c.erin.ID)
			return err
		},
		"Move": func(ctx context.Context, actor string) error {
			_, err := w.Move(ctx, actor, "erin@far.example")
			return err
		},
		"DeleteAccount": func(ctx context.Context, actor string) error { return w.DeleteAccount(ctx, actor) },
	}
}

// TestWhoMayAct lets nobody act but those who are of this server and in good standing, whatever
// they do; nothing changes and nothing is sent.
func TestWhoMayAct(t *testing.T) {
	t.Parallel()
	w, c := newCast(t)
	ctx := t.Context()
	mine, theirs := w.post(c, "hello").ID, w.theirs(c.erin, 1, social.Public).ID
	must[social.Actor](t)(w.EnsureInstance(ctx))
	suspended := w.settle(outbox.NewAccount{Username: "troll"})
	suspended.Standing = social.Suspended
	w.apply(social.SaveActor{Actor: suspended})
	gone := w.settle(outbox.NewAccount{Username: "gone"})
	w.ok(w.DeleteAccount(ctx, gone.ID))
	w.sent()
	w.wakes = 0
	for name, act := range w.actions(c, mine, theirs) {
		for who, id := range map[string]string{
			"somebody elsewhere": c.carol.ID, "the suspended": suspended.ID, "the deleted": gone.ID,
			"the server": site.Instance(), "nobody": "", "a post": mine, "a look-alike": "https://home.example.evil/users/alice",
		} {
			if name == "DeleteAccount" && id == gone.ID {
				continue // that is done already
			}
			if err := act(ctx, id); !errors.Is(err, outbox.ErrForbidden) {
				t.Errorf("%s by %s: %v", name, who, err)
			}
		}
		if err := act(ctx, site.Actor("unknown")); !errors.Is(err, social.ErrNotFound) {
			t.Errorf("%s by somebody unknown: %v", name, err)
		}
	}
	w.quiet()
}

// TestWhatMayNotBeDone names the reason by its kind. Nothing is sent.
func TestWhatMayNotBeDone(t *testing.T) {
	t.Parallel()
	w, c := newCast(t)
	ctx := t.Context()
	instance := must[social.Actor](t)(w.EnsureInstance(ctx))
	hidden, direct := w.theirs(c.erin, 2, social.Followers), w.theirs(c.erin, 3, social.Direct)
	forMe := w.theirs(c.erin, 4, social.Direct, c.alice.ID)
	bobs := must[social.Post](t)(w.Post(ctx, c.bob.ID, outbox.Draft{Text: "hello"}))
	mine := must[social.Post](t)(w.Post(ctx, c.alice.ID, outbox.Draft{Text: "psst", Visibility: social.Direct}))
	blocker, moved := stranger("frank", "far.example", false), stranger("grace", "far.example", false)
	moved.MovedTo = c.erin.ID
	w.meet(blocker, moved)
	w.apply(social.AddBlock{Block: social.Block{Blocker: blocker.ID, Blocked: c.alice.ID, At: noon}})
	franks := w.theirs(blocker, 1, social.Public)
	must[social.Block](t)(w.Block(ctx, c.bob.ID, c.dan.ID))
	dans := w.theirs(c.dan, 1, social.Public)
	w.sent()
	alice := c.alice.ID
	post := func(d outbox.Draft) error { _, err := w.Post(ctx, alice, d); return err }
	for name, tt := range map[string]struct{ got, want error }{
		"a reply to what is hidden":       {post(outbox.Draft{Text: "x", InReplyTo: hidden.ID}), social.ErrNotFound},
		"a reply to what is unknown":      {post(outbox.Draft{Text: "x", InReplyTo: c.erin.ID + "/statuses/9"}), social.ErrNotFound},
		"a reply to who blocks":           {post(outbox.Draft{Text: "x", InReplyTo: franks.ID}), social.ErrNotFound},
		"no text":                         {post(outbox.Draft{Text: " \n"}), outbox.ErrInvalid},
		"no language":                     {post(outbox.Draft{Text: "x", Language: "no language"}), outbox.ErrInvalid},
		"not UTF-8":                       {post(outbox.Draft{Text: "\xff"}), outbox.ErrInvalid},
		"a control character":             {post(outbox.Draft{Text: "x", Summary: "\x00"}), outbox.ErrInvalid},
		"too long":                        {post(outbox.Draft{Text: long(outbox.MaxText - 1), Summary: "äb"}), outbox.ErrInvalid},
		"an unknown visibility":           {post(outbox.Draft{Text: "x", Visibility: 4}), outbox.ErrInvalid},
		"too many names":                  {post(outbox.Draft{Text: names(outbox.MaxMentions + 1)}), outbox.ErrInvalid},
		"a direct post to nobody":         {post(outbox.Draft{Text: "@nobody@far.example hello", Visibility: social.Direct}), outbox.ErrInvalid},
		"an edit of another's":            {second(w.Edit(ctx, alice, bobs.ID, outbox.Draft{Text: "x"})), outbox.ErrForbidden},
		"an edit of what is hidden":       {second(w.Edit(ctx, c.bob.ID, mine.ID, outbox.Draft{Text: "x"})), social.ErrNotFound},
		"a deletion of another's":         {w.Delete(ctx, alice, bobs.ID), outbox.ErrForbidden},
		"a deletion of what is hidden":    {w.Delete(ctx, c.bob.ID, mine.ID), social.ErrNotFound},
		"a pin of another's":              {w.Pin(ctx, alice, bobs.ID), outbox.ErrForbidden},
		"a pin of what is direct":         {w.Pin(ctx, alice, mine.ID), outbox.ErrInvalid},
		"a like of what is hidden":        {second(w.Like(ctx, alice, direct.ID)), social.ErrNotFound},
		"a like of who is blocked":        {second(w.Like(ctx, c.bob.ID, dans.ID)), outbox.ErrForbidden},
		"a boost of what is hidden":       {second(w.Boost(ctx, alice, hidden.ID, social.Public)), social.ErrNotFound},
		"a boost of what is direct":       {second(w.Boost(ctx, alice, forMe.ID, social.Public)), outbox.ErrForbidden},
		"a boost of one's own direct":     {second(w.Boost(ctx, alice, mine.ID, social.Public)), outbox.ErrForbidden},
		"a direct boost":                  {second(w.Boost(ctx, alice, bobs.ID, social.Direct)), outbox.ErrInvalid},
		"following oneself":               {second(w.Follow(ctx, alice, alice)), outbox.ErrInvalid},
		"following the server":            {second(w.Follow(ctx, alice, instance.ID)), outbox.ErrInvalid},
		"following who is unknown":        {second(w.Follow(ctx, alice, "https://far.example/x")), social.ErrNotFound},
		"following who blocks":            {second(w.Follow(ctx, alice, blocker.ID)), outbox.ErrForbidden},
		"following who has moved":         {second(w.Follow(ctx, alice, moved.ID)), outbox.ErrInvalid},
		"following where nobody may":      {second(w.Follow(ctx, alice, c.mallory.ID)), outbox.ErrForbidden},
		"accepting who has not asked":     {w.AcceptRequest(ctx, alice, c.erin.ID), social.ErrNotFound},
		"rejecting who follows":           {w.RejectRequest(ctx, alice, c.carol.ID), social.ErrNotFound},
		"blocking oneself":                {second(w.Block(ctx, alice, alice)), outbox.ErrInvalid},
		"reporting oneself":               {second(w.Report(ctx, alice, outbox.Complaint{Target: alice})), outbox.ErrInvalid},
		"reporting another's post":        {second(w.Report(ctx, alice, outbox.Complaint{Target: c.erin.ID, Posts: []string{bobs.ID}})), outbox.ErrInvalid},
		"reporting what is hidden":        {second(w.Report(ctx, alice, outbox.Complaint{Target: c.erin.ID, Posts: []string{hidden.ID}})), social.ErrNotFound},
		"a name of two lines":             {second(w.EditProfile(ctx, alice, outbox.Profile{Name: new("a\nb")})), outbox.ErrInvalid},
		"a picture by http":               {second(w.EditProfile(ctx, alice, outbox.Profile{Icon: new("http://a.example/x.png")})), outbox.ErrInvalid},
		"too many fields":                 {second(w.EditProfile(ctx, alice, outbox.Profile{Fields: new(make([]social.Field, outbox.MaxFields+1))})), outbox.ErrInvalid},
		"an alias of oneself":             {second(w.AddAlias(ctx, alice, "@alice@HOME.example")), outbox.ErrInvalid},
		"an alias that is nobody":         {second(w.AddAlias(ctx, alice, "nobody@far.example")), social.ErrNotFound},
		"an alias where nobody may":       {second(w.AddAlias(ctx, alice, "mallory@bad.example")), social.ErrNotFound},
		"moving to oneself":               {second(w.Move(ctx, alice, "alice")), outbox.ErrInvalid},
		"moving to who does not say so":   {second(w.Move(ctx, alice, c.erin.ID)), outbox.ErrInvalid},
		"moving to who is here and mute":  {second(w.Move(ctx, alice, "bob")), outbox.ErrInvalid},
		"moving to where nobody may move": {second(w.Move(ctx, alice, c.mallory.ID)), social.ErrNotFound},
	} {
		if !errors.Is(tt.got, tt.want) {
			t.Errorf("%s: %v, want %v", name, tt.got, tt.want)
		}
	}
	if all := w.sent(); len(all) > 0 {
		t.Errorf("sent: %s", all[0].Body)
	}
	for _, account := range w.asked {
		if account == "mallory@bad.example" || account == c.mallory.ID {
			t.Errorf("%s was asked for", account)
		}
	}
}

// second is the error of a call.
func second[T any](_ T, err error) error { return err }
