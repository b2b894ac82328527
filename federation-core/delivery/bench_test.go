package delivery

import (
	"context"
	"net/http"
	"testing"
	"time"

	"landfall/federation-core/social"
)

// instant is a network without distance.
type instant struct{}

func (instant) Do(*http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusAccepted, Header: http.Header{}, Body: http.NoBody}, nil
}

// BenchmarkDeliveries has a thousand hosts and an instant network; one iteration is one
// delivery, from the queue to the queue.
func BenchmarkDeliveries(b *testing.B) {
	store := newMemory()
	body := string(make([]byte, 3000))
	for i := range b.N {
		store.put(name(i%1000), body)
	}
	w := New(Config{}, Deps{
		Queue: store, Peers: store, Client: instant{}, Sign: sign,
		Allowed: func(string) bool { return true },
		Chance:  func() float64 { return 0 },
	})
	ctx, cancel := context.WithCancel(b.Context())
	ended := make(chan error)
	b.ReportAllocs()
	b.ResetTimer()
	go func() { ended <- w.Run(ctx) }()
	for w.Counts().Delivered < int64(b.N) {
		time.Sleep(time.Millisecond)
	}
	cancel()
	if err := <-ended; err != nil {
		b.Fatal(err)
	}
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "attempts/s")
	if n := store.states()[social.Delivered]; n != b.N {
		b.Fatalf("%d of %d delivered", n, b.N)
	}
}
