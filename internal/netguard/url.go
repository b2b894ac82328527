package netguard

import (
	"cmp"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"landfall"
)

// maxURLBytes is the longest URL that is followed.
const maxURLBytes = 2048

// ParseURL reads a URL found in remote data and returns its one canonical form:
// absolute, http or https, without user or fragment, on the scheme's own port,
// and with a host that [landfall.ParseHost] takes. Anything else is an [Error]
// "url_refused" wrapping [landfall.ErrInvalid] that says why.
func ParseURL(text string) (*url.URL, error) {
	if why := textFault(text); why != "" {
		return nil, refuse(text, why)
	}
	u, err := url.Parse(text)
	if err != nil {
		return nil, refuse(text, "not a URL")
	}
	if why := formFault(u); why != "" {
		return nil, refuse(text, why)
	}
	host, err := landfall.ParseHost(u.Hostname())
	if err != nil {
		return nil, fault("url_refused", landfall.ClassTheirs, "url %q: %w", clip(text), err)
	}
	canonical := &url.URL{
		Scheme: u.Scheme, Host: host.String(), Path: cmp.Or(u.Path, "/"),
		RawQuery: escapeQuery(u.RawQuery), ForceQuery: u.ForceQuery,
	}
	if escaped := u.EscapedPath(); u.RawPath != "" && escaped != canonical.EscapedPath() {
		canonical.RawPath = escaped
	}
	if len(canonical.String()) > maxURLBytes {
		return nil, refuse(text, "too long")
	}
	return canonical, nil
}

// ResolveURL reads a reference, possibly relative, in a document at base. The
// result keeps ParseURL's rules; a step from https down to http is an [Error]
// "redirect_downgrade".
func ResolveURL(base *url.URL, ref string) (*url.URL, error) {
	if why := textFault(ref); why != "" && ref != "" {
		return nil, refuse(ref, why)
	}
	absolute, err := base.Parse(ref)
	if err != nil {
		return nil, refuse(ref, "not a URL")
	}
	u, err := ParseURL(absolute.String())
	if err != nil {
		return nil, err
	}
	if isDowngrade(base, u) {
		return nil, errDowngrade(u)
	}
	return u, nil
}

// textFault says what no URL contains, so that no two readers of it can see two
// different hosts.
func textFault(text string) string {
	switch {
	case text == "":
		return "empty"
	case len(text) > maxURLBytes:
		return "too long"
	case !utf8.ValidString(text):
		return "not UTF-8"
	case strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '\\' }):
		return "space, control character or backslash"
	}
	return ""
}

func formFault(u *url.URL) string {
	switch {
	case u.Scheme != "http" && u.Scheme != "https" || u.Opaque != "":
		return "not an absolute http or https URL"
	case u.User != nil:
		return "user name"
	case u.Port() != "" && u.Port() != standardPort(u.Scheme):
		return "port"
	}
	return ""
}

func standardPort(scheme string) string {
	if scheme == "https" {
		return "443"
	}
	return "80"
}

// escapeQuery escapes what net/url leaves as it is in a query and a request line
// must not carry.
func escapeQuery(query string) string {
	if !strings.ContainsFunc(query, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return query
	}
	var b strings.Builder
	for _, c := range []byte(query) {
		if c >= utf8.RuneSelf {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func refuse(text, why string) error {
	return fault("url_refused", landfall.ClassTheirs, "url %q: %w: %s", clip(text), landfall.ErrInvalid, why)
}

// clip shortens text from outside for use in a message.
func clip(text string) string {
	const enough = 120
	if len(text) <= enough {
		return text
	}
	return strings.ToValidUTF8(text[:enough], "") + "…"
}
