package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"landfall/internal/httpkit"
)

// registerMachines adds what programs ask a site for, whatever their reader's language:
// search engines, other sites, and whoever has found a hole.
func (s *Site) registerMachines(r gin.IRouter) {
	r.GET("/robots.txt", s.robots)
	r.GET(sitemapIndexPath, httpkit.Handle(s.sitemapIndex))
	r.GET(sitemapFolder+":part", httpkit.Handle(s.sitemapPart))
	r.GET(speculationPath, s.speculation)
	r.GET(sitePicturePath, httpkit.Handle(s.socialSite))
	r.GET(picturesFolder+":file", httpkit.Handle(s.socialServer))
	r.GET("/favicon.ico", httpkit.Handle(s.favicon))
	r.GET("/.well-known/security.txt", httpkit.Handle(s.securityText))
}

// machinesFresh is how long programs may keep what is made for them.
const machinesFresh = "public, max-age=3600"

// sendMachine sends a small document for programs.
func sendMachine(c *gin.Context, contentType string, body []byte) {
	c.Header("Cache-Control", machinesFresh)
	if !httpkit.NotModified(c, httpkit.ETag(body)) {
		c.Data(http.StatusOK, contentType, body)
	}
}

// prefixes are what the addresses of pages begin with in each language that they are in,
// English first: "" for English, "/de" for German.
func (s *Site) prefixes() []string {
	prefixes := make([]string, 0, len(s.tongues))
	for _, t := range s.tongues {
		prefixes = append(prefixes, t.Prefix)
	}
	return prefixes
}

// found reports whether search engines are to find the site: it has an address, and what
// it shows is real.
func (s *Site) found() bool { return s.cfg.PublicURL != "" && !s.cfg.Demo }
