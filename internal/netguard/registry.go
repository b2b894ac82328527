package netguard

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"net/netip"
	"strings"
)

// The IANA special-purpose address registries (RFC 6890), as data: what is
// globally reachable for its own purpose is no instance's address either.
//
//go:embed iana/ipv4.csv
var ianaIPv4 string

//go:embed iana/ipv6.csv
var ianaIPv6 string

// block is one special-purpose address block.
type block struct {
	prefix netip.Prefix
	name   string
}

// readRegistries parses both registries.
func readRegistries() ([]block, error) {
	var blocks []block
	for name, text := range map[string]string{"iana/ipv4.csv": ianaIPv4, "iana/ipv6.csv": ianaIPv6} {
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		for _, row := range rows[1:] { // below the head
			prefix, err := netip.ParsePrefix(row[0])
			if err != nil {
				return nil, fmt.Errorf("read %s: %w", name, err)
			}
			blocks = append(blocks, block{prefix: prefix, name: row[1]})
		}
	}
	return blocks, nil
}
