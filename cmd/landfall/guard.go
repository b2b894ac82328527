package main

import (
	"fmt"

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
		return nil, fmt.Errorf("lab mode needs --lab-dial and --lab-ca together: %w", landfall.ErrInvalid)
	}
	return netguard.NewLab(c.LabDial, c.LabCA)
}
