//go:build cgo && unix

package duckstore_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
)

func TestZZBuild(t *testing.T) {
	path := os.Getenv("BUILD")
	if path == "" {
		t.Skip("")
	}
	s := open(t, path)
	defer s.Close()
	m := &batches{rng: rand.New(rand.NewPCG(1, 1))}
	for i := range *benchRows / 1000 {
		if err := s.Write(t.Context(), fmt.Sprint("batch-", i), m.next(1000)); err != nil {
			t.Fatal(err)
		}
	}
}
