package web

import (
	"iter"
	"time"

	"landfall"
	"landfall/directory"
	"landfall/directory/stats"
)

// sitemapPage is a page that search engines may find.
type sitemapPage struct {
	// Path is its one address in English, as in [frame.Canonical].
	Path string
	// Modified is when what it shows last changed, zero if that is not known.
	Modified time.Time
}

// sitemapSource is one kind of page in the sitemap. Pages that ask not to be found, and
// those of servers that asked for that or belong to one person, are in none.
type sitemapSource struct {
	// Name is part of the addresses of its files: lower-case letters.
	Name  string
	Pages func(*directory.Snapshot) iter.Seq[sitemapPage]
}

// sitemapSources lists the kinds of pages. Whoever adds a kind of page that is to be found
// adds its source here.
func (s *Site) sitemapSources() []sitemapSource {
	return []sitemapSource{
		{"pages", s.plainPages},
		{"servers", serverPages},
		{"closings", closingPages},
		{"sections", sectionPages},
	}
}

// plainPages are those of which there is one each.
func (s *Site) plainPages(*directory.Snapshot) iter.Seq[sitemapPage] {
	paths := []string{
		"/", "/find", "/compare", "/servers", "/notices", "/gone", "/which", "/methodology", "/methodology/sign-up", "/ranking/changelog", "/crawler", "/about",
		"/accessibility", "/privacy", "/stats", "/stats/map", "/stats/graph", "/status",
	}
	for _, id := range stats.IDs() {
		paths = append(paths, "/stats/"+id)
	}
	return func(yield func(sitemapPage) bool) {
		for _, path := range append(paths, guidePaths()...) {
			if !yield(sitemapPage{Path: path}) {
				return
			}
		}
	}
}

// serverPages are the pages of the listed servers, each as old as the newest visit.
func serverPages(snapshot *directory.Snapshot) iter.Seq[sitemapPage] {
	return func(yield func(sitemapPage) bool) {
		for server := range snapshot.Listed() {
			if !yield(sitemapPage{Path: "/s/" + string(server.Host), Modified: server.LastVisit}) {
				return
			}
		}
	}
}

// closingPages are the notices that may be shown, but those of one person's own server.
func closingPages(snapshot *directory.Snapshot) iter.Seq[sitemapPage] {
	at := snapshot.Totals().At
	return func(yield func(sitemapPage) bool) {
		for _, n := range snapshot.Notices() {
			if server := snapshot.Server(n.Host); server != nil && server.Unlisted(at) == directory.UnlistedSingleUser {
				continue
			}
			if !yield(sitemapPage{Path: noticePath(n.ID), Modified: lastEvent(n)}) {
				return
			}
		}
	}
}

// lastEvent is when a notice last changed.
func lastEvent(n *landfall.Notice) time.Time {
	if last := len(n.Events) - 1; last >= 0 {
		return n.Events[last].At
	}
	return n.Found
}

// sectionPages are the pages of topics, places, languages and software, and their lists.
func sectionPages(snapshot *directory.Snapshot) iter.Seq[sitemapPage] {
	return func(yield func(sitemapPage) bool) {
		for _, key := range []string{directory.KeyTopic, directory.KeyPlace, directory.KeyBased, directory.KeyHosted, directory.KeyLanguage, directory.KeySoftware} {
			if !yield(sitemapPage{Path: withMeaning(sectionRoots[key], key)}) {
				return
			}
			sections := snapshot.Sections(key)
			if sectionRoots[key] == placesRoot {
				sections = snapshot.Places(key)
			}
			for _, c := range sections {
				if !yield(sitemapPage{Path: sectionPath(key, c.Value)}) {
					return
				}
			}
		}
	}
}
