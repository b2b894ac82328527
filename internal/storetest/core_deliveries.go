package storetest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"landfall/federation-core/delivery"
	"landfall/federation-core/social"
)

// DeliveryStore is the queue of deliveries beside the store that fills it.
type DeliveryStore interface {
	delivery.Queue
	delivery.Peers
	Prune(ctx context.Context, before time.Time) (int64, error)
	Closed(ctx context.Context, at time.Time) (int64, error)
}

// Delivery runs the suite of the queue of deliveries. Each call of open opens an empty
// database.
func Delivery(t *testing.T, open func(t *testing.T) (CoreStore, DeliveryStore)) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, core, DeliveryStore)
	}{
		{"DeliveriesComeByHost", deliveriesComeByHost},
		{"AnAnswerIsBounded", anAnswerIsBounded},
		{"AResultIsWrittenOnce", aResultIsWrittenOnce},
		{"ClosedPeersWait", closedPeersWait},
		{"PeersAreBounded", peersAreBounded},
		{"WhatIsSettledIsPruned", whatIsSettledIsPruned},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, queue := open(t)
			test.run(t, core{c, t}, queue)
		})
	}
}

// sent puts an activity in the queue for inboxes such as "b.example/2".
func (c core) sent(id string, at time.Time, inboxes ...string) {
	c.t.Helper()
	send := social.Send{Activity: id, Actor: "https://home.example/users/alice", Body: []byte(`{"id":"` + id + `"}`), At: at}
	for _, inbox := range inboxes {
		host, _, _ := strings.Cut(inbox, "/")
		send.To = append(send.To, social.Mailbox{Inbox: "https://" + inbox, Host: host})
	}
	c.apply(send)
}

func everything(at time.Time) delivery.Ask {
	return delivery.Ask{Now: at, PerHost: 100, Rows: 1_000, Bytes: 1 << 20}
}

// inboxes lists which deliveries came, such as "b.example/2".
func inboxes(all []social.Delivery) (names []string) {
	for _, d := range all {
		names = append(names, strings.TrimPrefix(d.Inbox, "https://"))
	}
	return names
}

func deliveriesComeByHost(t *testing.T, c core, q DeliveryStore) {
	ctx := t.Context()
	c.sent("one", coreDay, "b.example/1", "a.example/1", "c.example/1", "b.example/1")
	c.sent("two", coreDay.Add(time.Second), "b.example/2", "c.example/1")
	c.sent("one", coreDay, "b.example/1") // an activity goes to an inbox once
	c.sent("late", coreDay.Add(time.Hour), "d.example/1")
	due := must[[]social.Delivery](t)
	ask := everything(coreDay.Add(time.Minute))
	all := due(q.Due(ctx, ask))
	c.equal("all", inboxes(all), []string{"a.example/1", "b.example/1", "b.example/2", "c.example/1", "c.example/1"})
	first := all[0]
	first.Number = 0
	c.equal("one", first, social.Delivery{
		Activity: "one", Actor: "https://home.example/users/alice", Mailbox: social.Mailbox{Inbox: "https://a.example/1", Host: "a.example"},
		Body: []byte(`{"id":"one"}`), Created: coreDay, Next: coreDay,
	})
	ask.After, ask.PerHost = "a.example", 1
	c.equal("once round", inboxes(due(q.Due(ctx, ask))), []string{"b.example/1", "c.example/1", "a.example/1"})
	ask.After = "b" // between two
	c.equal("once round", inboxes(due(q.Due(ctx, ask))), []string{"b.example/1", "c.example/1", "a.example/1"})
	ask.Not = []string{"c.example", "a.example"}
	c.equal("but two", inboxes(due(q.Due(ctx, ask))), []string{"b.example/1"})
	c.equal("next", must[time.Time](t)(q.Next(ctx, coreDay.Add(time.Minute))), coreDay.Add(time.Hour))
	c.equal("none", must[time.Time](t)(q.Next(ctx, coreDay.Add(time.Hour))), time.Time{})
}

func anAnswerIsBounded(t *testing.T, c core, q DeliveryStore) {
	var to []string
	for i := range 40 {
		to = append(to, fmt.Sprintf("h%02d.example/%d", i/4, i%4))
	}
	c.sent("a", coreDay, to...)
	ask := everything(coreDay)
	ask.Rows, ask.PerHost = 7, 2
	var seen []string
	for range 6 {
		page := must[[]social.Delivery](t)(q.Due(t.Context(), ask))
		if len(page) > ask.Rows {
			t.Fatalf("%d rows", len(page))
		}
		seen = append(seen, inboxes(page)...)
		ask.After = page[len(page)-1].Host
	}
	for i := range 10 {
		host := fmt.Sprintf("h%02d.example/", i)
		if !slices.ContainsFunc(seen, func(s string) bool { return strings.HasPrefix(s, host) }) {
			t.Errorf("%s had no turn", host)
		}
	}
	ask = everything(coreDay)
	ask.Bytes = 25 // three bodies of ten bytes
	c.equal("by bytes", len(must[[]social.Delivery](t)(q.Due(t.Context(), ask))), 3)
}

