package vocab_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"landfall/federation-core/vocab"
)

type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// sameAgain writes an object and reads the same.
func sameAgain(t fataler, object vocab.Object) {
	t.Helper()
	out, err := vocab.Write(object)
	if err != nil {
		t.Fatalf("write: %v", err)
	}
	d, err := vocab.Parse(out)
	if err != nil {
		t.Fatalf("parse: %v\n%s", err, out)
	}
	var got vocab.Object
	switch want := object.(type) {
	case vocab.Actor:
		got, err = d.Actor()
	case vocab.Note:
		note, fault := d.Note()
		if want.Authors == nil {
			note.Authors = nil
		}
		if want.MediaType == "" {
			note.MediaType = ""
		}
		got, err = note, fault
	case vocab.Activity:
		got, err = d.Activity()
	case vocab.Collection:
		got, err = d.Collection()
	case vocab.Tombstone:
		got, err = d.Tombstone()
	}
	if diff := cmp.Diff(object, got, equate); err != nil || diff != "" {
		t.Fatalf("%v (-written +read):\n%s\n%s", err, diff, out)
	}
}

// Generators of what our own documents may hold.
var (
	anyID = rapid.Custom(func(t *rapid.T) vocab.ID {
		return vocab.ID("https://" + rapid.StringMatching(`[a-z]{1,8}\.example(:8443)?/[a-zA-Z0-9@/?=&_.~-]{0,12}(#[a-z]{1,4})?`).Draw(t, "id"))
	})
	someID = rapid.OneOf(rapid.Just(vocab.ID("")), anyID)
	anyIDs = rapid.SliceOfNDistinct(anyID, 0, 4, rapid.ID[vocab.ID])
	anyURI = rapid.Map(someID, func(id vocab.ID) string { return string(id) })
	aText  = rapid.Custom(func(t *rapid.T) string {
		return strings.ReplaceAll(strings.ToValidUTF8(rapid.StringN(0, 40, 100).Draw(t, "text"), ""), "\x00", "")
	})
	aWord = rapid.StringMatching(`[a-zä]{1,8}`)
	aTime = rapid.Map(rapid.Int64Range(0, 4e9), func(s int64) time.Time {
		if s%7 == 0 {
			return time.Time{}
		}
		return time.Unix(s, 0).UTC()
	})
	anEmoji = rapid.Custom(func(t *rapid.T) vocab.Emoji {
		return vocab.Emoji{Name: aWord.Draw(t, "name"), URL: anyURI.Draw(t, "url")}
	})
)

func TestActorsSurvive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := func(name string) vocab.ID { return someID.Draw(t, name) }
		a := vocab.Actor{
			ID: anyID.Draw(t, "id"), Type: rapid.SampledFrom([]string{"Person", "Service", "Application", "Group", "Organization"}).Draw(t, "type"),
			PreferredUsername: aWord.Draw(t, "username"), Inbox: anyID.Draw(t, "inbox"), SharedInbox: id("shared"), Outbox: id("outbox"),
			Followers: id("followers"), Following: id("following"), Featured: id("featured"), URL: anyURI.Draw(t, "url"),
			Name: aText.Draw(t, "name"), Summary: aText.Draw(t, "summary"), ManuallyApproves: rapid.Bool().Draw(t, "manually"),
			Discoverable: rapid.Bool().Draw(t, "discoverable"), Indexable: rapid.Bool().Draw(t, "indexable"), Published: aTime.Draw(t, "published"),
			Icon: anyURI.Draw(t, "icon"), Image: anyURI.Draw(t, "image"), AlsoKnownAs: anyIDs.Draw(t, "aliases"), MovedTo: id("moved"),
			Emojis: rapid.SliceOfN(anEmoji, 0, 3).Draw(t, "emojis"), Suspended: rapid.Bool().Draw(t, "suspended"), WebFinger: aText.Draw(t, "webfinger"),
			PublicKeys: []vocab.Key{{ID: id("key"), Owner: id("owner"), PEM: aText.Draw(t, "pem")}},
		}
		for range rapid.IntRange(0, 3).Draw(t, "fields") {
			a.Fields = append(a.Fields, vocab.Field{Name: aText.Draw(t, "field"), Value: aText.Draw(t, "value")})
		}
		sameAgain(t, a)
	})
}

func TestNotesSurvive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := aNote(t)
		sameAgain(t, n)
		sameAgain(t, vocab.Create(n.ID, n))
	})
}

func aNote(t *rapid.T) vocab.Note {
	n := vocab.Note{
		ID: anyID.Draw(t, "id"), Type: rapid.SampledFrom([]string{"Note", "Article", "Question", "Page"}).Draw(t, "type"),
		AttributedTo: anyID.Draw(t, "author"), Name: aText.Draw(t, "name"), Content: aText.Draw(t, "content"),
		MediaType: rapid.SampledFrom([]string{"text/html", "text/plain"}).Draw(t, "media type"), Summary: aText.Draw(t, "summary"),
		Sensitive: rapid.Bool().Draw(t, "sensitive"), InReplyTo: someID.Draw(t, "reply"), To: anyIDs.Draw(t, "to"), CC: anyIDs.Draw(t, "cc"),
		Groups: anyIDs.Draw(t, "groups"), Hashtags: rapid.SliceOfN(aWord, 0, 3).Draw(t, "hashtags"), Emojis: rapid.SliceOfN(anEmoji, 0, 3).Draw(t, "emojis"),
		Published: aTime.Draw(t, "published"), Updated: aTime.Draw(t, "updated"), URL: anyURI.Draw(t, "url"), Replies: someID.Draw(t, "replies"),
		Quote: someID.Draw(t, "quote"), QuoteApproval: someID.Draw(t, "approval"), Context: someID.Draw(t, "context"),
	}
	n.Authors = []vocab.ID{n.AttributedTo}
	if rapid.Bool().Draw(t, "public") {
		n.To = slices.Insert(n.To, 0, vocab.Public)
	}
	if n.Content != "" && rapid.Bool().Draw(t, "language") {
		n.Language, n.Translations = "de", map[string]string{"de": n.Content}
	}
	for _, id := range anyIDs.Draw(t, "mentions") {
		n.Mentions = append(n.Mentions, vocab.Mention{Actor: id, Name: aText.Draw(t, "mention")})
	}
	for _, id := range anyIDs.Draw(t, "attachments") {
		n.Attachments = append(n.Attachments, vocab.Attachment{
			Type: "Image", URL: string(id), Name: aText.Draw(t, "alt"), Width: rapid.IntRange(-1, 9).Draw(t, "width"), Height: rapid.IntRange(-1, 9).Draw(t, "height"),
		})
	}
	if n.Type == "Question" {
		n.Poll = &vocab.Poll{Multiple: rapid.Bool().Draw(t, "multiple"), Ends: aTime.Draw(t, "ends"), Closed: aTime.Draw(t, "closed"), Voters: rapid.IntRange(-1, 9).Draw(t, "voters")}
		for range rapid.IntRange(1, 4).Draw(t, "options") {
			n.Poll.Options = append(n.Poll.Options, vocab.Option{Name: aText.Draw(t, "option"), Votes: rapid.IntRange(-1, 9).Draw(t, "votes")})
		}
	}
	return n
}
