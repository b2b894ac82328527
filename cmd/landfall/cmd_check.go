package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"landfall"
	"landfall/crawler"
	"landfall/crawler/collect"
	"landfall/crawler/diagnosis"
	"landfall/crawler/polite"
	"landfall/crawler/robots"
	"landfall/directory"
)

// checkCmd looks at one instance now and says what stands between it and the
// directory. It stores nothing.
type checkCmd struct {
	Host     string        `arg:"" help:"The instance's host name, such as mastodon.social, or the address of one of its pages."`
	JSON     bool          `help:"Print the diagnosis and the whole observation as one line of JSON." name:"json"`
	NoStore  bool          `help:"Do not look into the installation's store, even if there is one."`
	Patience time.Duration `help:"Wait at most so long between two requests for a host that asks for it by Crawl-delay." default:"1m"`
}

// Help says what is done and what the exit code means.
func (checkCmd) Help() string {
	return `Visits the instance once, as politely as the crawler does, and says line by line what is well, what is not, and what its admin can do. Beside the visit it opens one connection in each of IPv4 and IPv6, without a request. Nothing is stored.

If there is a store, which is looked for as by every other command, it also says how the name stands there: opted out, blocked, another's name, known since when, due when.

Exit codes: 0 if no line failed, 1 if one did or the check could not be made, 2 if the name is none or a flag is wrong.`
}

// Run visits the host and prints the diagnosis.
func (c *checkCmd) Run(ctx context.Context, e *env) error {
	host, err := landfall.ParseSubmission(c.Host)
	if err != nil {
		return err
	}
	if c.Patience < 0 || c.Patience > time.Hour {
		return fmt.Errorf("--patience %s: %w: from 0 to 1h", c.Patience, landfall.ErrInvalid)
	}
	look := &check{cmd: c, env: e, seen: diagnosis.Seen{Host: host, Now: time.Now()}}
	stop := e.progress(ctx, look.line)
	err = look.run(ctx)
	stop()
	if err != nil {
		return err
	}
	report := diagnosis.Judge(&look.seen)
	if c.JSON {
		err = e.jsonLine(struct {
			*diagnosis.Report
			Observation *landfall.Observation `json:"observation"`
		}{report, look.seen.Visit})
	} else {
		err = e.writeDiagnosis(report)
	}
	if err == nil && report.Failed() {
		return errQuiet
	}
	return err
}

// check is one check under way.
type check struct {
	cmd  *checkCmd
	env  *env
	seen diagnosis.Seen
	stage
}

// run collects what there is to judge.
func (c *check) run(ctx context.Context) error {
	if err := c.ask(ctx); err != nil {
		return err
	}
	if e := c.seen.Entry; e != nil && (e.Forgotten || e.Shut != nil && e.Shut.State == landfall.GroupBlocked) {
		return nil
	}
	guard, err := c.env.guard()
	if err != nil {
		return err
	}
	host := c.seen.Host
	c.set("looking %s up and connecting", host)
	c.seen.Way = guard.Inspect(ctx, host)
	cfg := crawler.DefaultConfig()
	cfg.Patience = c.cmd.Patience
	files := robots.NewCache(robots.CacheConfig{}, time.Now)
	looker := crawler.New(cfg, crawler.Deps{
		Collect: collect.New(collect.Deps{Guard: guard, Robots: files, Limits: polite.New(cfg.Limits, time.Now), Now: time.Now, Heard: c.heard}),
		Logger:  c.env.logger,
		Now:     time.Now,
		Rand:    newRand(),
	})
	c.set("asking for robots.txt")
	c.seen.Visit, c.seen.Aliases = looker.Examine(ctx, host)
	if file, ok := files.Get(host); ok {
		about := file.About("Landfall")
		c.seen.Robots = &about
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return c.compare(ctx)
}

// heard keeps an answer, and shows how far the visit is.
func (c *check) heard(a collect.Answer) {
	c.seen.Answers = append(c.seen.Answers, diagnosis.Answer(a))
	c.set("%s answered %d; going on", a.URL.Path, a.Status)
}

// ask looks into the store, if there is one.
func (c *check) ask(ctx context.Context) error {
	if c.cmd.NoStore || !c.env.hasHosts() {
		return nil
	}
	c.set("asking the store")
	hosts, err := c.env.openHosts(ctx)
	if err != nil {
		return err
	}
	defer hosts.Close()
	entry, err := hosts.Entry(ctx, c.seen.Host)
	c.seen.Entry = &entry
	return err
}

// hasHosts reports whether there is a relational store. None is made.
func (e *env) hasHosts() bool {
	path := e.Database
	if isServer(path) {
		return true
	}
	if path == "" {
		path = filepath.Join(e.Data, hostsFile)
	}
	_, err := os.Stat(path)
	return err == nil
}

// compare sets what was seen beside the others of the directory.
func (c *check) compare(ctx context.Context) error {
	if c.seen.Visit.Outcome != landfall.OutcomeAnswered {
		return nil
	}
	self := landfall.Instance{Host: c.seen.Host}
	if e := c.seen.Entry; e != nil && e.Instance != nil {
		self = *e.Instance
	}
	instances := []landfall.Instance{self.Apply(c.seen.Visit)}
	if c.seen.Entry != nil {
		c.set("comparing versions")
		others, err := c.others(ctx)
		if err != nil {
			return err
		}
		instances = append(instances, others...)
	}
	server := directory.Build(directory.Material{Instances: instances}, c.seen.Now).Server(c.seen.Host)
	if server == nil {
		return nil
	}
	c.seen.Newest, c.seen.Behind = server.Upkeep.Newest, server.Upkeep.Standing == directory.StandingBehind
	c.seen.Unlisted = server.Unlisted(c.seen.Now)
	return nil
}

// others are the known instances with the same software, without what does not
// matter here.
func (c *check) others(ctx context.Context) (others []landfall.Instance, err error) {
	hosts, err := c.env.openHosts(ctx)
	if err != nil {
		return nil, err
	}
	defer hosts.Close()
	name := c.seen.Visit.Facts.Software.Name
	err = hosts.Instances(ctx, true, func(in landfall.Instance) error {
		if in.Host != c.seen.Host && in.Facts.Software.Name == name {
			others = append(others, landfall.Instance{Host: in.Host, Status: in.Status, LastSeen: in.LastSeen, Facts: landfall.Facts{Software: in.Facts.Software}})
		}
		return nil
	})
	return others, err
}
