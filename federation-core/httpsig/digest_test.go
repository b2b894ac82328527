package httpsig

import (
	"net/http"
	"strings"
	"testing"
)

// TestDigest states the digest badly: it has to be there once, with SHA-256, and of this body.
func TestDigest(t *testing.T) {
	judgeAll(t, []attempt{
		{name: "GET with a digest of nothing", method: "GET", said: statement{covered: cavagePost}},
		{name: "SHA-1 beside SHA-256", header: map[string][]string{"Digest": {"SHA=vyGp6PvFo4RvsFtPoIWeCReyIC8=, sha-256=" + strings.TrimPrefix(digest([]byte("{}")), "SHA-256=")}}},
		{name: "SHA-512 beside SHA-256", in: RFC9421, header: map[string][]string{"Content-Digest": {"sha-512=:AAAA:, " + contentDigest([]byte("{}"))}}},
		{name: "digest is missing", arrive: func(r *http.Request) { r.Header.Del("Digest") }, refused: MissingComponent},
		{name: "two digests", header: map[string][]string{"Digest": {digest([]byte("{}")), digest([]byte("x"))}}, refused: Duplicate},
		{name: "two digests in a line", header: map[string][]string{"Digest": {digest([]byte("{}")) + "," + digest([]byte("x"))}}, refused: Duplicate},
		{name: "digest of another body", header: map[string][]string{"Digest": {digest([]byte("x"))}}, refused: DigestMismatch},
		{name: "SHA-1 alone", header: map[string][]string{"Digest": {"SHA=vyGp6PvFo4RvsFtPoIWeCReyIC8="}}, refused: WeakDigest},
		{name: "digest without a name", header: map[string][]string{"Digest": {"=abc"}}, refused: Malformed},
		{name: "digest without a value", header: map[string][]string{"Digest": {"SHA-256"}}, refused: Malformed},
		{name: "digest in no base64", header: map[string][]string{"Digest": {"SHA-256=!"}}, refused: Malformed},
		{name: "digest cut short", header: map[string][]string{"Digest": {"SHA-256=AAAA"}}, refused: DigestMismatch},
		{name: "digest is missing", in: RFC9421, arrive: func(r *http.Request) { r.Header.Del("Content-Digest") }, refused: MissingComponent},
		{name: "two digests", in: RFC9421, header: map[string][]string{"Content-Digest": {contentDigest([]byte("{}")), contentDigest([]byte("x"))}}, refused: Duplicate},
		{name: "two digests in a line", in: RFC9421, header: map[string][]string{"Content-Digest": {contentDigest([]byte("x")) + ", " + contentDigest([]byte("{}"))}}, refused: Duplicate},
		{name: "digest of another body", in: RFC9421, header: map[string][]string{"Content-Digest": {contentDigest([]byte("x"))}}, refused: DigestMismatch},
		{name: "old digest of another body", said: covers(with(post9421, "digest")...), header: map[string][]string{"Digest": {digest([]byte("x"))}}, refused: DigestMismatch},
		{name: "SHA-1 alone", in: RFC9421, header: map[string][]string{"Content-Digest": {"sha=:vyGp6PvFo4RvsFtPoIWeCReyIC8=:"}}, refused: WeakDigest},
		{name: "digest is a string", in: RFC9421, header: map[string][]string{"Content-Digest": {`sha-256="x"`}}, refused: Malformed},
		{name: "digest is a list", in: RFC9421, header: map[string][]string{"Content-Digest": {`sha-256=("x")`}}, refused: Malformed},
		{name: "digest is no dictionary", in: RFC9421, header: map[string][]string{"Content-Digest": {`SHA-256=x`}}, refused: Malformed},
	})
}
