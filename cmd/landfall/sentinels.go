package main

import (
	"fmt"
	"net/netip"

	"landfall"
	"landfall/crawler/outage"
)

// sentinelFlags say who tells whether our own side is well.
type sentinelFlags struct {
	Sentinels []string `help:"Hosts and IP addresses known to be there: if two of five hosts cannot be reached, measuring pauses. By default well-known ones, and none in lab mode; 'none' for none." placeholder:"HOST" env:"LANDFALL_SENTINELS"`
}

// watchmen reads the flags. In lab mode nobody else is there to ask, so there are
// only those that were named.
func (f *sentinelFlags) watchmen(lab bool) (men outage.Watchmen, err error) {
	switch {
	case len(f.Sentinels) == 1 && f.Sentinels[0] == "none", len(f.Sentinels) == 0 && lab:
		return men, nil
	case len(f.Sentinels) == 0:
		return outage.DefaultWatchmen(), nil
	}
	for _, text := range f.Sentinels {
		if addr, err := netip.ParseAddr(text); err == nil {
			men.Addresses = append(men.Addresses, addr)
			continue
		}
		host, err := landfall.ParseHost(text)
		if err != nil {
			return men, fmt.Errorf("--sentinels %q: %w", text, err)
		}
		men.Names = append(men.Names, host)
	}
	return men, nil
}
