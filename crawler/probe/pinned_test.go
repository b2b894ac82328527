package probe

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"landfall"
)

const pathPinned = "/api/v1/accounts/4711/statuses"

// pinnedAnswer is what a pinned post is read as in these tests: the first line of a text
// that begins with "Closing".
func pinnedAnswer(_ landfall.Host, text string, posted time.Time) (landfall.ContactNotice, bool) {
	line, _, _ := strings.Cut(text, "\n")
	return landfall.ContactNotice{Quote: line, Posted: posted, Stage: "announced"}, strings.HasPrefix(text, "Closing")
}

// contactDocument is an instance document that names a contact account with more members.
func contactDocument(members string) string {
	return `{"domain":"x","uri":"x","title":"Quiet","version":"4.5.0","registrations":{"enabled":true,"approval_required":true},"rules":[{"text":"Be kind"}],
		"contact":{"account":{"id":"4711","username":"harbour"` + members + `}},"contact_account":{"id":"4711","username":"harbour"` + members + `}}`
}

// pinnedPost is a pinned post; members replace or add to those it has.
func pinnedPost(content string, members ...string) string {
	post := map[string]any{
		"id": "9", "created_at": "2026-01-01T10:00:00.000Z", "visibility": "public", "spoiler_text": "", "sensitive": false, "reblog": nil, "in_reply_to_id": nil,
		"url": "https://quiet-harbour-sim.social/@harbour/9", "content": content, "account": map[string]any{"id": "4711", "acct": "harbour"},
	}
	for _, member := range members {
		if err := json.Unmarshal([]byte("{"+member+"}"), &post); err != nil {
			panic(err)
		}
	}
	text, err := json.Marshal(post)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// pinnedSite is a Mastodon server whose contact has pinned posts.
func pinnedSite(account string, posts ...string) map[string]answer {
	answers := mastodonSite()
	answers[pathV2] = answer{body: contactDocument(account)}
	answers[pathPinned] = answer{body: "[" + strings.Join(posts, ",") + "]"}
	return answers
}

func visitPinned(t *testing.T, answers map[string]answer, closing Closing) (Result, *site) {
	t.Helper()
	s := &site{answers: answers}
	return Run(context.Background(), &Visit{Host: testHost, Now: testNow, Fetcher: s, Closing: closing}), s
}

func TestPinnedPostsAreLeftAloneUnlessAskedFor(t *testing.T) {
	answers := pinnedSite("", pinnedPost("<p>Closing in May.</p>"))
	if r, s := visitPinned(t, answers, nil); slices.Contains(s.asked, pathPinned) || r.Facts.Stated(landfall.FieldContactNotice) {
		t.Errorf("asked for %v", s.asked)
	}
	r, s := visitPinned(t, answers, pinnedAnswer)
	want := landfall.ContactNotice{Quote: "Closing in May.", URL: "https://quiet-harbour-sim.social/@harbour/9", Posted: time.Date(2026, 1, 1, 10, 0, 0, 0, time.UTC), Stage: "announced"}
	if len(r.Facts.ContactNotices) != 1 || fmt.Sprint(r.Facts.ContactNotices[0]) != fmt.Sprint(want) {
		t.Errorf("read %+v, want %+v", r.Facts.ContactNotices, want)
	}
	if got := r.Facts.Evidence[landfall.FieldContactNotice]; got.Source != "https://quiet-harbour-sim.social/api/v1/accounts/:id/statuses?pinned=true" || got.Path != "[].content" {
		t.Errorf("evidence %+v", got)
	}
	if len(s.asked) > budget-1 || slices.Contains(s.asked, pathExtended) {
		t.Errorf("asked for %v: pinned posts have the turn of an extra", s.asked)
	}
}

// Only public posts of the account's own count, and only of those that announce anything
// is anything kept.
func TestWhichPinnedPostsCount(t *testing.T) {
	for name, tt := range map[string]struct {
		post string
		want bool
	}{
		"announced":               {pinnedPost("<p>Closing.</p>"), true},
		"announced without day":   {pinnedPost("Closing.", `"created_at":"some day"`), true},
		"its media are sensitive": {pinnedPost("Closing.", `"sensitive":true`), true},
		"ordinary":                {pinnedPost("My canary sings."), false},
		"unlisted":                {pinnedPost("Closing.", `"visibility":"unlisted"`), false},
		"for followers":           {pinnedPost("Closing.", `"visibility":"private"`), false},
		"behind a warning":        {pinnedPost("Closing.", `"spoiler_text":"meta"`), false},
		"boosted":                 {pinnedPost("Closing.", `"reblog":{"id":"7"}`), false},
		"an answer":               {pinnedPost("Closing.", `"in_reply_to_id":7`), false},
		"somebody else's":         {pinnedPost("Closing.", `"account":{"id":"4712"}`), false},
		"on another host":         {pinnedPost("Closing.", `"url":"https://elsewhere-sim.social/@harbour/9"`), false},
		"not over https":          {pinnedPost("Closing.", `"url":"http://quiet-harbour-sim.social/@harbour/9"`), false},
		"without an address":      {pinnedPost("Closing.", `"url":null`), false},
		"no post":                 {`["Closing."]`, false},
	} {
		r, s := visitPinned(t, pinnedSite("", tt.post), pinnedAnswer)
		if got := len(r.Facts.ContactNotices) == 1; got != tt.want || !r.Facts.Stated(landfall.FieldContactNotice) || !slices.Contains(s.asked, pathPinned) {
			t.Errorf("%s: %+v of %v", name, r.Facts.ContactNotices, s.asked)
		}
	}
	posts := []string{pinnedPost("Closing, said first.", `"created_at":"2025-12-01T00:00:00Z"`)}
	for range 7 {
		posts = append(posts, pinnedPost("Closing."))
	}
	if r, _ := visitPinned(t, pinnedSite("", posts...), pinnedAnswer); len(r.Facts.ContactNotices) != maxPinned || r.Facts.ContactNotices[maxPinned-1].Quote != "Closing, said first." {
		t.Errorf("%+v, want five, the newest first", r.Facts.ContactNotices)
	}
}

// Whoever shows that they do not want to be found or read is not; what was kept of them
// before goes.
func TestContactsThatAskForPrivacyAreNotRead(t *testing.T) {
	for members, reads := range map[string]bool{
		``: true, `,"noindex":false,"locked":false,"discoverable":true,"indexable":true`: true, `,"discoverable":null,"indexable":null`: true,
		`,"noindex":true`: false, `,"locked":true`: false, `,"discoverable":false`: false, `,"indexable":false`: false, `,"suspended":true`: false, `,"limited":true`: false,
	} {
		r, s := visitPinned(t, pinnedSite(members, pinnedPost("Closing.")), pinnedAnswer)
		if slices.Contains(s.asked, pathPinned) != reads || (len(r.Facts.ContactNotices) > 0) != reads || !r.Facts.Stated(landfall.FieldContactNotice) {
			t.Errorf("account with %q: asked for %v, %+v", members, s.asked, r.Facts.ContactNotices)
		}
	}
}

// That the posts cannot be read without signing in, or at all, is no news.
func TestPinnedPostsThatCannotBeRead(t *testing.T) {
	for name, a := range map[string]answer{
		"unauthorized": {status: http.StatusUnauthorized, body: `{"error":"This method requires an authenticated user"}`},
		"forbidden":    {status: http.StatusForbidden, body: `{}`}, "missing": {status: http.StatusNotFound, body: `{}`},
		"unprocessable": {status: http.StatusUnprocessableEntity, body: `{}`}, "a web page": {media: "text/html", body: "<html>"},
		"no list": {body: `{"statuses":[]}`}, "broken": {body: `[`}, "robots.txt": {err: ErrForbidden}, "noindex": {body: "[" + pinnedPost("Closing.") + "]", noIndex: true},
		"no answer": {err: errors.New("gone")},
	} {
		answers := map[string]answer{pathV2: {body: contactDocument("")}, pathPinned: a} // which leaves counts open
		r, s := visitPinned(t, answers, pinnedAnswer)
		if r.Outcome != landfall.OutcomeAnswered || r.Facts.Stated(landfall.FieldContactNotice) || !slices.Contains(s.asked, pathPinned) {
			t.Errorf("%s: %s, %+v, asked for %v", name, r.Outcome, r.Facts.ContactNotices, s.asked)
		}
		if without, _ := visitPinned(t, answers, nil); without.Facts.Posts.Known || r.Facts.Posts.Reason != without.Facts.Posts.Reason {
			t.Errorf("%s: a count is missing because of %q, not %q", name, r.Facts.Posts.Reason, without.Facts.Posts.Reason)
		}
	}
}

// An identifier that is none is not put into a path, and software whose API asks to sign
// in is not asked.
func TestWhoseContactIsAskedFor(t *testing.T) {
	for software, document := range map[string]string{
		"mastodon":   strings.ReplaceAll(contactDocument(""), `"4711"`, `"../../admin"`),
		"glitch-soc": strings.ReplaceAll(contactDocument(""), `"4711"`, `4711`),
		"hometown":   strings.ReplaceAll(contactDocument(""), `"4711"`, `""`),
		"gotosocial": contactDocument(""), "pixelfed": contactDocument(""), "unheard-of": contactDocument(""),
	} {
		answers := pinnedSite("", pinnedPost("Closing."))
		answers[pathNodeinfo] = answer{body: strings.Replace(mastodonNodeinfo, `"mastodon"`, `"`+software+`"`, 1)}
		answers[pathV2], answers[pathV1] = answer{body: document}, answer{body: document}
		_, s := visitPinned(t, answers, pinnedAnswer)
		if slices.ContainsFunc(s.asked, func(path string) bool { return strings.HasPrefix(path, "/api/v1/accounts") }) {
			t.Errorf("%s: asked for %v", software, s.asked)
		}
	}
	answers := pinnedSite("", pinnedPost("Closing."))
	answers[pathNodeinfo] = answer{body: strings.Replace(mastodonNodeinfo, `"mastodon"`, `"akkoma"`, 1)}
	answers[pathV1] = answer{body: contactDocument("")}
	if _, s := visitPinned(t, answers, pinnedAnswer); !slices.Contains(s.asked, pathPinned) {
		t.Errorf("akkoma: asked for %v", s.asked)
	}
}
