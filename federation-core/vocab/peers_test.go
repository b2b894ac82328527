package vocab_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"landfall/federation-core/vocab"
)

// peer reads a document in the form in which a software sends it. They were written for
// this test from the software's documentation and source, with invented hosts.
func peer(t testing.TB, name string) *vocab.Document {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("testdata", "peers", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return parsed(t, string(body))
}

func TestPeerActors(t *testing.T) {
	for name, want := range map[string]vocab.Actor{
		"mastodon-actor": {
			ID: "https://mastodon.test/users/ann", Type: "Person", PreferredUsername: "ann", WebFinger: "ann@mastodon.test",
			Inbox: "https://mastodon.test/users/ann/inbox", SharedInbox: "https://mastodon.test/inbox",
			Outbox: "https://mastodon.test/users/ann/outbox", Followers: "https://mastodon.test/users/ann/followers",
			Following: "https://mastodon.test/users/ann/following", Featured: "https://mastodon.test/users/ann/collections/featured",
			URL: "https://mastodon.test/@ann", Name: "Ann :cat:", Summary: "<p>Hello</p>", PublicKeys: key("https://mastodon.test/users/ann#main-key"),
			Discoverable: true, Indexable: true, Published: at("2022-11-05T00:00:00Z"),
			Icon: "https://files.mastodon.test/a.jpg", Image: "https://files.mastodon.test/h.jpg",
			AlsoKnownAs: ids("https://old.test/users/ann"), MovedTo: "https://new.test/users/ann",
			Fields:     []vocab.Field{{Name: "Site", Value: `<a href="https://ann.test" rel="me">ann.test</a>`}},
			Emojis:     []vocab.Emoji{{Name: "cat", URL: "https://files.mastodon.test/cat.png"}},
			Implements: []string{"https://datatracker.ietf.org/doc/html/rfc9421"},
		},
		"misskey-actor": {
			ID: "https://misskey.test/users/8u", Type: "Person", PreferredUsername: "mi", Inbox: "https://misskey.test/users/8u/inbox",
			SharedInbox: "https://misskey.test/inbox", Outbox: "https://misskey.test/users/8u/outbox",
			Followers: "https://misskey.test/users/8u/followers", Following: "https://misskey.test/users/8u/following",
			Featured: "https://misskey.test/users/8u/collections/featured", URL: "https://misskey.test/@mi", Discoverable: true,
			PublicKeys: key("https://misskey.test/users/8u#main-key"),
		},
		"lemmy-group": {
			ID: "https://lemmy.test/c/cats", Type: "Group", PreferredUsername: "cats", Name: "Cats", Summary: "<p>About cats</p>",
			Inbox: "https://lemmy.test/c/cats/inbox", SharedInbox: "https://lemmy.test/inbox", Outbox: "https://lemmy.test/c/cats/outbox",
			Followers: "https://lemmy.test/c/cats/followers", Featured: "https://lemmy.test/c/cats/featured",
			PublicKeys: key("https://lemmy.test/c/cats#main-key"), Published: at("2020-01-01T00:00:00.5Z"),
		},
	} {
		t.Run(name, func(t *testing.T) { actorIs(want)(t, peer(t, name)) })
	}
}

func TestPeerNotes(t *testing.T) {
	public := ids(vocab.Public)
	tests := map[string]struct {
		path string // to the note, through objects
		want vocab.Note
	}{
		"mastodon-note": {"object", vocab.Note{
			ID: "https://mastodon.test/users/ann/statuses/1", Type: "Note", AttributedTo: "https://mastodon.test/users/ann",
			Content: "<p>Kuchen</p>", MediaType: "text/html", Language: "de", Translations: map[string]string{"de": "<p>Kuchen</p>"},
			Summary: "food", Sensitive: true, InReplyTo: "https://other.test/notes/9", To: public,
			CC: ids("https://mastodon.test/users/ann/followers", "https://other.test/users/ben"), Published: at("2025-11-05T10:00:00Z"),
			URL: "https://mastodon.test/@ann/1", Replies: "https://mastodon.test/users/ann/statuses/1/replies",
			Quote: "https://other.test/notes/8", QuoteApproval: "https://other.test/quote/1",
			InteractionPolicy: []byte(`{"canQuote":{"automaticApproval":["https://www.w3.org/ns/activitystreams#Public"]}}`),
			Attachments:       []vocab.Attachment{{Type: "Document", MediaType: "image/jpeg", URL: "https://files.mastodon.test/c.jpg", Name: "a cake", Blurhash: "UBL_:rOpGG-;~qRjWBay", Width: 1200, Height: 800, Focus: &[2]float64{0, -0.5}}},
			Mentions:          []vocab.Mention{{Actor: "https://other.test/users/ben", Name: "@ben@other.test"}}, Hashtags: []string{"cake"},
		}},
		"mastodon-question": {"", vocab.Note{
			ID: "https://mastodon.test/users/ann/statuses/2", Type: "Question", AttributedTo: "https://mastodon.test/users/ann",
			Content: "<p>Tea?</p>", MediaType: "text/html", To: ids("https://mastodon.test/users/ann/followers"), Published: at("2025-11-05T10:00:00Z"),
			Poll: &vocab.Poll{Ends: at("2025-11-06T10:00:00Z"), Closed: at("2025-11-06T10:00:00Z"), Voters: 5, Options: []vocab.Option{{Name: "Yes", Votes: 3}, {Name: "No", Votes: 2}}},
		}},
		"misskey-note": {"object", vocab.Note{
			ID: "https://misskey.test/notes/a1", Type: "Note", AttributedTo: "https://misskey.test/users/8u", Content: "<p><span>hi </span>\u200b:neko:\u200b</p>",
			MediaType: "text/html", To: public, CC: ids("https://misskey.test/users/8u/followers"), Published: at("2025-01-02T03:04:05.678Z"),
			Quote: "https://mastodon.test/users/ann/statuses/1", Emojis: []vocab.Emoji{{Name: "neko", URL: "https://misskey.test/files/neko.webp"}},
		}},
		"pleroma-note": {"", vocab.Note{
			ID: "https://pleroma.test/objects/6", Type: "Note", AttributedTo: "https://pleroma.test/users/pl", Content: "an <b>unlisted</b> one",
			MediaType: "text/html", To: ids("https://pleroma.test/users/pl/followers"), CC: public, Published: at("2025-03-01T12:00:00Z"),
			Context: "https://pleroma.test/contexts/2", Hashtags: []string{"art"},
			Attachments: []vocab.Attachment{{Type: "Document", MediaType: "image/png", URL: "https://pleroma.test/media/1.png", Width: -1, Height: -1}},
		}},
		"lemmy-page": {"object object", vocab.Note{
			ID: "https://lemmy.test/post/3", Type: "Page", AttributedTo: "https://lemmy.test/u/lea", Name: "A cat", Content: "<p>meow</p>",
			MediaType: "text/html", Language: "fr", To: ids("https://lemmy.test/c/cats", vocab.Public), Groups: ids("https://lemmy.test/c/cats"),
			Published: at("2024-06-01T10:00:00.123456Z"), Updated: at("2024-06-02T10:00:00Z"), Hashtags: []string{"cats"},
			Attachments: []vocab.Attachment{{Type: "Link", URL: "https://cats.test/1", Width: -1, Height: -1}},
		}},
		"peertube-video": {"", vocab.Note{
			ID: "https://peertube.test/videos/watch/1", Type: "Video", AttributedTo: "https://peertube.test/accounts/pia", Name: "A film",
			Authors: ids("https://peertube.test/video-channels/films", "https://peertube.test/accounts/pia"),
			Content: "A *film*.", MediaType: "text/markdown", Language: "en", To: public, CC: ids("https://peertube.test/accounts/pia/followers"),
			Published: at("2024-01-01T00:00:00Z"), Updated: at("2024-01-02T00:00:00Z"), URL: "https://peertube.test/videos/watch/1", Hashtags: []string{"music"},
			Attachments: []vocab.Attachment{{Type: "Video", MediaType: "video/mp4", URL: "https://peertube.test/f/1-480.mp4", Width: 850, Height: 480}},
		}},
		"pixelfed-note": {"", vocab.Note{
			ID: "https://pixelfed.test/p/px/1", Type: "Note", AttributedTo: "https://pixelfed.test/users/px", Content: "sea", MediaType: "text/html",
			To: public, CC: ids("https://pixelfed.test/users/px/followers"), Published: at("2024-05-05T05:05:05Z"), URL: "https://pixelfed.test/p/px/1",
			Mentions:    []vocab.Mention{{Actor: "https://mastodon.test/users/ann", Name: "@ann@mastodon.test"}},
			Attachments: []vocab.Attachment{{Type: "Image", MediaType: "image/jpeg", URL: "https://pixelfed.test/m/1.jpg", Name: "the sea", Blurhash: "U1", Width: 1080, Height: 720}},
		}},
		"wordpress-article": {"", vocab.Note{
			ID: "https://blog.test/?p=42", Type: "Article", AttributedTo: "https://blog.test/?author=1", Name: "A title", Content: "<p>Long text.</p>",
			MediaType: "text/html", Language: "en", Translations: map[string]string{"en": "<p>Long text.</p>"}, Summary: "<p>Short.</p>",
			To: ids(vocab.Public, "https://blog.test/wp-json/activitypub/1.0/users/1/followers"), Published: at("2024-02-03T04:05:06Z"),
			Updated: at("2024-02-04T04:05:06Z"), URL: "https://blog.test/2024/02/a-title/", Hashtags: []string{"bridges"},
			Replies:     "https://blog.test/wp-json/activitypub/1.0/posts/42/replies",
			Attachments: []vocab.Attachment{{Type: "Image", MediaType: "image/jpeg", URL: "https://blog.test/wp-content/uploads/1.jpg", Name: "A bridge", Width: -1, Height: -1}},
		}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := peer(t, name)
			for step := range strings.FieldsSeq(tt.path) {
				d = d.Document(step)
			}
			if tt.want.Authors == nil {
				tt.want.Authors = ids(tt.want.AttributedTo)
			}
			noteIs(tt.want)(t, d)
		})
	}
}

