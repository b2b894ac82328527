// Package atom writes feeds (RFC 4287) of plain texts, which may be anybody's.
package atom

import (
	"encoding/xml"
	"time"
)

// MediaType is how a feed is sent.
const MediaType = "application/atom+xml; charset=utf-8"

// Feed is a list of entries in English, the newest first.
type Feed struct {
	ID        string // an address that never changes
	Title     string
	Updated   time.Time // when the newest entry was
	Author    string
	AuthorURL string
	URL       string // the page that shows the same
	Self      string // where the feed is
	Entries   []Entry
}

// Entry is one thing that is told, and told again when it changes.
type Entry struct {
	ID        string
	Title     string
	Text      string // may have several lines
	Category  string
	URL       string
	Published time.Time
	Updated   time.Time
}

// Bytes returns the feed as a document.
func (f *Feed) Bytes() ([]byte, error) {
	document := feed{
		Language: "en", ID: f.ID, Title: f.Title, Updated: stamp(f.Updated), Author: author{f.Author, f.AuthorURL}, Generator: "Landfall",
		Links: []link{{"self", "application/atom+xml", f.Self}, {"alternate", "text/html", f.URL}},
	}
	for i := range f.Entries {
		e := &f.Entries[i]
		document.Entries = append(document.Entries, entry{
			ID: e.ID, Title: e.Title, Published: stamp(e.Published), Updated: stamp(e.Updated),
			Link: link{"alternate", "text/html", e.URL}, Category: category{e.Category}, Content: content{"text", e.Text},
		})
	}
	body, err := xml.MarshalIndent(document, "", " ")
	return append([]byte(xml.Header), append(body, '\n')...), err
}

type feed struct {
	XMLName   xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	Language  string   `xml:"xml:lang,attr"`
	ID        string   `xml:"id"`
	Title     string   `xml:"title"`
	Updated   string   `xml:"updated"`
	Links     []link   `xml:"link"`
	Author    author   `xml:"author"`
	Generator string   `xml:"generator"`
	Entries   []entry  `xml:"entry"`
}

type entry struct {
	ID        string   `xml:"id"`
	Title     string   `xml:"title"`
	Published string   `xml:"published"`
	Updated   string   `xml:"updated"`
	Link      link     `xml:"link"`
	Category  category `xml:"category"`
	Content   content  `xml:"content"`
}

type link struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type author struct {
	Name string `xml:"name"`
	URI  string `xml:"uri"`
}

type category struct {
	Term string `xml:"term,attr"`
}

type content struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
