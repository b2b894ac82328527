package sqlstore

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"landfall/federation-core/social"
)

// BenchmarkArrivals1000 is what a thousand activities of 500 actors cost the store: accepted,
// read back and settled in batches of 200, half of them posts and the rest of five other kinds.
func BenchmarkArrivals1000(b *testing.B) { onBoth(b, benchmarkArrivals) }

func benchmarkArrivals(b *testing.B, store *Store) {
	core, now := store.Core(), time.Now()
	alice := social.Actor{ID: "https://home.example/users/alice", Local: true, Username: "alice", Host: "home.example"}
	liked := social.Post{ID: alice.ID + "/statuses/1", Author: alice.ID, Local: true, Published: now}
	people := []social.Change{social.SaveActor{Actor: alice}, social.AddPost{Post: liked}}
	for i := range 500 {
		people = append(people, social.KeepActor{Actor: social.Actor{ID: benchActor(i), Username: "u", Host: "away.example", Fetched: now}})
	}
	if err := core.Apply(b.Context(), people); err != nil {
		b.Fatal(err)
	}
	n := 0
	for b.Loop() {
		for range 5 {
			arrivals := make([]social.Arrival, 200)
			for i := range arrivals {
				arrivals[i] = social.Arrival{ID: fmt.Sprintf("https://away.example/a/%d", n+i), Actor: benchActor(n + i), Body: bytes.Repeat([]byte("0123456789"), 90), Received: now}
			}
			if _, err := core.Accept(b.Context(), arrivals); err != nil {
				b.Fatal(err)
			}
			waiting, err := core.Waiting(b.Context(), now, 200)
			if err != nil || len(waiting) != 200 {
				b.Fatalf("%d wait, %v", len(waiting), err)
			}
			outcomes := make([]social.Outcome, len(waiting))
			for i, a := range waiting {
				outcomes[i] = benchOutcome(a, n+i, alice, liked)
			}
			if err := core.Settle(b.Context(), outcomes); err != nil {
				b.Fatal(err)
			}
			n += 200
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "arrivals/s")
}

func benchActor(i int) string { return fmt.Sprintf("https://away.example/users/u%d", i%500) }

func benchOutcome(a social.Arrival, i int, alice social.Actor, liked social.Post) social.Outcome {
	post := social.Post{
		ID: a.ID + "/note", Author: a.Actor, Type: "Note", Content: "<p>Hello, this is a post of ordinary length.</p>", Published: a.Received,
		To: []string{"https://www.w3.org/ns/activitystreams#Public"}, CC: []string{alice.ID}, Mentions: []social.Mention{{Actor: alice.ID}}, Tags: []string{"one", "two"},
	}
	follow := social.Follow{Follower: a.Actor, Followee: alice.ID, Accepted: true, Activity: a.ID, At: a.Received}
	changes := []social.Change{social.AddPost{Post: post}}
	switch i % 10 {
	case 5, 6:
		changes = []social.Change{social.AddReaction{Reaction: social.Reaction{Kind: social.Like, Actor: a.Actor, Post: liked.ID, Activity: a.ID, At: a.Received}}}
	case 7:
		changes = []social.Change{
			social.AddFollow{Follow: follow},
			social.Send{Activity: a.ID + "/yes", Actor: alice.ID, Body: []byte("{}"), To: []social.Mailbox{{Inbox: a.Actor + "/inbox", Host: "away.example"}}, At: a.Received},
		}
	case 8:
		changes = []social.Change{social.RemovePost{ID: a.ID + "/gone", Author: a.Actor, At: a.Received}}
	case 9:
		return social.Outcome{ID: a.ID, Reason: "nobody here has to do with it"}
	}
	return social.Outcome{ID: a.ID, Actor: a.Actor, Changes: changes}
}
