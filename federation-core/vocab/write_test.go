package vocab_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"landfall/federation-core/vocab"
)

var update = flag.Bool("update", false, "write the golden files anew")

const (
	us    = "https://land.example"
	una   = us + "/users/una"
	post  = una + "/statuses/1"
	crowd = una + "/followers"
)

func ourActor() vocab.Actor {
	return vocab.Actor{
		ID: una, Type: "Person", PreferredUsername: "una", WebFinger: "una@land.example",
		Inbox: una + "/inbox", SharedInbox: us + "/inbox", Outbox: una + "/outbox", Followers: crowd, Following: una + "/following",
		Featured: una + "/collections/featured", URL: us + "/@una", Name: "Una & <co>", Summary: "<p>Hello</p>",
		PublicKeys:       []vocab.Key{{ID: una + "#main-key", Owner: una, PEM: "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n"}},
		ManuallyApproves: true, Discoverable: true, Indexable: true, Published: at("2026-11-01T00:00:00Z"),
		Icon: us + "/media/a.webp", Image: us + "/media/h.webp", AlsoKnownAs: ids("https://old.example/users/una"), MovedTo: "https://new.example/users/una",
		Fields: []vocab.Field{{Name: "Site", Value: `<a href="https://una.example">una.example</a>`}}, Suspended: true,
		Emojis: []vocab.Emoji{{Name: "cat", URL: us + "/media/cat.webp"}}, Implements: []string{"https://datatracker.ietf.org/doc/html/rfc9421"},
	}
}

func ourNote() vocab.Note {
	return vocab.Note{
		ID: post, Type: "Note", AttributedTo: una, Authors: ids(una), Content: "<p>Hi <b>you</b></p>", MediaType: "text/html", Language: "en",
		Translations: map[string]string{"en": "<p>Hi <b>you</b></p>"}, Summary: "greetings", Sensitive: true,
		InReplyTo: "https://b.example/1", To: ids(vocab.Public), CC: ids(crowd, "https://b.example/u"), Context: post + "#context",
		Mentions: []vocab.Mention{{Actor: "https://b.example/u", Name: "@u@b.example"}}, Hashtags: []string{"grüße"},
		Attachments: []vocab.Attachment{{Type: "Document", MediaType: "image/webp", URL: us + "/media/1.webp", Name: "a picture", Blurhash: "UBL_", Width: 4, Height: 3, Focus: &[2]float64{0, 0.5}}},
		Published:   at("2026-11-02T10:00:00Z"), Updated: at("2026-11-03T10:00:00Z"), URL: us + "/@una/1", Replies: post + "/replies",
		Quote: "https://b.example/2", QuoteApproval: "https://b.example/2/ok", InteractionPolicy: []byte(`{"canQuote":{"automaticApproval":[]}}`),
	}
}

