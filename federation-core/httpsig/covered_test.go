package httpsig

import (
	"net/http"
	"strings"
	"testing"
)

// TestCavageCovers too little, too much, something twice, or what we cannot rebuild.
func TestCavageCovers(t *testing.T) {
	judgeAll(t, []attempt{
		{name: "target not covered", said: statement{covered: without(cavagePost, "(request-target)")}, refused: NotCovered},
		{name: "host not covered", said: statement{covered: without(cavagePost, "host")}, refused: NotCovered},
		{name: "date not covered", said: statement{covered: without(cavagePost, "date")}, refused: NotCovered},
		{name: "digest not covered", said: statement{covered: cavageGet}, refused: NotCovered},
		{name: "digest not covered, GET with a body", method: "GET", body: "{}", said: statement{covered: cavageGet}, refused: NotCovered},
		{name: "nothing covered", method: "GET", said: statement{covered: cavageGet}, edit: replace(`headers="(request-target) host date",`, ""), refused: NotCovered},
		{name: "component twice", said: statement{covered: with(cavagePost, "date")}, refused: Duplicate},
		{name: "component twice but for case", said: statement{covered: with(cavagePost, "Date")}, refused: Duplicate},
		{name: "component in parentheses nobody knows", said: statement{covered: with(cavagePost, "(response)")}, refused: UnknownComponent},
		{name: "component of the other scheme", said: statement{covered: with(cavagePost, "@method")}, refused: MissingComponent},
		{name: "header that is not there", said: statement{covered: with(cavagePost, "x-missing")}, refused: MissingComponent},
		{name: "too many components", said: statement{covered: with(cavagePost, strings.Fields(strings.Repeat("x ", maxCovered))...)}, refused: TooLarge},
		{name: "too much covered", said: statement{covered: with(cavagePost, "x-long")}, header: map[string][]string{"X-Long": {strings.Repeat("x", maxBase)}}, refused: TooLarge},
		{name: "line break in a header", said: statement{covered: with(cavagePost, "x-odd")}, arrive: func(r *http.Request) { r.Header["X-Odd"] = []string{"a\nhost: other.test"} }, refused: Malformed},
	})
}

// TestStructuredCovers too little, too much, something twice, or what we cannot rebuild.
func TestStructuredCovers(t *testing.T) {
	judgeAll(t, []attempt{
		{name: "component is no string", said: params(`("@method" "@target-uri" "content-digest" date);created=NOW;keyid=KEY`), refused: Malformed},
		{name: "component with a parameter", said: params(`("@method" "@target-uri" "content-digest";bs);created=NOW;keyid=KEY`), refused: UnknownComponent},
		{name: "component twice", said: covers(with(post9421, "@method")...), refused: Duplicate},
		{name: "component in capitals", said: covers(with(post9421, "Date")...), refused: Malformed},
		{name: "component nobody knows", said: covers(with(post9421, "@status")...), refused: UnknownComponent},
		{name: "component of the other scheme", said: covers(with(post9421, "(request-target)")...), refused: MissingComponent},
		{name: "too many components", said: covers(with(post9421, strings.Fields(strings.Repeat("x ", maxCovered))...)...), refused: TooLarge},
		{name: "method not covered", said: covers(without(post9421, "@method")...), refused: NotCovered},
		{name: "target not covered", said: covers(without(post9421, "@target-uri")...), refused: NotCovered},
		{name: "digest not covered", said: covers(get9421...), refused: NotCovered},
		{name: "the old digest covered instead", said: covers(with(get9421, "digest")...), refused: NotCovered},
		{name: "GET without target", method: "GET", said: covers("@method", "host"), refused: NotCovered},
	})
}
