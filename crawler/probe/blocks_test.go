package probe

import (
	"strings"
	"testing"

	"landfall"
)

func objectsNamed(n int) string {
	return strings.TrimSuffix(strings.Repeat(`{"host":"a.example"},`, n), ",")
}

// What each kind of software says of the servers it blocks: how many, if it is told,
// and from where.
func TestBlocksThatArePublished(t *testing.T) {
	lemmy := func(more string) map[string]answer {
		return with(nodeinfoFor("lemmy", "1.0.0", `{}`), "/api/v4/site", `{"site_view":{"site":{"name":"Quiet"}}}`+more)
	}
	pleroma := func(federation string) map[string]answer {
		return nodeinfoFor("pleroma", "2.9.1", `{"federation":`+federation+`}`)
	}
	friendica := with(nodeinfoFor("friendica", "2026.03", `{}`), "/friendica/json", `{"register_policy":"REGISTER_OPEN"}`)
	misskey := with(nodeinfoFor("misskey", "2026.1.0", `{}`), "/api/meta", `{"version":"1","disableRegistration":false}`)
	for name, tt := range map[string]struct {
		answers     map[string]answer
		extra       *extra
		want, field string // "" if nothing is stated
	}{
		"pleroma, openly":             {pleroma(`{"enabled":true,"mrf_policies":["SimplePolicy"],"mrf_simple":{"reject":["a.example","b.example"]}}`), nil, "2 servers", "metadata.federation"},
		"pleroma, censored":           {pleroma(`{"enabled":true,"exclusions":true,"mrf_policies":["SimplePolicy"],"mrf_simple":{"reject":["a.example"]}}`), nil, "at least 1 server", "metadata.federation"},
		"pleroma blocks nobody":       {pleroma(`{"enabled":true,"exclusions":false,"mrf_policies":["HashtagPolicy"]}`), nil, "0 servers", "metadata.federation"},
		"pleroma keeps it back":       {pleroma(`{"enabled":true}`), nil, "not published", "metadata.federation"},
		"pleroma says nothing":        {pleroma(`null`), nil, "", ""},
		"misskey":                     {with(misskey, "/api/federation/instances", "["+objectsNamed(3)+"]"), &misskeyBlocks, "3 servers", "[]"},
		"misskey, more than a page":   {with(misskey, "/api/federation/instances", "["+objectsNamed(100)+"]"), &misskeyBlocks, "at least 100 servers", "[]"},
		"misskey keeps it back":       {misskey, &misskeyBlocks, "not published", "http_404"},
		"lemmy 1.0":                   {with(lemmy(""), "/api/v4/federated_instances", `{"items":[{"instance":{"domain":"a.example"}}],"next_page":null}`), &lemmyBlocks, "1 server", "items"},
		"lemmy 1.0, more than a page": {with(lemmy(""), "/api/v4/federated_instances", `{"items":[{},{}],"next_page":"x"}`), &lemmyBlocks, "at least 2 servers", "items"},
		"lemmy before 0.18":           {with(nodeinfoFor("lemmy", "0.17.4", `{}`), "/api/v3/site", `{"site_view":{"site":{"name":"Quiet"}},"federated_instances":{"linked":["c.example"],"blocked":["a.example"]}}`), nil, "1 server", "federated_instances.blocked"},
		"friendica":                   {withMedia(friendica, "/blocklist/domain/download", "text/csv", "*.a.example,\"spam, and more\"\nb.example,bots\n"), &friendicaBlocks, "2 servers", "lines"},
		"friendica, nobody":           {withMedia(friendica, "/blocklist/domain/download", "text/csv", ""), &friendicaBlocks, "0 servers", "lines"},
		"friendica shows a page":      {withMedia(friendica, "/blocklist/domain/download", "text/html", "<title>Log in</title>"), &friendicaBlocks, "", ""},
		"friendica keeps it back":     {friendica, &friendicaBlocks, "not published", "http_404"},
	} {
		t.Run(name, func(t *testing.T) {
			v := &Visit{Host: testHost, Now: testNow, First: true, Fetcher: &site{answers: tt.answers}}
			r := Run(t.Context(), v)
			if tt.extra != nil {
				_ = tt.extra.read(t.Context(), v)
				r.Facts = v.Facts
			}
			if got := r.Facts.Stated(landfall.FieldBlocks); got != (tt.want != "") {
				t.Fatalf("stated: %v, %s", got, r.Facts.Blocks)
			}
			if e := r.Facts.Evidence[landfall.FieldBlocks]; tt.want != "" && (r.Facts.Blocks.String() != tt.want || e.Path != tt.field || !strings.HasPrefix(e.Source, "https://"+testHost.String()+"/")) {
				t.Errorf("%s, from %s in %s", r.Facts.Blocks, e.Path, e.Source)
			}
		})
	}
}

// withMedia returns a site in which path answers with a text of a media type.
func withMedia(answers map[string]answer, path, media, body string) map[string]answer {
	answers = with(answers, path, body)
	answers[path] = answer{media: media, body: body}
	return answers
}
