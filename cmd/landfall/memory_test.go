package main

import "testing"

// What is in use always leaves room to grow, or the collector would never rest.
func TestMemoryLimitLeavesRoom(t *testing.T) {
	if got := memoryLimit(30 << 20); got != goMemory {
		t.Errorf("a small heap may take %d MiB, want %d", got>>20, goMemory>>20)
	}
	for inUse := int64(64 << 20); inUse < 4<<30; inUse += 37 << 20 {
		if got := memoryLimit(inUse); got < max(goMemory, inUse*7/5-1) || got > max(goMemory, inUse*7/5+8<<20) {
			t.Errorf("%d MiB in use may take %d", inUse>>20, got>>20)
		}
	}
}
