package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"landfall"
	"landfall/internal/sim"
)

// simCmd runs a simulated fediverse.
type simCmd struct {
	Hosts      int           `help:"How many instances to simulate." default:"300" placeholder:"N"`
	Listen     string        `help:"Loopback address to listen on; port 0 takes a free one." default:"127.0.0.1:8443" placeholder:"ADDR"`
	Seed       uint64        `help:"The same seed gives the same network." default:"1"`
	Mix        string        `help:"What the instances are like: demo, healthy, hanging (30 % accept and never answer), hostile, or sweep (a long tail of latencies; a fifth dead, dripping, bombing or throttling)." enum:"demo,healthy,hanging,hostile,sweep" default:"demo"`
	Latency    time.Duration `help:"Latency of every answer in the healthy and hanging mixes." default:"30ms"`
	Documents  string        `help:"Serve the recorded documents in this folder instead, each under a host of its own." type:"existingdir" placeholder:"DIR"`
	Population []string      `help:"Play the real network that the lists in this JSON file or folder describe, under its real names; may be given again. Of the mix only latencies and robots.txt count." type:"path" placeholder:"PATH"`
	CA         string        `help:"Write the certificate authority to this file, for --lab-ca." name:"ca" default:"sim-ca.pem" placeholder:"FILE"`
	Seeds      string        `help:"Write host names to start a crawl from to this file; with --documents, all of them." placeholder:"FILE"`
	SeedHosts  int           `help:"How many names to write to --seeds." default:"10" placeholder:"N"`
	Warm       bool          `help:"Make every certificate and document ahead, so that repeated measurements find the same conditions."`
	Index      string        `help:"With --documents, write which host serves which document to this file." placeholder:"FILE"`
}

// Run serves the simulated network until it is interrupted.
func (c *simCmd) Run(ctx context.Context, e *env) error {
	network, err := c.network(e)
	if err != nil {
		return err
	}
	if err := network.Listen(); err != nil {
		return err
	}
	if c.Warm {
		if err := network.Warm(); err != nil {
			return fmt.Errorf("sim: %w", err)
		}
	}
	if err := c.write(network); err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "ready %s with %d hosts; crawl it with --lab-dial %s --lab-ca %s\n",
		network.Addr(), len(network.Hosts()), network.Addr(), c.CA)
	return network.Run(ctx)
}

func (c *simCmd) network(e *env) (*sim.Network, error) {
	mix, err := simMix(c.Mix, c.Latency)
	if err != nil {
		return nil, err
	}
	population, err := c.population(e)
	if err != nil {
		return nil, err
	}
	network, err := sim.New(sim.Config{
		Hosts: c.Hosts, Seed: c.Seed, Listen: c.Listen, Mix: mix, Documents: c.Documents, Population: population,
		Now: time.Now, Logger: e.logger.With(slog.String("part", "sim")),
	})
	if err != nil {
		return nil, fmt.Errorf("sim: %w: %w", landfall.ErrInvalid, err)
	}
	return network, nil
}

// population reads the lists of a real network, nil if there are none, and says
// what they hold.
func (c *simCmd) population(e *env) (*sim.Population, error) {
	if len(c.Population) == 0 {
		return nil, nil //nolint:nilnil // no population is no error
	}
	if c.Documents != "" {
		return nil, fmt.Errorf("--population and --documents: %w: one of them", landfall.ErrInvalid)
	}
	population, err := sim.ReadPopulation(c.Population...)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", landfall.ErrInvalid, err)
	}
	for _, file := range population.Skipped() {
		fmt.Fprintf(e.stdout, "skipped %s: no list of a known format\n", file)
	}
	size := population.Size()
	fmt.Fprintf(e.stdout, "population of %d instances, %d hosts that are none, %d aliases, %d listed names\n",
		size.Instances, size.Bad, size.Aliases, size.Listed)
	if size.Farm != "" {
		fmt.Fprintf(e.stdout, "wildcard farm *.%s: %d listed names, and any other\n", size.Farm, size.FarmNames)
	}
	return population, nil
}

func simMix(name string, latency time.Duration) (sim.Mix, error) {
	switch name {
	case "demo":
		return sim.MixDemo(), nil
	case "healthy":
		return sim.MixHealthy(latency), nil
	case "hanging":
		return sim.MixHanging(latency, 0.3), nil
	case "hostile":
		return sim.MixHostile(), nil
	case "sweep":
		return sim.MixSweep(), nil
	}
	return sim.Mix{}, fmt.Errorf("mix %q: %w", name, landfall.ErrInvalid)
}

// write leaves the files that a crawl of the network needs.
func (c *simCmd) write(network *sim.Network) error {
	if err := os.WriteFile(c.CA, network.CAPEM(), 0o644); err != nil { //nolint:gosec // a certificate is public
		return fmt.Errorf("certificate authority: %w", err)
	}
	if c.Seeds != "" {
		var names []byte
		for _, name := range c.seedNames(network) {
			names = append(names, name...)
			names = append(names, '\n')
		}
		if err := os.WriteFile(c.Seeds, names, 0o644); err != nil { //nolint:gosec // host names are public
			return fmt.Errorf("seeds: %w", err)
		}
	}
	if c.Index == "" {
		return nil
	}
	file, err := os.Create(c.Index)
	if err != nil {
		return fmt.Errorf("index: %w", err)
	}
	defer file.Close()
	if err := network.WriteIndex(file); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	return file.Close()
}

func (c *simCmd) seedNames(network *sim.Network) []string {
	if c.Documents == "" {
		return network.Seeds(c.SeedHosts)
	}
	var names []string
	for _, host := range network.Hosts() {
		names = append(names, host.Name)
	}
	return names
}
