package server

import (
	"errors"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"landfall/federation-core/vocab"
)

// maxRanges is how many media ranges of an Accept header are looked at.
const maxRanges = 32

// eitherForm serves the two forms of what stands at one address.
func (s *Server) eitherForm(document, page responder) responder {
	return func(r *http.Request) answer {
		if wantsDocument(r.Header) {
			return document(r)
		}
		return page(r)
	}
}

// wantsDocument reports whether ActivityStreams is asked for by its name, or JSON-LD of whatever
// profile, and not less than a page (RFC 9110 section 12.5.1). Wildcards ask for neither.
func wantsDocument(h http.Header) bool {
	var document, page float64
	n := 0
	for part := range strings.SplitSeq(strings.Join(h.Values("Accept"), ","), ",") {
		if n++; n > maxRanges {
			break
		}
		name, params, err := mime.ParseMediaType(part)
		if err != nil && !errors.Is(err, mime.ErrInvalidMediaParameter) {
			continue
		}
		switch name {
		case vocab.ContentType, "application/ld+json":
			document = max(document, weight(params))
		case "text/html", "application/xhtml+xml":
			page = max(page, weight(params))
		}
	}
	return document > 0 && document >= page
}

// weight is a q, 1 where none is stated and 0 where it is none.
func weight(params map[string]string) float64 {
	text, stated := params["q"]
	if !stated {
		return 1
	}
	q, err := strconv.ParseFloat(text, 64)
	if err != nil || !(q >= 0 && q <= 1) {
		return 0
	}
	return q
}
