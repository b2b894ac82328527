package web

import (
	"github.com/gin-gonic/gin"
)

// speculationPath is where browsers learn which pages they may get ahead of a click.
const speculationPath = "/speculation.json"

// speculationRules let a browser fetch the page of a server while a pointer rests on a link
// to it. Only addresses of this site fit the pattern, and prefetching runs no script of the
// page. Lists are left out: they take longer to make, and are many.
const speculationRules = `{"prefetch":[{"where":{"and":[{"href_matches":["/s/*","/*/s/*"]},{"not":{"href_matches":["/s/*/*","/*/s/*/*"]}}]},"eagerness":"moderate"}]}`

// speculation sends the rules. They are a file and named by a header, because the content
// security policy allows no rules within a page.
func (s *Site) speculation(c *gin.Context) {
	sendMachine(c, "application/speculationrules+json", []byte(speculationRules))
}

// hint tells a browser, before it has read the page, what else it will need.
func (s *Site) hint(c *gin.Context) {
	c.Header("Link", "<"+s.static.address("site.css")+">; rel=preload; as=style")
	c.Header("Speculation-Rules", `"`+speculationPath+`"`)
}
