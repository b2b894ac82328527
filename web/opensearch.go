package web

import (
	"encoding/xml"
	"fmt"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/web/tongue"
)

// openSearchPath is where browsers learn how the site is searched, in each language.
const openSearchPath = "/opensearch.xml"

// openSearchDescription is a document of OpenSearch 1.1.
type openSearchDescription struct {
	XMLName       xml.Name `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
	ShortName     string
	Description   string
	Image         openSearchImage
	URL           []openSearchURL `xml:"Url"`
	Language      string
	InputEncoding string
}

type openSearchImage struct {
	Type string `xml:"type,attr"`
	Href string `xml:",chardata"`
}

type openSearchURL struct {
	Type     string `xml:"type,attr"`
	Rel      string `xml:"rel,attr,omitempty"`
	Template string `xml:"template,attr"`
}

// openSearch describes the search to browsers, so that it can be one of theirs. All
// addresses in it are whole ones: without a public address there is no description.
func (s *Site) openSearch(c *gin.Context) error {
	if s.cfg.PublicURL == "" {
		return fmt.Errorf("search without a public address: %w", landfall.ErrNotFound)
	}
	ctx := c.Request.Context()
	text, err := xml.MarshalIndent(openSearchDescription{
		ShortName: "Landfall", Description: tongue.Say(ctx, "Find a fediverse server by its name, topic, place or what it allows."),
		Language: tongue.From(ctx).Code,
		Image:    openSearchImage{Type: "image/svg+xml", Href: s.cfg.PublicURL + s.static.address("icon.svg")},
		URL: []openSearchURL{
			{Type: "text/html", Template: s.cfg.PublicURL + tongue.Path(ctx, "/servers?q={searchTerms}")},
			{Type: "application/opensearchdescription+xml", Rel: "self", Template: s.cfg.PublicURL + tongue.Path(ctx, openSearchPath)},
		},
		InputEncoding: "UTF-8",
	}, "", "  ")
	if err != nil {
		return fmt.Errorf("search description: %w", err)
	}
	sendMachine(c, "application/opensearchdescription+xml; charset=utf-8", append([]byte(xml.Header), text...))
	return nil
}