func TestPeerActivities(t *testing.T) {
	ben := ids("https://other.test/users/ben")
	for name, want := range map[string]vocab.Activity{
		"mastodon-flag": {
			ID: "https://mastodon.test/1f4c", Type: "Flag", Actor: "https://mastodon.test/actor", Content: "spam",
			Objects: refs(ben[0], "https://other.test/notes/9"),
		},
		"mastodon-delete": {
			ID: "https://mastodon.test/users/ann/statuses/1#delete", Type: "Delete", Actor: "https://mastodon.test/users/ann",
			To: ids(vocab.Public), Objects: refs("https://mastodon.test/users/ann/statuses/1"),
		},
		"akkoma-emoji-react": {
			ID: "https://akkoma.test/activities/5", Type: "EmojiReact", Actor: "https://akkoma.test/users/pl", Content: "🔥",
			To: ids("https://mastodon.test/users/ann", vocab.Public), CC: ids("https://akkoma.test/users/pl/followers"),
			Published: at("2025-03-01T12:00:00.123456Z"), Objects: refs("https://mastodon.test/users/ann/statuses/1"),
		},
		"lemmy-page": {
			ID: "https://lemmy.test/activities/announce/1", Type: "Announce", Actor: "https://lemmy.test/c/cats", To: ids(vocab.Public),
			CC: ids("https://lemmy.test/c/cats/followers"), Objects: refs("https://lemmy.test/activities/create/2"),
		},
		"friendica-undo": {
			ID: "https://friendica.test/objects/1#undo", Type: "Undo", Actor: "https://friendica.test/profile/fr", To: ids("https://mastodon.test/users/ann"),
			Published: at("2024-01-01T00:00:00Z"), Objects: refs("https://friendica.test/objects/1"),
		},
	} {
		want.Object = want.Objects[0]
		got, err := peer(t, name).Activity()
		if diff := cmp.Diff(want, got, equate); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, diff)
		}
	}
}
