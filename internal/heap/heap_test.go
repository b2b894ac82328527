package heap

import (
	"runtime"
	"testing"
)

// What is in use always leaves room to grow, or the collector would never rest.
func TestMemoryLimitLeavesRoom(t *testing.T) {
	if got := memoryLimit(30<<20, narrow); got != small {
		t.Errorf("a small heap may take %d MiB, want %d", got>>20, small>>20)
	}
	for _, slack := range []int64{narrow, wide} {
		for inUse := int64(64 << 20); inUse < 4<<30; inUse += 37 << 20 {
			if got := memoryLimit(inUse, slack); got < max(small, inUse*slack/100-1) || got > max(small, inUse*slack/100+8<<20) {
				t.Errorf("%d MiB in use may take %d", inUse>>20, got>>20)
			}
		}
	}
}

// A collector that has much to do is given more room, up to a bound, and gives it back.
func TestSlackFollowsTheCollector(t *testing.T) {
	slack := int64(narrow)
	for range 10 {
		slack = nextSlack(slack, 0.4)
	}
	if slack != wide {
		t.Errorf("a busy collector has %d %%, want %d", slack, wide)
	}
	if got := nextSlack(slack, 0.1); got != wide {
		t.Errorf("one that does as much as it should has %d %%, want %d", got, wide)
	}
	for range 10 {
		slack = nextSlack(slack, 0)
	}
	if slack != narrow {
		t.Errorf("an idle one has %d %%, want %d", slack, narrow)
	}
}

// What the runtime says of itself is known by the names that are asked for.
func TestStateIsRead(t *testing.T) {
	before := read()
	for range 3 {
		runtime.GC()
	}
	now := read()
	if now.inUse == 0 || now.all <= before.all {
		t.Errorf("read %+v after %+v", now, before)
	}
	if share, ok := now.share(before); !ok || share < 0 || share > 1 || now.collecting <= 0 {
		t.Errorf("three collections took %.2f of the processors (%v), all of them %v s", share, ok, now.collecting)
	}
	if share, ok := now.share(now); ok {
		t.Errorf("no collection took %.2f of the processors", share)
	}
}
