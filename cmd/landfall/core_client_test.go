package main

import (
	"errors"
	"net/http"
	"testing"

	"landfall/federation-core/fetch"
	"landfall/internal/netguard"
)

// What is behind our own door is refused for good: whoever waits for it does not ask again.
func TestTheCourierRefusesPrivateAddresses(t *testing.T) {
	guard, err := netguard.New(netguard.Config{})
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"https://127.0.0.1/", "https://[::1]/", "https://10.0.0.1/", "https://169.254.169.254/", "https://[::ffff:127.0.0.1]/"} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := courier{guard}.Do(req)
		if err == nil {
			res.Body.Close()
		}
		if !errors.Is(err, fetch.ErrRefused) {
			t.Errorf("%s: %v", address, err)
		}
	}
}
