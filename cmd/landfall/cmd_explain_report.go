package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"landfall/directory/topic"
)

// reviewDays is the week that a report is of.
const reviewDays = 7

// explainReportCmd says how well the taxonomy does.
type explainReportCmd struct {
	JSON bool `help:"Write one JSON object." name:"json"`
}

// Help says what is in it.
func (explainReportCmd) Help() string {
	return "Says which topics no instance has and which more than 15 % have, which words the instances without a topic use most, and where an admin or a curator spoke against the rules. A running site logs the figures once a week."
}

// Run writes the report.
func (c *explainReportCmd) Run(ctx context.Context, e *env) error {
	hosts, err := e.openHosts(ctx)
	if err != nil {
		return err
	}
	defer hosts.Close()
	curator, err := e.newCurator()
	if err != nil {
		return err
	}
	now := time.Now().UTC()
	review, err := newReadings(hosts, curator, e.logger, time.Now).review(ctx, now.AddDate(0, 0, -reviewDays), now)
	if err != nil {
		return err
	}
	if c.JSON {
		return e.jsonLine(review)
	}
	return printReview(e.stdout, &review)
}

func printReview(w io.Writer, r *topic.Review) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(out, "%d instances, %d with a topic other than general (rules %s)\n", r.Servers, r.Classified, r.Rule)
	fmt.Fprintf(out, "\nNo instance has (%d):\n", len(r.Empty))
	for _, id := range r.Empty {
		fmt.Fprintf(out, "  %s\n", id)
	}
	fmt.Fprintf(out, "\nMore than 15 %% have (%d):\n", len(r.Oversized))
	for _, u := range r.Oversized {
		fmt.Fprintf(out, "  %s\t%d\t%.1f %%\n", u.Topic, u.Servers, 100*u.Share)
	}
	fmt.Fprintf(out, "\nWords of instances without a topic (%d):\n", len(r.Unclassified))
	for _, t := range r.Unclassified {
		fmt.Fprintf(out, "  %s\t%d without a topic\t%d with one\n", t.Text, t.Unclassified, t.Classified)
	}
	fmt.Fprintf(out, "\nAgainst the rules (%d):\n", len(r.Overrides))
	for _, o := range r.Overrides {
		what := "pinned"
		if o.Removed {
			what = "removed"
		}
		fmt.Fprintf(out, "  %s\t%s %s\t%s\t%s\t%s\n", o.Host, o.Topic, what, o.Source, o.At.UTC().Format(time.DateOnly), strings.Join(strings.Fields(o.Note), " "))
	}
	return out.Flush()
}
