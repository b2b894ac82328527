package document_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall/federation-core/document"
	"landfall/federation-core/intake"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

var day = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

func alice() social.Actor {
	const id = "https://home.example/users/alice"
	return social.Actor{
		ID: id, Type: "Person", Username: "alice", Host: "home.example",
		Profile: social.Profile{
			Name: "Alice", Summary: "<p>hello</p>", URL: "https://home.example/@alice", Icon: "https://media.example/i.png",
			Image: "https://media.example/h.png", Fields: []social.Field{{Name: "a", Value: "b"}}, Discoverable: true, Indexable: true,
		},
		Inbox: id + "/inbox", SharedInbox: "https://home.example/inbox", Outbox: id + "/outbox", Followers: id + "/followers",
		Following: id + "/following", Featured: id + "/collections/featured", Keys: []social.Key{{ID: id + "#main-key", PEM: "pem"}},
		Locked: true, AlsoKnownAs: []string{"https://old.example/users/a"}, MovedTo: "https://new.example/users/a", Published: day, Fetched: day,
	}
}

func post() social.Post {
	const id = "https://home.example/users/alice/statuses/1"
	return social.Post{
		ID: id, Author: alice().ID, Type: "Note", URL: "https://home.example/@alice/1", Content: "<p>hello</p>", Summary: "words",
		Sensitive: true, Language: "en", InReplyTo: "https://away.example/1", Visibility: social.Unlisted,
		To: []string{alice().Followers}, CC: []string{string(vocab.Public), "https://away.example/users/b"},
		Mentions: []social.Mention{{Actor: "https://away.example/users/b", Name: "@b@away.example"}}, Tags: []string{"tag"},
		Attachments: []social.Attachment{{Type: "Image", MediaType: "image/png", URL: "https://media.example/1.png", Name: "a picture"}},
		Published:   day, Updated: day.Add(time.Hour),
	}
}

// TestThereAndBack reads what we write as we read the documents of others: the words are the
// same.
func TestThereAndBack(t *testing.T) {
	a, p := alice(), post()
	doc := written(t, document.Actor(&a))
	gotActor, err := intake.Actor(doc, day)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(a, gotActor); diff != "" {
		t.Error(diff)
	}
	gotPost, err := intake.Post(written(t, document.Note(&p)), &a, nil, day.AddDate(0, 0, 1))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(p, gotPost); diff != "" {
		t.Error(diff)
	}
}

// TestMembersOfAnActor are those of section 4.1 of federation.md.
func TestMembersOfAnActor(t *testing.T) {
	a := alice()
	a.Standing = social.Suspended
	body, err := vocab.Write(document.Actor(&a))
	if err != nil {
		t.Fatal(err)
	}
	var members map[string]any
	if err := json.Unmarshal(body, &members); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		"@context", "id", "type", "preferredUsername", "inbox", "outbox", "followers", "following", "endpoints", "url", "name", "summary",
		"publicKey", "manuallyApprovesFollowers", "discoverable", "indexable", "published", "featured", "tag", "attachment", "icon", "image",
		"alsoKnownAs", "movedTo", "suspended", "webfinger",
	} {
		if members[name] == nil {
			t.Errorf("no %s in %s", name, body)
		}
	}
	want := map[string]any{"id": a.ID + "#main-key", "owner": a.ID, "publicKeyPem": "pem"}
	if diff := cmp.Diff(want, members["publicKey"]); diff != "" {
		t.Error(diff)
	}
	if context, _ := members["@context"].([]any); !slices.Contains(context, any("https://w3id.org/security/v1")) {
		t.Errorf("@context is %v", members["@context"])
	}
}

func TestATombstoneSaysWhatItWas(t *testing.T) {
	const id = "https://home.example/users/alice/statuses/1"
	at := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	why := fmt.Errorf("post %s: %w", id, &social.GoneError{Type: "Note", At: at})
	got, err := written(t, document.Tombstone(id, why)).Tombstone()
	if want := (vocab.Tombstone{ID: id, FormerType: "Note", Deleted: at}); err != nil || got != want {
		t.Errorf("tombstone %+v, %v, want %+v", got, err, want)
	}
	if got, err := written(t, document.Tombstone(id, social.ErrGone)).Tombstone(); err != nil || got != (vocab.Tombstone{ID: id}) {
		t.Errorf("of what nothing is known: %+v, %v", got, err)
	}
}

func written(t *testing.T, o vocab.Object) *vocab.Document {
	t.Helper()
	body, err := vocab.Write(o)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := vocab.Parse(body)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}
