package robots

import (
	"slices"
	"strings"
)

// NoIndex reports whether X-Robots-Tag headers, one value per header line, ask
// the product not to use the document: "noindex" or "none" said to everybody or
// to it. A value may name the crawler it speaks to, as in "otherbot: noindex",
// which holds for the rest of that value.
func NoIndex(values []string, product string) bool {
	return asks(values, product, "noindex", "none")
}

// NoImageIndex reports whether such headers, sent with a picture, ask the product not
// to use it: "noimageindex" counts as well.
func NoImageIndex(values []string, product string) bool {
	return asks(values, product, "noindex", "none", "noimageindex")
}

// asks reports whether one of the directives is said to the product.
func asks(values []string, product string, directives ...string) bool {
	for _, value := range values {
		forUs := true
		for directive := range strings.SplitSeq(value, ",") {
			if agent, rest, named := strings.Cut(directive, ":"); named && !takesValue(agent) {
				token := productToken(strings.TrimSpace(agent))
				forUs = strings.TrimSpace(agent) == "*" || token != "" && token == productToken(product)
				directive = rest
			}
			if forUs && slices.Contains(directives, strings.ToLower(strings.TrimSpace(directive))) {
				return true
			}
		}
	}
	return false
}

// takesValue reports whether the word before a colon is a directive with a value
// rather than the name of a crawler.
func takesValue(word string) bool {
	switch strings.ToLower(strings.TrimSpace(word)) {
	case "unavailable_after", "max-snippet", "max-image-preview", "max-video-preview":
		return true
	}
	// The time of day in "unavailable_after: Thu, 01 Jan 2026 00:00:00 GMT".
	return strings.ContainsAny(strings.TrimSpace(word), " 0123456789")
}
