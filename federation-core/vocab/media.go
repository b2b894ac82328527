package vocab

import (
	"mime"
	"slices"
	"strings"
)

// Media types on the wire.
const (
	// ContentType is what our documents are sent as.
	ContentType = "application/activity+json"
	// AcceptHeader is what is asked for when a document is fetched.
	AcceptHeader = `application/activity+json, application/ld+json; profile="` + ContextActivityStreams + `"`
)

// IsActivityJSON reports whether a Content-Type promises an ActivityStreams document:
// application/activity+json, or application/ld+json with the profile of ActivityStreams
// (ActivityPub, section 3.2). Nothing else does, application/json least of all: what a
// user uploads may be served as that (CVE-2024-25623, CVE-2024-25636).
func IsActivityJSON(contentType string) bool {
	if len(contentType) > 1024 {
		return false
	}
	mediaType, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return false
	}
	if charset, ok := params["charset"]; ok && !strings.EqualFold(charset, "utf-8") {
		return false
	}
	switch mediaType {
	case ContentType:
		return true
	case "application/ld+json":
		return slices.Contains(strings.Fields(params["profile"]), ContextActivityStreams)
	}
	return false
}
