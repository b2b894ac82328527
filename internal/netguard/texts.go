package netguard

import (
	"context"
	"errors"
	"fmt"
	"net"
)

// Texts returns the TXT records of a name (RFC 1035 §3.3.14), each with its strings joined.
// A name without any has none; so has every name in a lab, where none is looked up. An answer
// that did not come is an error.
func (g *Guard) Texts(ctx context.Context, name string) ([]string, error) {
	if g.lab != nil {
		return nil, nil
	}
	ctx, cancel := context.WithTimeout(ctx, g.limits.Dial)
	defer cancel()
	texts, err := g.resolver.LookupTXT(ctx, name+".")
	if fault, ok := errors.AsType[*net.DNSError](err); ok && fault.IsNotFound {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("texts of %s: %w", name, err)
	}
	return texts, nil
}
