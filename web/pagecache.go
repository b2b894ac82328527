package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"landfall/internal/httpkit"
)

const (
	pageType = "text/html; charset=utf-8"
	// pageFresh is how long a page may be shown without asking again. Ages on pages count
	// in minutes.
	pageFresh = "public, max-age=60"
)

// Bounds of the cache of pages: bytes in all, and of the address of one.
const (
	pagesKept       = 16 << 20
	longestPageKept = 1 << 10
)

// large is how many bytes a page has that is packed with more care, so that it too is sent in the
// 20 KB that a page may have.
const large = 112 << 10

// pageCache keeps pages as they were sent, so that what many ask for is made once. A page
// counts for one snapshot and one minute of the clock: no longer than browsers keep it.
type pageCache struct {
	kept            *epochCache[httpkit.Packed]
	quick, thorough *httpkit.Packer
}

func newPageCache() *pageCache {
	const around = 512 // bytes of a page's key and of what holds it
	return &pageCache{
		kept:  newEpochCache(pagesKept, func(p httpkit.Packed) int { return len(p.Body) + around }),
		quick: httpkit.NewPacker(), thorough: httpkit.NewThoroughPacker(),
	}
}

// pack compresses a page.
func (p *pageCache) pack(coding string, body []byte) httpkit.Packed {
	packer := p.quick
	if len(body) >= large {
		packer = p.thorough
	}
	return packer.Pack(coding, pageType, body)
}

// asked is what a page is kept by. It is noted before the page is made: one that is made
// of two snapshots counts for the older.
type asked struct{ epoch, key string }

// askedKey is where a request has it.
const askedKey = "landfall/web.asked"

// fromCache answers with the page that is kept, if there is one. Pages depend on their
// address alone, start pages also on the language that they offer; of those that depend on
// more, none is kept: see [Site.sendPage].
func (s *Site) fromCache(c *gin.Context) {
	a := asked{epoch: s.pageEpoch()}
	a.key = httpkit.CodingOf(c.Request) + " "
	if t := offered(c); t != nil {
		a.key += t.Code + " "
	}
	a.key += c.Request.URL.EscapedPath() + "?" + c.Request.URL.RawQuery
	if c.Request.Method != http.MethodGet || len(a.key) > longestPageKept {
		return
	}
	page, ok := s.pages.kept.get(a.epoch, a.key)
	if !ok {
		c.Set(askedKey, a)
		return
	}
	s.hint(c)
	c.Header("Cache-Control", pageFresh)
	page.Send(c)
	c.Abort()
}

// pageEpoch names the time for which a page counts: of a snapshot, a minute, and what every
// page says while something is wrong.
func (s *Site) pageEpoch() string {
	now := s.deps.Now()
	epoch := s.snapshot().Epoch() + " " + strconv.FormatInt(now.Unix()/60, 36)
	if _, paused := s.deps.Directory.Paused(); paused {
		epoch += " paused"
	}
	if !s.stalled(now).IsZero() {
		epoch += " stalled"
	}
	return epoch
}

// sendPage sends a page that may be shown to anybody, and keeps it. One that depends on
// what a browser says of its reader has said so by Vary, and is not kept. The body is not
// used afterwards.
func (s *Site) sendPage(c *gin.Context, body []byte) {
	c.Header("Cache-Control", pageFresh)
	page := s.pages.pack(httpkit.CodingOf(c.Request), body)
	if a, ok := c.Get(askedKey); ok && !varies(c) {
		a := a.(asked)
		if page.Coding == "" {
			page.Body = slices.Clone(body)
		}
		s.pages.kept.put(a.epoch, a.key, page)
	}
	page.Send(c)
}

// varies reports whether an answer depends on more than its page is kept by.
func varies(c *gin.Context) bool {
	known := []string{"accept-encoding"}
	if _, ok := c.Get(offeredKey); ok {
		known = append(known, "accept-language")
	}
	for _, line := range c.Writer.Header().Values("Vary") {
		for name := range strings.SplitSeq(line, ",") {
			if !slices.Contains(known, strings.ToLower(strings.TrimSpace(name))) {
				return true
			}
		}
	}
	return false
}
