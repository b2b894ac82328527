package webfinger_test

import (
	"strings"
	"testing"

	"landfall/federation-core/webfinger"
	"landfall/internal/fixtures"
)

// TestWhatOtherSoftwareAnswers is understood: recorded answers of running servers.
func TestWhatOtherSoftwareAnswers(t *testing.T) {
	for software, want := range map[string]webfinger.Found{
		"gotosocial": {Subject: webfinger.Account{User: "alice", Host: "gts.test"}, Actor: "https://gts.test/users/alice"},
		"snac2":      {Subject: webfinger.Account{User: "erin", Host: "snac.test"}, Actor: "https://snac.test/erin"},
		"fedify":     {Subject: webfinger.Account{User: "carol", Host: "fed.test"}, Actor: "https://fed.test/users/carol"},
	} {
		message := strings.ReplaceAll(string(fixtures.Read(t, "wire", software, "responses", "webfinger.http")), "\r\n", "\n")
		_, body, ok := strings.Cut(message, "\n\n")
		if !ok {
			t.Fatalf("%s: no body", software)
		}
		w := &web{pages: map[string]page{at(want.Subject.Host, want.Subject.User): {status: 200, kind: webfinger.MediaType, body: body}}}
		finder := webfinger.Finder{Client: w, Allowed: func(string) bool { return true }, Agent: "test"}
		if got, err := finder.Lookup(t.Context(), want.Subject); err != nil || got != want {
			t.Errorf("%s: %+v, %v; want %+v", software, got, err, want)
		}
	}
}