func aResultIsWrittenOnce(t *testing.T, c core, q DeliveryStore) {
	ctx := t.Context()
	_, _, carol, dave := c.people()
	follow := func(a social.Actor) social.Change {
		return social.AddFollow{Follow: social.Follow{Follower: a.ID, Followee: localActor("alice").ID, Accepted: true, At: coreDay}}
	}
	c.apply(follow(carol), follow(dave))
	c.sent("a", coreDay, "a.example/1", "b.example/1", "away.example/inbox")
	all := must[[]social.Delivery](t)(q.Due(ctx, everything(coreDay)))
	again := delivery.Result{Number: all[0].Number, State: social.Waiting, Attempts: 1, Next: coreDay.Add(time.Hour), Reason: "503"}
	results := []delivery.Result{
		again,
		{Number: all[2].Number, State: social.Delivered, Attempts: 1},
		{Number: all[1].Number, State: social.Expired, Attempts: 1, Reason: "410", Gone: true, Inbox: carol.SharedInbox},
		{Number: 1, State: social.Delivered},
	}
	for range 2 {
		if err := q.Settle(ctx, results); err != nil {
			t.Fatal(err)
		}
	}
	late := must[[]social.Delivery](t)(q.Due(ctx, everything(coreDay.Add(time.Hour))))
	if len(late) != 1 || late[0].Attempts != 1 || late[0].Number != all[0].Number {
		t.Errorf("waiting: %+v", late)
	}
	if err := q.Settle(ctx, []delivery.Result{{Number: all[2].Number, State: social.Waiting, Next: coreDay}}); err != nil {
		t.Fatal(err)
	}
	c.equal("settled stays settled", len(must[[]social.Delivery](t)(q.Due(ctx, everything(coreDay)))), 0)
	c.equal("a mailbox that is gone", must[[]string](t)(c.FollowerMailboxes(ctx, localActor("alice").ID)), []string{dave.SharedInbox})
}

func closedPeersWait(t *testing.T, c core, q DeliveryStore) {
	ctx := t.Context()
	c.sent("a", coreDay, "a.example/1", "b.example/1")
	peers := []social.Peer{
		{Host: "a.example", Failures: 10, FailingDays: 2, LastFailed: coreDay, Closed: coreDay.Add(time.Minute), RFC9421: true},
		{Host: "b.example", Seen: coreDay},
	}
	if err := q.SavePeers(ctx, peers); err != nil {
		t.Fatal(err)
	}
	got := must[[]social.Peer](t)(q.Peers(ctx, []string{"b.example", "a.example", "x.example"}))
	slices.SortFunc(got, func(a, b social.Peer) int { return strings.Compare(a.Host, b.Host) })
	c.equal("peers", got, peers)
	c.equal("due", inboxes(must[[]social.Delivery](t)(q.Due(ctx, everything(coreDay)))), []string{"b.example/1"})
	c.equal("next", must[time.Time](t)(q.Next(ctx, coreDay)), coreDay.Add(time.Minute))
	c.equal("closed", must[int64](t)(q.Closed(ctx, coreDay)), int64(1))
	c.equal("closed later", must[int64](t)(q.Closed(ctx, coreDay.Add(time.Minute))), int64(0))
	c.equal("due", len(must[[]social.Delivery](t)(q.Due(ctx, everything(coreDay.Add(time.Minute))))), 2)
	c.equal("none", len(must[[]social.Peer](t)(q.Peers(ctx, nil))), 0)
}

func peersAreBounded(t *testing.T, c core, q DeliveryStore) {
	ctx := t.Context()
	old := social.Peer{Host: "old.example", Seen: coreDay.Add(-delivery.PeerTTL - time.Hour)}
	kept := social.Peer{Host: "kept.example", Seen: coreDay.Add(-delivery.PeerTTL - time.Hour), LastFailed: coreDay.Add(-time.Hour)}
	for _, p := range []social.Peer{old, kept, {Host: "new.example", Seen: coreDay}} {
		if err := q.SavePeers(ctx, []social.Peer{p}); err != nil {
			t.Fatal(err)
		}
	}
	got := must[[]social.Peer](t)(q.Peers(ctx, []string{old.Host, kept.Host, "new.example"}))
	c.equal("peers", len(got), 2)
}

func whatIsSettledIsPruned(t *testing.T, c core, q DeliveryStore) {
	ctx := t.Context()
	c.sent("a", coreDay, "a.example/1", "b.example/1")
	c.sent("b", coreDay, "a.example/1")
	for _, d := range must[[]social.Delivery](t)(q.Due(ctx, everything(coreDay))) {
		if d.Host == "a.example" {
			if err := q.Settle(ctx, []delivery.Result{{Number: d.Number, State: social.Delivered, Attempts: 1}}); err != nil {
				t.Fatal(err)
			}
		}
	}
	c.equal("pruned", must[int64](t)(q.Prune(ctx, coreDay)), int64(0)) // they were settled just now
	c.equal("pruned", must[int64](t)(q.Prune(ctx, time.Now().Add(time.Hour))), int64(2))
	c.equal("what waits stays", inboxes(must[[]social.Delivery](t)(q.Due(ctx, everything(coreDay)))), []string{"b.example/1"})
}
