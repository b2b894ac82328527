package notice

import (
	"strings"
)

// hearsay reports whether a claim is what people ask or tell of a host that is not theirs.
func (doc *document) hearsay(c *claim) bool {
	return c.subject < subjectOwn && c.subject != subjectNone && (c.names || c.ofHosts(doc.host) == subjectNamed) &&
		(c.with(c.hit, kindHearsay) || strings.ContainsAny(c.stop(), "?？؟"))
}
