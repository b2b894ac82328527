package notice

import "testing"

// TestBlind reads the sets that were written before anybody looked how they would be read.
func TestBlind(t *testing.T) {
	for _, set := range []string{"first", "second", "third", "fourth", "fifth", "sixth"} {
		t.Run(set, func(t *testing.T) { readBattery(t, "blind-"+set+".yaml") })
	}
}
