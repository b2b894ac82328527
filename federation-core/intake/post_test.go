package intake_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall/federation-core/intake"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

var (
	author = social.Actor{ID: carol, Followers: carol + "/followers"}
	note   = object{
		"id": "https://away.example/notes/1", "type": "Note", "attributedTo": carol, "content": "<p>hello<script>x</script></p>",
		"to": string(vocab.Public), "cc": []string{carol + "/followers", "https://home.example/users/alice"},
		"published": day.Add(-time.Hour).Format(time.RFC3339),
	}
)

func TestAPostIsWhatItSays(t *testing.T) {
	got, err := intake.Post(document(t, note, object{
		"updated": day.Add(-time.Minute).Format(time.RFC3339), "summary": "food", "inReplyTo": "https://home.example/users/alice/statuses/1",
		"contentMap": object{"de": "<p>hello<script>x</script></p>"}, "url": "https://away.example/@carol/1",
		"tag":        []object{{"type": "Mention", "href": "https://home.example/users/alice", "name": "@alice"}, {"type": "Hashtag", "name": "#Fedi"}, {"type": "Hashtag", "name": "#fedi"}},
		"attachment": object{"type": "Image", "mediaType": "image/png", "url": "https://away.example/1.png", "name": "a cat"},
	}), &author, nil, day)
	want := social.Post{
		ID: "https://away.example/notes/1", Author: carol, Type: "Note", URL: "https://away.example/@carol/1", Content: "<p>hello</p>",
		Summary: "food", Sensitive: true, Language: "de", InReplyTo: "https://home.example/users/alice/statuses/1", Visibility: social.Public,
		To: []string{string(vocab.Public)}, CC: []string{carol + "/followers", "https://home.example/users/alice"}, Tags: []string{"fedi"},
		Mentions:    []social.Mention{{Actor: "https://home.example/users/alice", Name: "@alice"}},
		Attachments: []social.Attachment{{Type: "Image", MediaType: "image/png", URL: "https://away.example/1.png", Name: "a cat"}},
		Published:   day.Add(-time.Hour), Updated: day.Add(-time.Minute),
	}
	if err != nil || !cmp.Equal(got, want) {
		t.Errorf("%v, %s", err, cmp.Diff(want, got))
	}
}

func TestPostsThatAreNone(t *testing.T) {
	for name, change := range map[string]object{
		"an actor":             {"type": "Person"},
		"no id":                {"id": nil},
		"another origin":       {"id": "https://other.example/notes/1"},
		"another port":         {"id": "https://away.example:8443/notes/1"},
		"http":                 {"id": "http://away.example/notes/1"},
		"nobody's":             {"attributedTo": nil},
		"a neighbour's":        {"attributedTo": "https://away.example/users/dave"},
		"a look-alike's":       {"attributedTo": "https://away.example/users/Carol"},
		"somebody's elsewhere": {"attributedTo": "https://other.example/users/carol"},
		"a vote":               {"name": "yes", "content": nil, "inReplyTo": "https://home.example/users/alice/statuses/1"},
	} {
		if got, err := intake.Post(document(t, note, change), &author, nil, day); err == nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// PeerTube names a person and a channel, in either order: either may speak for the film.
func TestAPostOfTwoAuthors(t *testing.T) {
	group := object{"type": "Group", "id": "https://away.example/channels/1"}
	for _, who := range []string{carol, "https://away.example/channels/1"} {
		by := social.Actor{ID: who}
		if _, err := intake.Post(document(t, note, object{"attributedTo": []any{group, carol}}), &by, nil, day); err != nil {
			t.Errorf("by %s: %v", who, err)
		}
	}
}

func TestWhoAPostIsFor(t *testing.T) {
	const alice, followers = "https://home.example/users/alice", carol + "/followers"
	public := string(vocab.Public)
	activity := func(to, cc []string) *vocab.Activity {
		a, err := document(t, object{"type": "Create", "actor": carol, "to": to, "cc": cc, "object": carol}, nil).Activity()
		if err != nil {
			t.Fatal(err)
		}
		return &a
	}
	for _, tt := range []struct {
		name   string
		to, cc []string
		around *vocab.Activity
		want   social.Visibility
	}{
		{"everybody", []string{public}, nil, nil, social.Public},
		{"everybody by the way", []string{followers}, []string{public}, nil, social.Unlisted},
		{"followers", []string{followers}, []string{alice}, nil, social.Followers},
		{"somebody", []string{alice}, nil, nil, social.Direct},
		{"another's followers", []string{"https://other.example/users/dave/followers"}, nil, nil, social.Direct},
		{"nobody", nil, nil, nil, social.Direct},
		{"whom the activity says, as Lemmy does", nil, nil, activity([]string{public}, nil), social.Public},
		{"whom it says itself, whatever the activity says", []string{alice}, nil, activity([]string{public}, []string{followers}), social.Direct},
	} {
		p, err := intake.Post(document(t, note, object{"to": tt.to, "cc": tt.cc}), &author, tt.around, day)
		if err != nil || p.Visibility != tt.want {
			t.Errorf("for %s: %d, %v, want %d", tt.name, p.Visibility, err, tt.want)
		}
	}
	if got := intake.Audience(activity([]string{followers}, []string{public}), followers); got != social.Unlisted {
		t.Errorf("a boost for followers and everybody by the way is %d", got)
	}
}

// A post from the future would stand above all others, and an edit from the future could never
// be edited again.
func TestTimesLieBehindUs(t *testing.T) {
	at := func(d time.Duration) string { return day.Add(d).Format(time.RFC3339) }
	for _, tt := range []struct {
		name               string
		published, updated any
		wantPub, wantUp    time.Time
	}{
		{"no times", nil, nil, day, time.Time{}},
		{"ahead", at(time.Hour), at(2 * time.Hour), day, day},
		{"edited before it was", at(-time.Hour), at(-2 * time.Hour), day.Add(-time.Hour), time.Time{}},
		{"edited ahead", at(-time.Hour), at(48 * time.Hour), day.Add(-time.Hour), day},
		{"nonsense", "yesterday", 5, day, time.Time{}},
	} {
		p, err := intake.Post(document(t, note, object{"published": tt.published, "updated": tt.updated}), &author, nil, day)
		if err != nil || !p.Published.Equal(tt.wantPub) || !p.Updated.Equal(tt.wantUp) {
			t.Errorf("%s: %v, %v, %v", tt.name, p.Published, p.Updated, err)
		}
	}
}

func TestTextsOfOtherKinds(t *testing.T) {
	for _, tt := range []struct {
		change object
		want   string
	}{
		{object{"content": "1 < 2 & <b>x</b>", "mediaType": "text/plain"}, "<p>1 &lt; 2 &amp; &lt;b&gt;x&lt;/b&gt;</p>"},
		{object{"type": "Article", "name": "A <b>title</b>", "url": "https://away.example/a?x=1&y=2", "content": "<p>text</p>"}, `<p><a href="https://away.example/a?x=1&amp;y=2" rel="nofollow noopener noreferrer" target="_blank">A &lt;b&gt;title&lt;/b&gt;</a></p><p>text</p>`},
		{object{"type": "Page", "name": "A title", "content": "text"}, `<p>A title</p>text`},
		{object{"content": `<a href="javascript:alert(1)">x</a><img src=x onerror=y>`}, `<a>x</a>`},
	} {
		p, err := intake.Post(document(t, note, tt.change), &author, nil, day)
		if err != nil || p.Content != tt.want {
			t.Errorf("%v: %q, %v", tt.change, p.Content, err)
		}
	}
}
