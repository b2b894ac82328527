package main

import (
	"context"
	"testing"

	"landfall/internal/sim"
)

// runSim runs a simulated network inside the test, so that its truth and its
// counts can be asked, until the test ends.
func runSim(t *testing.T, cfg sim.Config) *sim.Network {
	t.Helper()
	network, err := sim.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	if err := network.Listen(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- network.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("simulated network: %v", err)
		}
	})
	return network
}
