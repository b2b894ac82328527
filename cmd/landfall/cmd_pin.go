package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"landfall"
	"landfall/directory/topic"
)

// pinCmd says what topics an instance has or has not, whatever its own words say.
type pinCmd struct {
	Host   string   `arg:"" optional:"" help:"The instance."`
	Topics []string `arg:"" optional:"" name:"topic" help:"IDs of topics, such as music.metal."`
	Remove bool     `help:"The instance has nothing to do with these topics." xor:"what"`
	Clear  bool     `help:"Take back all that was said of the instance in this role." xor:"what"`
	List   bool     `help:"List what is said, of the host or of all, one JSON object a line." xor:"what"`
	Note   string   `help:"Why; it is shown." placeholder:"TEXT"`
	As     string   `help:"Who says so: the instance's admin, or a curator who looked." enum:"admin,curator" default:"curator"`
}

// Help says what a pin does.
func (pinCmd) Help() string {
	return "A pin puts a topic first, a removal wins over everything; both are shown among the reasons. They stay until they are taken back with --clear, which leaves what the other role said. What the curator file says counts beside them. Running sites show the change within seconds. The list has as well what other directories say."
}

// Run changes or lists what is said.
func (c *pinCmd) Run(ctx context.Context, e *env) error {
	var host landfall.Host
	var err error
	if c.Host != "" {
		if host, err = landfall.ParseHost(c.Host); err != nil {
			return err
		}
	}
	said, err := c.said(host)
	if err != nil {
		return err
	}
	hosts, err := e.openHosts(ctx)
	if err != nil {
		return err
	}
	defer hosts.Close()
	switch {
	case c.List:
		return hosts.Declared(ctx, func(d landfall.Declared) error {
			if host != "" && d.Host != host {
				return nil
			}
			return e.jsonLine(d)
		})
	case c.Clear:
		gone, err := hosts.Withdraw(ctx, c.As, []landfall.Host{host})
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(e.stdout, "%s: %d taken back that the %s said\n", host, gone, c.As)
		return err
	}
	kept, err := hosts.Declare(ctx, said)
	if err == nil && kept == 0 {
		err = fmt.Errorf("pin %s: %w", host, landfall.ErrNotFound)
	}
	if err != nil {
		return err
	}
	done := "pinned"
	if c.Remove {
		done = "removed"
	}
	for _, d := range said {
		if _, err := fmt.Fprintf(e.stdout, "%s: %s is %s, says the %s\n", d.Host, d.Topic, done, d.Source); err != nil {
			return err
		}
	}
	return nil
}

// said checks the arguments and returns what is to be kept.
func (c *pinCmd) said(host landfall.Host) ([]landfall.Declared, error) {
	now := time.Now()
	var said []landfall.Declared
	for _, id := range slices.Compact(slices.Sorted(slices.Values(c.Topics))) {
		if _, ok := topic.Default().Topic(topic.ID(id)); !ok {
			return nil, fmt.Errorf("pin: %w: there is no topic %q", landfall.ErrInvalid, id)
		}
		said = append(said, landfall.Declared{Host: host, Source: c.As, Topic: id, Removed: c.Remove, Note: c.Note, At: now})
	}
	switch {
	case c.List && len(said) > 0:
		return nil, fmt.Errorf("pin: %w: --list takes no topics", landfall.ErrInvalid)
	case c.Clear && (host == "" || len(said) > 0):
		return nil, fmt.Errorf("pin: %w: --clear takes a host and no topics", landfall.ErrInvalid)
	case !c.List && !c.Clear && len(said) == 0:
		return nil, fmt.Errorf("pin: %w: give a host and topics, or --list", landfall.ErrInvalid)
	}
	return said, nil
}
