package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"landfall"
	"landfall/internal/sqlstore"
)

// noticesCmd is the operator's desk for closings.
type noticesCmd struct {
	List    noticesListCmd    `cmd:"" default:"withargs" help:"List what waits for you, or all notices."`
	Show    noticesShowCmd    `cmd:"" help:"Print one notice with what it rests on and its history."`
	Confirm noticesConfirmCmd `cmd:"" help:"Say that a reported closing is true, or that a closing was cancelled or the server handed over."`
	Retract noticesRetractCmd `cmd:"" help:"Take a notice back that was never true. It is kept, and shown to nobody."`
	Merge   noticesMergeCmd   `cmd:"" help:"Say that two notices of one host tell of the same closing."`
	Add     noticesAddCmd     `cmd:"" help:"Enter a closing that you know of."`
	Import  noticesImportCmd  `cmd:"" help:"Enter known closings from a CSV file."`
}

// Help says how a notice lives.
func (noticesCmd) Help() string {
	return `Landfall reads announcements of closing in the texts of servers. What only a text or a reader says is reported: it is
shown to nobody until you, or a second independent source, confirm it. What a server states for machines (metadata.sunset
in nodeinfo, or the Sunset header) is confirmed at once. Nothing is deleted: a mistake is retracted, and keeps its reason.`
}

// noticesListCmd lists notices.
type noticesListCmd struct {
	State []string `help:"List notices in these states: reported, confirmed, counting_down, closed_kindly, vanished, cancelled, handed_over, retracted, merged, or all." default:"reported" placeholder:"STATE"`
	Host  string   `help:"Of this host only, in whatever state." placeholder:"HOST"`
	JSON  bool     `help:"Print one JSON object a line, with statements and events." name:"json"`
}

// Run lists.
func (c *noticesListCmd) Run(ctx context.Context, e *env) error {
	if err := checkStates(c.State); err != nil {
		return err
	}
	return e.withHosts(ctx, func(hosts *sqlstore.Store) error {
		found, err := c.find(ctx, hosts)
		if err != nil {
			return err
		}
		if c.JSON {
			for _, n := range found {
				if err := e.jsonLine(n); err != nil {
					return err
				}
			}
			return nil
		}
		return writeNotices(e.stdout, found)
	})
}

func checkStates(states []string) error {
	for _, state := range states {
		if state != "all" && !slices.Contains(landfall.NoticeStates(), landfall.NoticeState(state)) {
			return fmt.Errorf("notices: %w: there is no state %q", landfall.ErrInvalid, state)
		}
	}
	return nil
}

func (c *noticesListCmd) find(ctx context.Context, hosts *sqlstore.Store) (found []landfall.Notice, err error) {
	if c.Host != "" {
		host, err := landfall.ParseHost(c.Host)
		if err != nil {
			return nil, err
		}
		return hosts.NoticesOf(ctx, host)
	}
	err = hosts.Notices(ctx, func(n landfall.Notice) error {
		if slices.Contains(c.State, "all") || slices.Contains(c.State, string(n.State)) {
			found = append(found, n)
		}
		return nil
	})
	return found, err
}

