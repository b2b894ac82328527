package sim

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// robots is one kind of robots.txt together with what it means, written down by
// hand rather than parsed, so that the oracle shares no code with any parser.
type robots struct {
	name   string
	weight float64
	status int
	// media is the Content-Type.
	media string
	body  string
	// redirect is where /robots.txt redirects to, on the same host.
	redirect string
	// padding is how many lines of comment follow the body.
	padding int
	// forbidden are the path prefixes that our agent must not ask for, allowed the
	// exceptions. A lone "/" forbids everything; "$" at the end means exactly that.
	forbidden, allowed []string
	// delay is the Crawl-delay.
	delay time.Duration
}

// forbids reports whether the file forbids our agent to ask for the path.
func (r *robots) forbids(path string) bool {
	if path == "/robots.txt" || path == r.redirect {
		return false
	}
	return covered(r.forbidden, path) && !covered(r.allowed, path)
}

func covered(prefixes []string, path string) bool {
	return slices.ContainsFunc(prefixes, func(prefix string) bool {
		if exact, ok := strings.CutSuffix(prefix, "$"); ok {
			return path == exact
		}
		return strings.HasPrefix(path, prefix)
	})
}

const textPlain = "text/plain; charset=utf-8"

var (
	robotsNone       = &robots{name: "none", weight: 62, status: http.StatusNotFound, media: "text/html; charset=utf-8", body: notFoundPage}
	robotsMastodon   = &robots{name: "mastodon", weight: 22, status: 200, media: textPlain, body: robotsMastodonText, forbidden: []string{"/media_proxy/", "/interact/"}}
	robotsGoToSocial = &robots{name: "gotosocial", status: 200, media: textPlain, body: robotsGoToSocialText, delay: 500 * time.Second,
		forbidden: []string{"/api/", "/auth/", "/oauth/", "/check_your_email", "/wait_for_approval", "/account_disabled", "/signup", "/fileserver/",
			"/users/", "/emoji/", "/admin", "/user", "/settings/", "/about/suspended", "/.well-known/webfinger", "/.well-known/nodeinfo", "/nodeinfo"}}
	robotsGoToSocialServes = &robots{name: "gotosocial_serve", status: 200, media: textPlain,
		body:      strings.ReplaceAll(robotsGoToSocialText, "Disallow: /.well-known/nodeinfo\nDisallow: /nodeinfo\n", ""),
		forbidden: robotsGoToSocial.forbidden[:len(robotsGoToSocial.forbidden)-2], delay: 500 * time.Second}
	robotsError = &robots{name: "server_error", weight: 1, status: http.StatusServiceUnavailable, media: textPlain, body: "", forbidden: []string{"/"}}
)

// robotsFiles is the distribution of what instances other than GoToSocial serve.
var robotsFiles = []*robots{
	robotsNone, robotsMastodon, robotsError,
	{name: "empty", weight: 2, status: 200, media: textPlain},
	{name: "allow_all", weight: 4, status: 200, media: textPlain, body: "User-agent: *\nDisallow:\n"},
	{name: "disallow_all", weight: 1.5, status: 200, media: textPlain, body: "User-agent: *\nDisallow: /\n", forbidden: []string{"/"}},
	{name: "disallow_nodeinfo", weight: 1, status: 200, media: textPlain,
		body: "User-agent: *\nDisallow: /nodeinfo\nDisallow: /.well-known/nodeinfo\n", forbidden: []string{"/nodeinfo", "/.well-known/nodeinfo"}},
	{name: "disallow_api", weight: 1, status: 200, media: textPlain, body: "User-agent: *\nDisallow: /api/\n", forbidden: []string{"/api/"}},
	{name: "named", weight: 0.6, status: 200, media: textPlain,
		body: "User-agent: Landfall\nDisallow: /\n\nUser-agent: *\nAllow: /\n", forbidden: []string{"/"}},
	{name: "named_other", weight: 0.6, status: 200, media: textPlain,
		body: "User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\n\nUser-agent: LandfallAndMore\nDisallow: /\n"},
	{name: "named_welcome", weight: 0.5, status: 200, media: textPlain,
		body: "User-agent: *\nDisallow: /\n\nuser-agent: LANDFALL\nallow: /\n"},
	{name: "longest_match", weight: 0.6, status: 200, media: textPlain,
		body:      "User-agent: *\nDisallow: /api/\nAllow: /api/v1/instance$\nAllow: /api/v2/instance\n",
		forbidden: []string{"/api/"}, allowed: []string{"/api/v1/instance$", "/api/v2/instance"}},
	{name: "wildcard", weight: 0.4, status: 200, media: textPlain,
		body: "User-agent: *\nDisallow: /*/instance/peers\n", forbidden: []string{"/api/v1/instance/peers"}},
	{name: "crawl_delay", weight: 0.8, status: 200, media: textPlain,
		body: "User-agent: *\nCrawl-delay: 2\nDisallow: /search\n", forbidden: []string{"/search"}, delay: 2 * time.Second},
	{name: "messy", weight: 0.6, status: 200, media: textPlain, body: robotsMessyText, forbidden: []string{"/nodeinfo/2.1"}},
	{name: "html", weight: 0.8, status: 200, media: "text/html; charset=utf-8", body: "<!doctype html><title>Home</title><p>User-agent: nobody</p>"},
	{name: "forbidden_status", weight: 0.5, status: http.StatusForbidden, media: textPlain, body: "no"},
	{name: "huge", weight: 0.3, status: 200, media: textPlain, padding: 9_000,
		body: "User-agent: *\nDisallow: /api/v1/instance/peers\n", forbidden: []string{"/api/v1/instance/peers"}},
	{name: "redirected", weight: 0.4, status: http.StatusFound, redirect: "/static/robots.txt", media: textPlain,
		body: "User-agent: *\nDisallow: /api/v1/\n", forbidden: []string{"/api/v1/"}},
}

// drawRobots picks a robots.txt that suits the software.
func drawRobots(c *chance, s *software) *robots {
	if s.family == famGoToSocial {
		if c.hit(0.3) {
			return robotsGoToSocialServes
		}
		return robotsGoToSocial
	}
	weights := make([]float64, len(robotsFiles))
	for i, r := range robotsFiles {
		weights[i] = r.weight
	}
	return robotsFiles[weighted(c, weights)]
}
