package crawler

import (
	"context"
	"fmt"
	"io"
	"net/url"

	"landfall"
	"landfall/crawler/collect"
	"landfall/crawler/discover"
	"landfall/crawler/probe"
	"landfall/internal/netguard"
)

// peersBytes caps a peers list on the wire and decoded. The longest honest ones
// have about 100,000 names and 3 MiB; this has room for a million.
const peersBytes = 40 << 20

// readPeers draws a sample of the hosts that the visit's host names, as its lists
// stream in, and states how many it blocks where they say so. A list that is missing,
// forbidden or broken contributes nothing and harms nothing.
func (c *Crawler) readPeers(ctx context.Context, v *collect.Visit, o *landfall.Observation, source discover.Source) []landfall.Host {
	names := discover.NewCollection(c.cfg.PeersMax, c.rng.fork())
	names.Take(source.Named)
	published := false
	for i, list := range source.Lists {
		if i > 0 && list.Else && published {
			continue
		}
		published = c.readList(ctx, v, o, source.At, list, names)
	}
	sample := names.Sample()
	if sample.Total > 0 {
		v.Note(fmt.Sprintf("peers: %d names, %d taken", sample.Total, len(sample.Hosts)))
	}
	return sample.Hosts
}

// readList reads some pages of one list and reports whether there was one.
func (c *Crawler) readList(ctx context.Context, v *collect.Visit, o *landfall.Observation, at *url.URL, list discover.List, names *discover.Collection) bool {
	place := bookmark{o.Host, list.Path}
	pages := list.Pages(c.bookmarks.get(place), c.rng.fork())
	defer func() { c.bookmarks.put(place, pages.Rest()) }()
	read := false
	for query, more := pages.First(), true; more; {
		u := address(at, list.Path, query)
		page, ok := c.readPage(ctx, v, u, list.Format, names)
		if !ok {
			return read
		}
		if page.Blocked >= 0 {
			o.Facts.Blocks = landfall.Blocks{Published: true, Total: int64(page.Blocked)}
			o.Facts.State(landfall.FieldBlocks, u.String(), list.Format.Blocked, o.At)
		}
		read = true
		query, more = pages.Next(page)
	}
	return true
}

func address(at *url.URL, path string, query url.Values) *url.URL {
	return &url.URL{Scheme: at.Scheme, Host: at.Host, Path: path, RawQuery: query.Encode()}
}

// readPage streams one page; ok is false if it could not be had or read.
func (c *Crawler) readPage(ctx context.Context, v *collect.Visit, u *url.URL, format discover.Format, names *discover.Collection) (page discover.Page, ok bool) {
	req := probe.Request{URL: u, Accept: "application/json", MaxBytes: peersBytes}
	status, err := v.Stream(ctx, req, func(body io.Reader) (err error) {
		list := &longList{ctx: ctx, list: body, tokens: c.peers}
		defer list.done()
		page, err = names.Read(list, format)
		return err
	})
	switch {
	case err != nil:
		reason, _ := netguard.Classify(err)
		v.Note("peers: " + reason)
		return page, false
	case status/100 != 2:
		v.Note("peers: not published")
		return page, false
	}
	return page, true
}
