package chstore

import (
	"context"
	"testing"
)

func TestSettled(t *testing.T) {
	outer, cancel := context.WithCancel(t.Context())
	during, _ := settled(outer)
	over, settle := settled(outer)
	settle()
	cancel()
	<-during.Done()
	select {
	case <-over.Done():
		t.Error("what was settled ended with its context")
	default:
	}
}
