package sim

import (
	"maps"
	"net/http"
	"slices"
	"strings"
)

func moved(c *call) bool {
	if c.in.movedTo == nil {
		return false
	}
	return c.redirect("https://"+c.in.movedTo.name+c.r.URL.RequestURI(), http.StatusMovedPermanently)
}

// redirectLoop leads nowhere: to the same address, to an ever longer one, or from
// host to host around a ring.
func redirectLoop(c *call) bool {
	if c.r.URL.Path == "/robots.txt" {
		return false
	}
	here := "https://" + c.in.name + c.r.URL.RequestURI()
	switch {
	case c.in.variant == "growing" && !strings.Contains(here, "?"):
		return c.redirect(here+"?back="+c.in.name, http.StatusFound)
	case c.in.variant == "growing":
		return c.redirect(here+"&back="+c.in.name, http.StatusFound)
	case c.in.variant == "ring" && c.in.movedTo != nil:
		return c.redirect("https://"+c.in.movedTo.name+c.r.URL.RequestURI(), http.StatusTemporaryRedirect)
	}
	return c.redirect(here, http.StatusFound)
}

func redirectUnsafe(c *call) bool {
	if c.r.URL.Path == "/robots.txt" {
		return false
	}
	return c.redirect(unsafeAddress(c.in.variant, c.in.name), http.StatusFound)
}

func (c *call) redirect(to string, status int) bool {
	c.w.Header().Set("Location", to)
	c.w.WriteHeader(status)
	return true
}

// unsafeAddresses must not be followed, wherever they stand. {} is the host's name.
var unsafeAddresses = map[string]string{
	"loopback":    "http://127.0.0.1/",
	"loopback_22": "https://127.0.0.1:22/",
	"loopback_v6": "https://[::1]/",
	"mapped":      "https://[::ffff:127.0.0.1]/",
	"decimal":     "https://2130706433/",
	"octal":       "https://0177.0.0.1/",
	"unspecified": "https://0.0.0.0/",
	"metadata":    "http://169.254.169.254/latest/meta-data/",
	"private":     "https://10.0.0.1/nodeinfo/2.0",
	"local":       "https://localhost/nodeinfo/2.0",
	"mdns":        "https://printer.local/",
	"file":        "file:///etc/passwd",
	"gopher":      "gopher://{}:70/1",
	"javascript":  "javascript:alert(1)",
	"data":        "data:application/json,{}",
	"user":        "https://admin:secret@{}/nodeinfo/2.0",
	"user_trick":  "https://{}@127.0.0.1/nodeinfo/2.0",
	"port":        "https://{}:22/nodeinfo/2.0",
	"backslash":   `https://127.0.0.1\@{}/`,
	"broken":      "https://%zz/",
	"controls":    "https://{}/\tnode\tinfo",
	"long":        "", // as long as no server would take it
}

func unsafeVariants() []string { return slices.Sorted(maps.Keys(unsafeAddresses)) }

func unsafeAddress(variant, name string) string {
	if variant == "long" {
		return "https://" + name + "/" + strings.Repeat("long/", 4000)
	}
	return strings.ReplaceAll(unsafeAddresses[variant], "{}", name)
}
