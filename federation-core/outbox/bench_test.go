package outbox_test

import (
	"fmt"
	"testing"

	"landfall/federation-core/outbox"
	"landfall/federation-core/social"
)

// BenchmarkPost publishes to 2,000 servers, each with one follower.
func BenchmarkPost(b *testing.B) {
	for name, seen := range map[string]social.Visibility{"public": social.Public, "followers": social.Followers} {
		b.Run(name, func(b *testing.B) {
			w := newWorld(b)
			alice := w.settle(outbox.NewAccount{Username: "alice"})
			var changes []social.Change
			for i := range 2_000 {
				a := stranger("x", fmt.Sprintf("h%d.example", i), true)
				changes = append(changes, social.KeepActor{Actor: a},
					social.AddFollow{Follow: social.Follow{Follower: a.ID, Followee: alice.ID, Accepted: true, At: noon}})
			}
			w.apply(changes...)
			for b.Loop() {
				must[social.Post](b)(w.Post(b.Context(), alice.ID, outbox.Draft{Text: "hello", Visibility: seen}))
			}
		})
	}
}
