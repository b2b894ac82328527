package httpsig

import (
	"fmt"
	"net/http"
	"net/textproto"
	"strings"
)

// message is what there is to cover in a request, as its sender and its receiver both see it.
type message struct {
	method    string
	target    string // path and query, as on the request line
	scheme    string
	host      string // the Host header as it was sent
	authority string // the host in lower case and without the scheme's own port
	header    http.Header
}

// received is the message of a request that reached us under an origin, which is ours.
func received(req *http.Request, origin string) (message, error) {
	scheme, host, ok := strings.Cut(origin, "://")
	if !ok || host == "" || strings.ContainsAny(host, "/?#@") {
		return message{}, fmt.Errorf("httpsig: origin %q is no scheme and host", origin)
	}
	m := message{
		method: req.Method, target: req.RequestURI, scheme: scheme,
		host: req.Host, authority: authority(scheme, host), header: req.Header,
	}
	if authority(scheme, req.Host) != m.authority {
		return message{}, refuse(WrongHost)
	}
	if m.method != strings.ToUpper(m.method) { // cavage signs GET and get alike
		return message{}, refuse(BadMethod)
	}
	if _, rest, whole := strings.Cut(m.target, "://"); whole && !strings.HasPrefix(m.target, "/") {
		if i := strings.IndexAny(rest, "/?"); i >= 0 {
			m.target = rest[i:]
		}
	}
	if !strings.HasPrefix(m.target, "/") || strings.Contains(m.target, "#") {
		return message{}, refuse(BadTarget)
	}
	return m, nil
}

// authority is a host as RFC 9421 section 2.2.3 wants it.
func authority(scheme, host string) string {
	port := ":443"
	if scheme == "http" {
		port = ":80"
	}
	return strings.TrimSuffix(strings.ToLower(host), port)
}

// derived is the value of a derived component of RFC 9421 section 2.2.
func (m message) derived(name string) (string, error) {
	path, query, _ := strings.Cut(m.target, "?")
	switch name {
	case "@method":
		return m.method, nil
	case "@target-uri":
		return m.scheme + "://" + m.authority + m.target, nil
	case "@authority":
		return m.authority, nil
	case "@scheme":
		return m.scheme, nil
	case "@request-target":
		return m.target, nil
	case "@path":
		return path, nil
	case "@query":
		return "?" + query, nil
	}
	return "", refuse(UnknownComponent)
}

// field is the value of a header: all its lines, joined (RFC 9421 section 2.1). net/http
// takes Host out of the headers.
func (m message) field(name string) (string, error) {
	if name == "host" {
		return m.host, nil
	}
	values := m.header[textproto.CanonicalMIMEHeaderKey(name)]
	if len(values) == 0 {
		return "", refuse(MissingComponent)
	}
	trimmed := make([]string, len(values))
	for i, value := range values {
		trimmed[i] = strings.Trim(value, " \t")
	}
	return strings.Join(trimmed, ", "), nil
}
