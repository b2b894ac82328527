package server_test

import (
	"net/http"
	"testing"
)

// TestOtherServersAsk: what each software says that it accepts gets it documents of ActivityStreams,
// by GET, and by HEAD where it only looks.
func TestOtherServersAsk(t *testing.T) {
	w := newWorld(t)
	const profile = `profile="https://www.w3.org/ns/activitystreams"`
	for software, accept := range map[string]string{
		"Mastodon":      "application/activity+json, application/ld+json",
		"Misskey":       "application/activity+json, application/ld+json; " + profile,
		"Pleroma":       "application/activity+json",
		"GoToSocial":    "application/activity+json,application/ld+json; " + profile,
		"Takahē":        "application/ld+json",
		"Lemmy":         "application/activity+json",
		"PeerTube":      "application/activity+json, application/ld+json",
		"Pixelfed":      "application/activity+json, application/json",
		"Friendica":     "application/ld+json; " + profile + ", application/activity+json",
		"Hubzilla":      "application/activity+json, application/x-zot-activity+json, application/ld+json; " + profile,
		"WordPress":     "application/activity+json",
		"BookWyrm":      "application/json, application/activity+json, application/ld+json; " + profile + "; charset=utf-8",
		"Smithereen":    "application/ld+json; " + profile,
		"Bridgy Fed":    "application/ld+json;" + profile + ";q=1,application/activity+json;q=0.9,text/html;charset=utf-8;q=0.7",
		"Threads":       `application/activity+json, application/ld+json;profile="https://www.w3.org/ns/activitystreams";q=0.9, */*;q=0.1`,
		"Discourse":     "application/ld+json; " + profile,
		"an old client": "application/ld+json; profile=https://www.w3.org/ns/activitystreams",
		"a browser's":   "text/html;q=0.8, APPLICATION/ACTIVITY+JSON",
	} {
		for _, path := range []string{"/actor", "/users/alice", "/@alice", "/users/alice/statuses/public", "/users/alice/outbox?page=true", "/users/alice/followers"} {
			got, looked := w.ask(asking{path: path, accept: accept}), w.ask(asking{method: http.MethodHead, path: path, accept: accept})
			if got.status != http.StatusOK || got.header.Get("Content-Type") != document {
				t.Errorf("%s gets %d %s at %s", software, got.status, got.header.Get("Content-Type"), path)
			}
			if looked.status != got.status || looked.header.Get("Content-Type") != document || looked.header.Get("Content-Length") != got.header.Get("Content-Length") || looked.body != "" {
				t.Errorf("%s looks at %s and sees %d %v", software, path, looked.status, looked.header)
			}
		}
	}
}
