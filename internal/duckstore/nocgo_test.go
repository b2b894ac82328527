//go:build !cgo

package duckstore_test

import (
	"errors"
	"strings"
	"testing"

	"landfall"
	"landfall/internal/duckstore"
)

func TestOpenSaysThatDuckDBWasLeftOut(t *testing.T) {
	s, err := duckstore.Open(t.Context(), duckstore.Config{Path: "observations.duckdb"})
	if s != nil || !errors.Is(err, landfall.ErrUnavailable) || !strings.Contains(err.Error(), "CGO_ENABLED=0") {
		t.Errorf("Open = %v, %v; want ErrUnavailable and why", s, err)
	}
}
