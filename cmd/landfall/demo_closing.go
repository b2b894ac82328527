package main

import (
	"time"

	"landfall/internal/sim"
)

// announceClosings makes a few instances of a demo state that they close, so that its
// pages of closings have something to show: one in good time, one at short notice, and one
// that does not say when it announced it.
func announceClosings(network *sim.Network, now time.Time) error {
	today := now.UTC().Truncate(24 * time.Hour)
	sunsets := []sim.Sunset{
		{Announced: today.AddDate(0, 0, -51), Closes: today.AddDate(0, 0, 41), Reason: "After five good years we have run out of evenings. Thank you all!", Page: "/about"},
		{Announced: today.AddDate(0, 0, -3), Closes: today.AddDate(0, 0, 20), Reason: "The machine that this runs on is being taken away."},
		{Closes: today.AddDate(0, 0, 75)},
	}
	names := network.Seeds(20) // the best connected first, which stay
	for i := range sunsets {
		if at := len(names) - 1 - i; at > len(names)/2 {
			if err := network.Announce(names[at], &sunsets[i]); err != nil {
				return err
			}
		}
	}
	return nil
}
