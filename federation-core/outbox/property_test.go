package outbox_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"landfall/federation-core/outbox"
	"landfall/federation-core/social"
)

// crowd are people elsewhere, and what there is between them and alice.
type crowd struct {
	all       []social.Actor
	followers map[string]bool
}

// gather makes a crowd on four servers, one of which is not federated with and one of which
// has no shared inbox.
func (w *world) gather(t *rapid.T, alice social.Actor, round int) crowd {
	c := crowd{followers: make(map[string]bool)}
	for i := range rapid.IntRange(1, 8).Draw(t, "people") {
		host := rapid.SampledFrom([]string{"away.example", "far.example", "own.example", "bad.example"}).Draw(t, "host")
		a := stranger(fmt.Sprintf("p%dx%d", round, i), host, host != "own.example")
		w.meet(a)
		c.all = append(c.all, a)
		if rapid.Bool().Draw(t, "follows") {
			w.follows(a, alice)
			c.followers[a.ID] = true
		}
		block := social.Block{Blocker: alice.ID, Blocked: a.ID, At: noon}
		switch rapid.IntRange(0, 9).Draw(t, "fate") {
		case 0:
			w.apply(social.RemoveActor{ID: a.ID, At: noon})
			delete(c.followers, a.ID)
		case 1:
			block.Blocker, block.Blocked = a.ID, alice.ID
			w.apply(social.AddBlock{Block: block})
			delete(c.followers, a.ID)
		case 2:
			w.apply(social.AddBlock{Block: block})
			delete(c.followers, a.ID)
		}
	}
	return c
}

// draft is a post of alice that names some of the crowd and may answer one of them.
func (w *world) draft(t *rapid.T, alice social.Actor, c crowd) outbox.Draft {
	seen := rapid.SampledFrom([]social.Visibility{social.Public, social.Unlisted, social.Followers, social.Direct})
	d := outbox.Draft{Text: "hello @bob", Visibility: seen.Draw(t, "visibility")}
	for _, a := range c.all {
		_, err := w.core.Actor(w.t.Context(), a.ID)
		if err == nil && a.Host != "bad.example" && rapid.Bool().Draw(t, "named") {
			d.Text += " @" + a.Username + "@" + a.Host
		}
	}
	if rapid.Bool().Draw(t, "answers") {
		author := rapid.SampledFrom(c.all).Draw(t, "author")
		if blocked := w.apart(alice, author); !blocked {
			p := w.theirs(author, 1, seen.Draw(t, "of"), alice.ID)
			if may, _ := w.core.MayRead(w.t.Context(), p.ID, alice.ID); may {
				d.InReplyTo = p.ID
			}
		}
	}
	return d
}

func (w *world) apart(a, b social.Actor) bool {
	for _, pair := range [][2]social.Actor{{a, b}, {b, a}} {
		if blocks, err := w.core.Blocks(w.t.Context(), pair[0].ID, pair[1].ID); err != nil || blocks {
			return true
		}
	}
	return false
}

// TestNobodyElseGetsIt: a post goes to the mailboxes of those elsewhere who may read it, by the
// store's own judgement, as far as they have to do with it, and to no other; an edit goes to the
// same, whoever it names, and so does the deletion.
func TestNobodyElseGetsIt(t *testing.T) {
	w := newWorld(t)
	w.denied["bad.example"] = true
	w.settle(outbox.NewAccount{Username: "bob"})
	round := 0
	rapid.Check(t, func(rt *rapid.T) {
		round++
		alice := w.settle(outbox.NewAccount{Username: fmt.Sprintf("alice%d", round)})
		c := w.gather(rt, alice, round)
		d := w.draft(rt, alice, c)
		p, err := w.Post(t.Context(), alice.ID, d)
		if err != nil {
			rt.Fatalf("%+v: %v", d, err)
		}
		got := inboxes(w.sent())
		if want := w.readers(p, c); !slices.Equal(got, want) {
			rt.Fatalf("%+v went to %v, want %v", p, got, want)
		}
		var all []string
		for _, a := range c.all {
			all = append(all, "@"+a.Username+"@"+a.Host)
		}
		if _, err := w.Edit(t.Context(), alice.ID, p.ID, outbox.Draft{Text: "see " + strings.Join(all, " ")}); err != nil {
			rt.Fatal(err)
		}
		if edit := inboxes(w.sent()); !slices.Equal(edit, got) {
			rt.Fatalf("the edit of %+v went to %v, not %v", p, edit, got)
		}
		if err := w.Delete(t.Context(), alice.ID, p.ID); err != nil {
			rt.Fatal(err)
		}
		if deletion := inboxes(w.sent()); !slices.Equal(deletion, got) {
			rt.Fatalf("the deletion of %+v went to %v, not %v", p, deletion, got)
		}
	})
}

// readers are the mailboxes of those elsewhere who may read a post. What is for everybody goes
// to those who follow, are named or are answered.
func (w *world) readers(p social.Post, c crowd) []string {
	set := make(map[string]bool)
	for _, a := range c.all {
		_, err := w.core.Actor(w.t.Context(), a.ID)
		may := must[bool](w.t)(w.core.MayRead(w.t.Context(), p.ID, a.ID))
		concerned := c.followers[a.ID] || strings.HasPrefix(p.InReplyTo, a.ID+"/") ||
			slices.ContainsFunc(p.Mentions, func(m social.Mention) bool { return m.Actor == a.ID })
		if err == nil && may && a.Host != "bad.example" && (p.Visibility > social.Unlisted || concerned) {
			set[a.Mailbox()] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}