// ours are the documents that we write, by the names of their golden files.
func ours() map[string]vocab.Object {
	to, cc := ids(vocab.Public), ids(crowd)
	them := vocab.ID("https://b.example/u")
	follow := vocab.Follow("https://b.example/follow/1", them, una)
	boost := vocab.Announce(post+"/boost", una, "https://b.example/1", at("2026-11-02T10:00:00Z"), to, cc)
	asked := ourNote()
	asked.Type, asked.Attachments = "Question", nil
	asked.Poll = &vocab.Poll{Multiple: true, Ends: at("2026-12-01T00:00:00Z"), Voters: 2, Options: []vocab.Option{{Name: "Yes", Votes: 2}, {Name: "No", Votes: -1}}}
	small := vocab.Note{ID: post, Type: "Note", AttributedTo: una, Content: "x", To: ids("https://b.example/u")}
	return map[string]vocab.Object{
		"actor": ourActor(),
		"instance-actor": vocab.Actor{ID: us + "/actor", Type: "Application", PreferredUsername: "land.example", Inbox: us + "/inbox", Outbox: us + "/outbox",
			PublicKeys: []vocab.Key{{ID: us + "/actor#main-key", Owner: us + "/actor", PEM: "PEM"}}, ManuallyApproves: true},
		"note": ourNote(), "note-small": small, "question": asked,
		"create": vocab.Create(post+"/activity", ourNote()), "update-note": vocab.UpdateNote(post+"#updates/1", ourNote()),
		"update-actor": vocab.UpdateActor(una+"#updates/1", ourActor(), at("2026-11-04T00:00:00Z")),
		"delete-note":  vocab.DeleteNote(post+"#delete", una, vocab.Tombstone{ID: post, FormerType: "Note", Deleted: at("2026-11-05T00:00:00Z")}, to, cc),
		"delete-actor": vocab.DeleteActor(una+"#delete", una),
		"follow":       vocab.Follow(una+"#follows/1", una, them), "accept": vocab.Accept(una+"#accepts/1", follow), "reject": vocab.Reject(una+"#rejects/1", follow),
		"accept-without-id": vocab.Accept(una+"#accepts/2", vocab.Follow("", them, una)),
		"undo-follow":       vocab.Undo(una+"#undo/1", vocab.Follow(una+"#follows/1", una, them)), "undo-announce": vocab.Undo(una+"#undo/2", boost),
		"announce": boost, "like": vocab.Like(una+"#likes/1", una, "https://b.example/1", them), "block": vocab.Block(una+"#blocks/1", una, them),
		"flag":         vocab.Flag(us+"/flags/1", us+"/actor", them, ids("https://b.example/1", "https://b.example/2"), "spam"),
		"flag-account": vocab.Flag(us+"/flags/2", us+"/actor", them, nil, ""),
		"move":         vocab.Move(una+"#move", una, "https://new.example/users/una", crowd),
		"add":          vocab.Add(una+"#adds/1", una, post, una+"/collections/featured", crowd), "remove": vocab.Remove(una+"#removes/1", una, post, una+"/collections/featured", crowd),
		"collection":        vocab.Collection{ID: crowd, Type: "OrderedCollection", Total: 2, First: vocab.Ref{IRI: crowd + "?page=1"}},
		"collection-hidden": vocab.Collection{ID: crowd, Type: "OrderedCollection", Total: 2},
		"collection-empty":  vocab.Collection{ID: crowd, Type: "OrderedCollection"},
		"replies":           vocab.Collection{ID: post + "/replies", Type: "Collection", Total: -1, Items: refs("https://b.example/3")},
		"page":              vocab.Collection{ID: crowd + "?page=1", Type: "OrderedCollectionPage", Total: 2, PartOf: crowd, Next: crowd + "?page=1&max_id=7", Prev: crowd + "?page=1&min_id=9", Items: refs("https://b.example/u", "https://c.example/u")},
		"page-last":         vocab.Collection{ID: crowd + "?page=1&max_id=7", Type: "OrderedCollectionPage", Total: -1, PartOf: crowd},
		"replies-page":      vocab.Collection{ID: post + "/replies?page=true", Type: "CollectionPage", Total: -1, PartOf: post + "/replies", Prev: post + "/replies?page=1"},
		"outbox-page":       vocab.Collection{ID: una + "/outbox?page=1", Type: "OrderedCollectionPage", Total: -1, PartOf: una + "/outbox", Items: []vocab.Ref{vocab.Embed(vocab.Create(post+"/activity", small)), vocab.Embed(boost)}},
		"tombstone":         vocab.Tombstone{ID: post, FormerType: "Note", Deleted: at("2026-11-05T00:00:00Z")},
	}
}

func TestWriteGolden(t *testing.T) {
	for name, object := range ours() {
		got, err := vocab.Write(object)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		again, err := vocab.Write(object)
		if err != nil || !bytes.Equal(got, again) {
			t.Errorf("%s is not the same twice: %v", name, err)
		}
		var pretty bytes.Buffer
		if err := json.Indent(&pretty, got, "", "  "); err != nil {
			t.Fatal(err)
		}
		pretty.WriteByte('\n')
		path := filepath.Join("testdata", "golden", name+".json")
		if *update {
			if err := os.WriteFile(path, pretty.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if diff := cmp.Diff(string(want), pretty.String()); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, diff)
		}
	}
}

// TestWriteThenRead reads back what was written: the same view, and for what is
// embedded the same view of that.
func TestWriteThenRead(t *testing.T) {
	for name, object := range ours() {
		t.Run(name, func(t *testing.T) { sameAgain(t, object) })
	}
}

func TestWriteRefuses(t *testing.T) {
	noKey, noInbox, nameless, nobody := ourActor(), ourActor(), ourNote(), ourNote()
	noKey.PublicKeys, noInbox.Inbox, nameless.ID, nobody.AttributedTo = nil, "", "", ""
	for name, object := range map[string]vocab.Object{
		"an actor without a key":      noKey,
		"an actor without an inbox":   noInbox,
		"a note without an id":        nameless,
		"a note by nobody":            nobody,
		"a Create of it":              vocab.Create(post+"/activity", nobody),
		"an activity without an id":   vocab.Follow("", una, "https://b.example/u"),
		"an activity without object":  vocab.Activity{ID: post, Type: "Like", Actor: una},
		"an activity by nobody":       vocab.Follow(post, "", "https://b.example/u"),
		"a collection without a type": vocab.Collection{ID: post},
		"a tombstone of nothing":      vocab.Tombstone{},
	} {
		if out, err := vocab.Write(object); !errors.Is(err, vocab.ErrInvalid) || out != nil {
			t.Errorf("%s: %s, %v", name, out, err)
		}
	}
}

// TestWriteEmbedsOnlyOurs: a stranger's copy is passed on by its identifier alone.
func TestWriteEmbedsOnlyOurs(t *testing.T) {
	theirs, err := peer(t, "mastodon-note").Activity()
	if err != nil {
		t.Fatal(err)
	}
	out, err := vocab.Write(vocab.Activity{ID: post, Type: "Announce", Actor: una, Object: theirs.Object})
	if err != nil {
		t.Fatal(err)
	}
	if d := parsed(t, string(out)); d.Document("object") != nil || d.Ref("object").IRI != theirs.Object.IRI {
		t.Errorf("%s", out)
	}
}
