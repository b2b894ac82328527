package httpkit

import (
	"net/http"
	"strconv"
	"strings"
)

// The codings that answers are sent in; "" is as they are.
const (
	brotliCoding = "br"
	gzipCoding   = "gzip"
)

// negotiate chooses a coding from an Accept-Encoding header (RFC 9110 §12.5.3): the
// one the client likes best, brotli if it likes both the same.
func negotiate(accept string) string {
	br, gz := qualities(accept)
	switch {
	case br > 0 && br >= gz:
		return brotliCoding
	case gz > 0:
		return gzipCoding
	}
	return ""
}

// AcceptsGzip reports whether a client takes bodies in gzip, also where it likes another
// coding better.
func AcceptsGzip(r *http.Request) bool {
	_, gz := qualities(accepted(r))
	return gz > 0
}

// accepted is the request's Accept-Encoding header, in one line.
func accepted(r *http.Request) string {
	return strings.Join(r.Header.Values("Accept-Encoding"), ",")
}

// qualities returns how well a client likes brotli and gzip, not above 0 for one that it
// does not take.
func qualities(accept string) (br, gz float64) {
	star := -1.0
	br, gz = -1.0, -1.0
	for part := range strings.SplitSeq(accept, ",") {
		coding, parameters, _ := strings.Cut(part, ";")
		switch strings.ToLower(strings.TrimSpace(coding)) {
		case "*":
			star = quality(parameters)
		case brotliCoding:
			br = quality(parameters)
		case gzipCoding, "x-gzip":
			gz = quality(parameters)
		}
	}
	if br < 0 {
		br = star
	}
	if gz < 0 {
		gz = star
	}
	return br, gz
}

// quality reads a q parameter: 1 if there is none, 0 if it is malformed.
func quality(parameters string) float64 {
	for parameter := range strings.SplitSeq(parameters, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(parameter), "=")
		if !strings.EqualFold(name, "q") {
			continue
		}
		q, err := strconv.ParseFloat(value, 64)
		if err != nil || !(q >= 0 && q <= 1) {
			return 0
		}
		return q
	}
	return 1
}

// worthCompressing reports whether bodies of a media type shrink.
func worthCompressing(contentType string) bool {
	media, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	media = strings.TrimSpace(media)
	switch media {
	case "application/json", "application/javascript", "application/xml", "application/x-ndjson", "application/openmetrics-text":
		return true
	}
	return strings.HasPrefix(media, "text/") || strings.HasSuffix(media, "+json") || strings.HasSuffix(media, "+xml")
}
