package web

import (
	"strings"

	"github.com/gin-gonic/gin"
)

// hiddenFromRobots are the patterns of addresses that lead robots nowhere: forms, forms of
// a page for programs, and lists by several filters at once, of which there is no end.
var hiddenFromRobots = [...]string{
	"/operator", "/servers?*&", "/servers?*,", "/servers?*%2C", "/servers?q=", "/find?", "/compare?", "/check?", "/which?", "/diary?", "/gone?q=",
	"/s/*/diary", "/s/*/closing", "/s/*/ranking?",
}

// robots answers with our own rules for robots (RFC 9309). Those of a demonstration shut
// all out: its servers do not exist.
func (s *Site) robots(c *gin.Context) {
	sendMachine(c, "text/plain; charset=utf-8", []byte(s.robotsText()))
}

func (s *Site) robotsText() string {
	if s.cfg.Demo {
		return "# These servers are simulated: there is nothing to find.\nUser-agent: *\nDisallow: /\n"
	}
	var text strings.Builder
	text.WriteString("# Programs are welcome to the API; robots that make lists of pages need not read it.\n")
	text.WriteString("User-agent: *\nDisallow: /api/\n")
	for _, prefix := range s.prefixes() {
		for _, pattern := range hiddenFromRobots {
			text.WriteString("Disallow: " + prefix + pattern + "\n")
		}
	}
	if s.found() {
		text.WriteString("\nSitemap: " + s.cfg.PublicURL + sitemapIndexPath + "\n")
	}
	return text.String()
}
