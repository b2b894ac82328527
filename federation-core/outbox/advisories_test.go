package outbox_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"landfall/federation-core/outbox"
	"landfall/federation-core/social"
)

// Existence oracles (Mastodon's advisories of 2025 and 2026, row 25 of federation.md): a post that
// may not be seen and one that is not there are refused in the same words.
func TestWhatIsHiddenIsNotThere(t *testing.T) {
	t.Parallel()
	w, c := newCast(t)
	ctx := t.Context()
	hidden := map[string]string{
		"of somebody elsewhere": w.theirs(c.erin, 1, social.Direct).ID,
		"of somebody here":      must[social.Post](t)(w.Post(ctx, c.bob.ID, outbox.Draft{Text: "psst", Visibility: social.Direct})).ID,
		"deleted":               w.theirs(c.erin, 2, social.Public).ID,
	}
	w.apply(social.RemovePost{ID: hidden["deleted"], Author: c.erin.ID, At: noon})
	nothing := c.erin.ID + "/statuses/none"
	for action, act := range map[string]func(post string) error{
		"reply": func(post string) error {
			return second(w.Post(ctx, c.alice.ID, outbox.Draft{Text: "x", InReplyTo: post}))
		},
		"like":   func(post string) error { return second(w.Like(ctx, c.alice.ID, post)) },
		"boost":  func(post string) error { return second(w.Boost(ctx, c.alice.ID, post, social.Public)) },
		"edit":   func(post string) error { return second(w.Edit(ctx, c.alice.ID, post, outbox.Draft{Text: "x"})) },
		"delete": func(post string) error { return w.Delete(ctx, c.alice.ID, post) },
		"pin":    func(post string) error { return w.Pin(ctx, c.alice.ID, post) },
		"unpin":  func(post string) error { return w.Unpin(ctx, c.alice.ID, post) },
		"report": func(post string) error {
			return second(w.Report(ctx, c.alice.ID, outbox.Complaint{Target: c.erin.ID, Posts: []string{post}}))
		},
	} {
		want := act(nothing)
		if !errors.Is(want, social.ErrNotFound) {
			t.Errorf("%s of nothing: %v", action, want)
		}
		for what, post := range hidden {
			got := act(post)
			if got == nil || !errors.Is(got, social.ErrNotFound) || strings.ReplaceAll(got.Error(), post, nothing) != want.Error() {
				t.Errorf("%s of what is %s: %v, and of nothing: %v", action, what, got, want)
			}
		}
	}
}

// Section 14 of federation.md: whoever reports is never named to another server, in the document
// or by who signs it.
func TestNobodyHearsWhoReports(t *testing.T) {
	t.Parallel()
	w, c := newCast(t)
	must[social.Report](t)(w.Report(t.Context(), c.alice.ID, outbox.Complaint{Target: c.erin.ID, Comment: "spam", Forward: true}))
	all := w.sent()
	if len(all) != 1 {
		t.Fatalf("%d activities", len(all))
	}
	if s := all[0]; s.Signer != site.Instance() || bytes.Contains(s.Body, []byte("alice")) {
		t.Errorf("signed by %s: %s", s.Signer, s.Body)
	}
}

// A15: what somebody typed, and what strangers call themselves, is quoted in messages.
func TestMessagesQuote(t *testing.T) {
	t.Parallel()
	w, c := newCast(t)
	ctx := t.Context()
	odd := stranger("x\x1b[2J\r\n", "odd.example", false)
	w.found["https://odd.example/x"] = odd
	const bad = "x\x1b[31m\r\nlevel=ERROR"
	for what, err := range map[string]error{
		"an actor": second(w.Like(ctx, bad, bad)), "a post": second(w.Like(ctx, c.alice.ID, bad)), "an account": second(w.Follow(ctx, c.alice.ID, bad)),
		"a request": w.AcceptRequest(ctx, c.alice.ID, bad), "another": w.RejectRequest(ctx, c.alice.ID, bad),
		"an alias": second(w.AddAlias(ctx, c.alice.ID, bad)), "a move": second(w.Move(ctx, c.alice.ID, "https://odd.example/x")),
		"a name": second(w.CreateAccount(ctx, outbox.NewAccount{Username: bad})), "a language": second(w.Post(ctx, c.alice.ID, outbox.Draft{Text: "x", Language: bad})),
		"a type": second(w.CreateAccount(ctx, outbox.NewAccount{Username: "new", Type: bad})), "a picture": second(w.EditProfile(ctx, c.alice.ID, outbox.Profile{Icon: new(bad)})),
	} {
		if err == nil || strings.ContainsAny(err.Error(), "\x1b\r\n") {
			t.Errorf("%s: %v", what, err)
		}
	}
}
