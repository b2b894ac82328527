package probe

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const schema = "http://nodeinfo.diaspora.software/ns/schema/"

func TestWellKnownFindsTheBestLink(t *testing.T) {
	const at = "https://quiet-harbour-sim.social"
	tests := []struct {
		name, body, media string
		want              []string
		reason            string
	}{
		{name: "one link", body: `{"links":[{"rel":"` + schema + `2.0","href":"` + at + `/nodeinfo/2.0"}]}`, want: []string{at + "/nodeinfo/2.0"}},
		{
			name: "highest first", body: `{"links":[{"rel":"` + schema + `1.0","href":"/a"},{"rel":"` + schema + `2.1","href":"/c"},{"rel":"` + schema + `2.0","href":"/b"}]}`,
			want: []string{at + "/c", at + "/b", at + "/a"},
		},
		{name: "2.2", body: `{"links":[{"rel":"` + schema + `2.1","href":"/a"},{"rel":"` + schema + `2.2","href":"/b"}]}`, want: []string{at + "/b", at + "/a"}},
		{name: "unknown version", body: `{"links":[{"rel":"` + schema + `9.0","href":"/a"},{"rel":"` + schema + `1.1","href":"/b"}]}`, want: []string{at + "/b"}},
		{
			name: "another rel first", body: `{"links":[{"rel":"https://www.w3.org/ns/activitystreams#Application","href":"/actor"},{"rel":"` + schema + `2.1","href":"/b"}]}`,
			want: []string{at + "/b"},
		},
		{name: "rel with https", body: `{"links":[{"rel":"https://nodeinfo.diaspora.software/ns/schema/2.0","href":"/b"}]}`, want: []string{at + "/b"}},
		{name: "rel with slash and hash", body: `{"links":[{"rel":"` + schema + `2.0/#","href":"/b"}]}`, want: []string{at + "/b"}},
		{name: "links is one link", body: `{"links":{"rel":"` + schema + `2.0","href":"/b"}}`, want: []string{at + "/b"}},
		{
			name: "links is one link, another beside it", body: `{"links":{"rel":"` + schema + `1.0","href":"/a"},"0":{"rel":"` + schema + `2.0","href":"/b"}}`,
			want: []string{at + "/b", at + "/a"},
		},
		{
			name: "links is an object of links", body: `{"links":{"0":{"rel":"` + schema + `1.0","href":"/a"},"x":{"rel":"` + schema + `2.0","href":"/b"}}}`,
			want: []string{at + "/b", at + "/a"},
		},
		{name: "plain http", body: `{"links":[{"rel":"` + schema + `2.0","href":"http://quiet-harbour-sim.social/b"}]}`, want: []string{at + "/b"}},
		{name: "no scheme", body: `{"links":[{"rel":"` + schema + `2.0","href":"//quiet-harbour-sim.social/b"}]}`, want: []string{at + "/b"}},
		{name: "spaces around", body: `{"links":[{"rel":" ` + schema + `2.0 ","href":" /b "}]}`, want: []string{at + "/b"}},
		{name: "web domain below the same registrable domain", body: `{"links":[{"rel":"` + schema + `2.0","href":"https://web.quiet-harbour-sim.social/b"}]}`, want: []string{"https://web.quiet-harbour-sim.social/b"}},
		{name: "the first of two of a version", body: `{"links":[{"rel":"` + schema + `2.0","href":"/b"},{"rel":"` + schema + `2.0","href":"/c"}]}`, want: []string{at + "/b"}},
		{name: "web page media type", body: `{"links":[{"rel":"` + schema + `2.0","href":"/b"}]}`, media: "text/html", want: []string{at + "/b"}},
		{name: "JRD media type", body: `{"links":[{"rel":"` + schema + `2.0","href":"/b"}]}`, media: "application/jrd+json", want: []string{at + "/b"}},

		{name: "placeholder", body: `{"links": [{"rel": "...2.0", "href": ".../nodeinfo/2.0"}]}`, reason: "nodeinfo_no_link"},
		{name: "no links", body: `{"links":[]}`, reason: "nodeinfo_no_link"},
		{name: "links null", body: `{"links":null}`, reason: "nodeinfo_no_link"},
		{name: "links a text", body: `{"links":"` + schema + `2.0"}`, reason: "nodeinfo_no_link"},
		{name: "another JSON document", body: `{"error":"not here"}`, reason: "nodeinfo_no_link"},
		{name: "a JSON list", body: `[1,2]`, reason: "nodeinfo_no_link"},
		{name: "href is no text", body: `{"links":[{"rel":"` + schema + `2.0","href":7}]}`, reason: "nodeinfo_no_link"},
		{name: "another registrable domain", body: `{"links":[{"rel":"` + schema + `2.0","href":"https://other-harbour-sim.social/b"}]}`, reason: "nodeinfo_elsewhere"},
		{name: "file scheme", body: `{"links":[{"rel":"` + schema + `2.0","href":"file:///etc/passwd"}]}`, reason: "url_refused"},
		{name: "address", body: `{"links":[{"rel":"` + schema + `2.0","href":"https://169.254.169.254/latest"}]}`, reason: "url_refused"},
		{name: "port", body: `{"links":[{"rel":"` + schema + `2.0","href":"https://quiet-harbour-sim.social:6379/"}]}`, reason: "url_refused"},
		{name: "user", body: `{"links":[{"rel":"` + schema + `2.0","href":"https://quiet-harbour-sim.social@127.0.0.1/"}]}`, reason: "url_refused"},
		{name: "HTML", body: `<!doctype html>`, media: "text/html", reason: "not_json"},
		{name: "HTML that says it is JSON", body: `<!doctype html>`, reason: "json_malformed"},
		{name: "JSON page of a web site", body: `{"hello":"world"}`, media: "text/plain", reason: "not_json"},
		{name: "duplicate key", body: `{"links":[],"links":[]}`, reason: "json_duplicate_key"},
		{name: "keys in capitals", body: `{"LINKS":[{"REL":"` + schema + `2.0","HREF":"/b"}]}`, reason: "nodeinfo_no_link"},
		{name: "empty", body: ``, reason: "json_empty"},
		{name: "too deep", body: strings.Repeat("[", 1000), reason: "json_too_deep"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := &Visit{Host: testHost, Now: testNow, Fetcher: &site{answers: map[string]answer{pathWellKnown: {body: tt.body, media: tt.media}}}}
			v.begin()
			urls, err := v.wellKnown(context.Background())
			var got []string
			for _, u := range urls {
				got = append(got, u.String())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("links (-want +got):\n%s", diff)
			}
			if reason := reasonOf(err); reason != tt.reason {
				t.Errorf("reason %q, want %q", reason, tt.reason)
			}
		})
	}
}

func reasonOf(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
