package main

import (
	"bufio"
	"fmt"
	"net/netip"
	"os"
	"strings"

	"landfall"
	"landfall/internal/netguard"
)

// agent is the User-Agent of every request Landfall sends.
func (c *cli) agent() string {
	return fmt.Sprintf("Landfall/%s (+%s/crawler)", release, c.publicURL())
}

// publicURL is where the world finds this site.
func (c *cli) publicURL() string {
	if c.PublicURL != "" {
		return c.PublicURL
	}
	return "http://localhost:8080"
}

// guard builds the one thing that dials, in lab mode if so set.
func (c *cli) guard() (*netguard.Guard, error) {
	lab, err := c.lab()
	if err != nil {
		return nil, err
	}
	return netguard.New(netguard.Config{UserAgent: c.agent(), Limits: netguard.DefaultLimits(), Lab: lab})
}

func (c *cli) lab() (*netguard.Lab, error) {
	switch {
	case c.LabDial == "" && c.LabCA == "":
		return nil, nil //nolint:nilnil // no lab, no fault
	case c.LabDial == "" || c.LabCA == "":
		return nil, fmt.Errorf("%w: lab mode needs --lab-dial and --lab-ca together", landfall.ErrInvalid)
	}
	lab, err := netguard.NewLab(c.LabDial, c.LabCA)
	if err != nil || c.LabHosts == "" {
		return lab, err
	}
	addresses, err := readHosts(c.LabHosts)
	if err != nil {
		return nil, err
	}
	lab.Addresses(addresses)
	return lab, nil
}

// readHosts reads a file in the form of /etc/hosts. Of several addresses of a host
// the last one counts.
func readHosts(path string) (map[landfall.Host]netip.Addr, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("lab hosts: %w: %w", landfall.ErrInvalid, err)
	}
	defer file.Close()
	addresses := make(map[landfall.Host]netip.Addr)
	lines := bufio.NewScanner(file)
	for n := 1; lines.Scan(); n++ {
		text, _, _ := strings.Cut(lines.Text(), "#")
		words := strings.Fields(text)
		if len(words) == 0 {
			continue
		}
		addr, err := netip.ParseAddr(words[0])
		if err != nil {
			return nil, fmt.Errorf("lab hosts %s, line %d: %w: %q is no IP address", path, n, landfall.ErrInvalid, words[0])
		}
		for _, word := range words[1:] {
			host, err := landfall.ParseHost(word)
			if err != nil {
				return nil, fmt.Errorf("lab hosts %s, line %d: %w", path, n, err)
			}
			addresses[host] = addr
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("lab hosts %s: %w", path, err)
	}
	return addresses, nil
}