func writeNotices(w io.Writer, found []landfall.Notice) error {
	if len(found) == 0 {
		_, err := fmt.Fprintln(w, "nothing")
		return err
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "ID\tHOST\tSTATE\tCLOSES\tFOUND\tSAID")
	for _, n := range found {
		said := ""
		if len(n.Statements) > 0 {
			said = n.Statements[0].Quote
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", n.ID, n.Host, n.State, daysOf(n.ClosesFrom, n.ClosesTo), dayOf(n.Found), shorten(said, 80))
	}
	return table.Flush()
}

// noticesShowCmd prints one.
type noticesShowCmd struct {
	ID   string `arg:"" name:"id" help:"The notice."`
	JSON bool   `help:"Print it as JSON." name:"json"`
}

// Run prints it.
func (c *noticesShowCmd) Run(ctx context.Context, e *env) error {
	return e.withHosts(ctx, func(hosts *sqlstore.Store) error {
		n, err := hosts.Notice(ctx, c.ID)
		switch {
		case err != nil:
			return err
		case c.JSON:
			return e.jsonLine(n)
		}
		return writeNotice(e.stdout, &n)
	})
}

func writeNotice(w io.Writer, n *landfall.Notice) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s  %s\n", n.ID, n.Host, n.State)
	fmt.Fprintf(&b, "announced %s, closes %s, found %s\n", dayOf(n.Announced), daysOf(n.ClosesFrom, n.ClosesTo), dayOf(n.Found))
	if days, ok := n.Days(); ok {
		fmt.Fprintf(&b, "%d days of notice; the covenant asks for %d\n", days, landfall.CovenantDays)
	}
	for _, s := range n.Statements {
		fmt.Fprintf(&b, "\n%s  %s\n", s.Source, s.URL)
		if s.Quote != "" {
			fmt.Fprintf(&b, "  “%s”\n", s.Quote)
		}
		if len(s.Words) > 0 {
			fmt.Fprintf(&b, "  by the words: %s\n", strings.Join(s.Words, ", "))
		}
		fmt.Fprintf(&b, "  announced %s, closes %s, confidence %.2f, there from %s to %s\n",
			dayOf(s.Announced), daysOf(s.ClosesFrom, s.ClosesTo), s.Confidence, dayOf(s.FirstSeen), dayOf(s.LastSeen))
	}
	b.WriteString("\n")
	for _, ev := range n.Events {
		fmt.Fprintf(&b, "%s  %s, by %s: %s\n", ev.At.UTC().Format(time.RFC3339), ev.To, ev.By, ev.Why)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// noticesConfirmCmd confirms.
type noticesConfirmCmd struct {
	ID  string `arg:"" name:"id" help:"The notice."`
	Why string `help:"What you have seen; it is kept and shown." required:"" placeholder:"TEXT"`
	As  string `help:"What is true of it." enum:"closing,cancelled,handed-over" default:"closing"`
}

// Run confirms.
func (c *noticesConfirmCmd) Run(ctx context.Context, e *env) error {
	to := map[string]landfall.NoticeState{
		"closing": landfall.NoticeConfirmed, "cancelled": landfall.NoticeCancelled, "handed-over": landfall.NoticeHandedOver,
	}[c.As]
	return e.atDesk(ctx, c.ID, func(d *desk) error { return d.Confirm(ctx, c.ID, to, c.Why) })
}

// noticesRetractCmd retracts.
type noticesRetractCmd struct {
	ID  string `arg:"" name:"id" help:"The notice."`
	Why string `help:"Why it was never true." required:"" placeholder:"TEXT"`
}

// Run retracts.
func (c *noticesRetractCmd) Run(ctx context.Context, e *env) error {
	return e.atDesk(ctx, c.ID, func(d *desk) error { return d.Retract(ctx, c.ID, c.Why) })
}

// noticesMergeCmd merges.
type noticesMergeCmd struct {
	ID   string `arg:"" name:"id" help:"The notice that ends."`
	Into string `arg:"" name:"into" help:"The notice that stays."`
}

// Run merges.
func (c *noticesMergeCmd) Run(ctx context.Context, e *env) error {
	return e.atDesk(ctx, c.Into, func(d *desk) error { return d.Merge(ctx, c.ID, c.Into) })
}

// atDesk changes something and prints what a notice is now.
func (e *env) atDesk(ctx context.Context, id string, do func(*desk) error) error {
	return e.withHosts(ctx, func(hosts *sqlstore.Store) error {
		if err := do(&desk{hosts: hosts, now: time.Now}); err != nil {
			return err
		}
		n, err := hosts.Notice(ctx, id)
		if err != nil {
			return err
		}
		return writeNotice(e.stdout, &n)
	})
}

// withHosts opens the relational store for one command.
func (e *env) withHosts(ctx context.Context, do func(*sqlstore.Store) error) error {
	hosts, err := e.openHosts(ctx)
	if err != nil {
		return err
	}
	defer hosts.Close()
	return do(hosts)
}

func dayOf(at time.Time) string {
	if at.IsZero() {
		return "-"
	}
	return at.UTC().Format(time.DateOnly)
}

func daysOf(from, to time.Time) string {
	if first, last := dayOf(from), dayOf(to); first != last {
		return first + ".." + last
	}
	return dayOf(to)
}

// shorten cuts a text for a column.
func shorten(text string, most int) string {
	letters := []rune(text)
	if len(letters) <= most {
		return text
	}
	return string(letters[:most-1]) + "…"
}
