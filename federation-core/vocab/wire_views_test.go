package vocab_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"landfall/federation-core/vocab"
)

// equate compares views: documents and what Write would embed are not looked into.
var equate = cmp.Options{
	cmpopts.EquateEmpty(), cmpopts.IgnoreUnexported(vocab.Ref{}), cmpopts.IgnoreFields(vocab.Ref{}, "Embedded"),
}

// TestRecordedDocuments reads every body that the three servers answered with: one of
// the views, or refused.
func TestRecordedDocuments(t *testing.T) {
	views := map[string]func(*testing.T, *vocab.Document){
		"fedify/responses/actor.http":                     actorIs(vocab.Actor{ID: carol, Type: "Person", PreferredUsername: "carol", Name: "carol", Inbox: carol + "/inbox", SharedInbox: "https://fed.test/inbox", Outbox: carol + "/outbox", Followers: carol + "/followers", URL: carol, PublicKeys: key(carol + "#main-key")}),
		"gotosocial/responses/actor-signed.http":          actorIs(gtsActor("alice", "2026-11-22T21:02:16Z")),
		"gotosocial/responses/instance-actor-signed.http": actorIs(gtsActor("gts.test", "2026-11-22T21:01:12Z")),
		"gotosocial/responses/main-key-unsigned.http":     actorIs(vocab.Actor{ID: alice, Type: "Person", PreferredUsername: "alice", PublicKeys: key(alice + "/main-key")}),
		"snac2/responses/actor.http":                      actorIs(vocab.Actor{ID: erin, Type: "Person", PreferredUsername: "erin", Name: "erin", Summary: "<br>", Inbox: erin + "/inbox", Outbox: erin + "/outbox", Followers: erin + "/followers", Following: erin + "/following", Featured: erin + "/featured", URL: erin, Icon: "https://snac.test/susie.png", Published: at("2026-11-22T21:31:38Z"), PublicKeys: key(erin + "#main-key")}),

		"fedify/responses/note.http": noteIs(vocab.Note{ID: "https://fed.test/notes/1795384756600", Type: "Note", AttributedTo: carol, Authors: ids(carol), Content: "hello from the 9421-first peer", MediaType: "text/html", To: ids(vocab.Public), CC: ids(carol + "/followers"), Published: at("2026-11-22T21:59:23.100761677Z"), URL: "https://fed.test/notes/1795384756600"}),
		"snac2/responses/note.http":  noteIs(snacNote()),

		"fedify/responses/followers.http":            collectionIs(vocab.Collection{ID: carol + "/followers", Type: "OrderedCollection", Total: 1, Items: refs(bob)}),
		"fedify/responses/outbox.http":               collectionIs(vocab.Collection{ID: carol + "/outbox", Type: "OrderedCollection"}),
		"gotosocial/responses/featured-signed.http":  collectionIs(vocab.Collection{ID: alice + "/collections/featured", Type: "OrderedCollection"}),
		"gotosocial/responses/followers-signed.http": collectionIs(vocab.Collection{ID: alice + "/followers", Type: "OrderedCollection", Total: 2, First: vocab.Ref{IRI: alice + "/followers?limit=40"}}),
		"gotosocial/responses/outbox-signed.http":    collectionIs(vocab.Collection{ID: alice + "/outbox", Type: "OrderedCollection", Total: 4, First: vocab.Ref{IRI: alice + "/outbox?limit=40"}}),
		"gotosocial/responses/outbox-page-signed.http": collectionIs(vocab.Collection{
			ID: alice + "/outbox?limit=40", Type: "OrderedCollectionPage", Total: 4, PartOf: alice + "/outbox",
			Next:  alice + "/outbox?limit=40&max_id=01M82HSCP6X0SYDT35GPJ31AAX",
			Prev:  alice + "/outbox?limit=40&min_id=01M82HT963466QXJ30ZQ1D0TY0",
			Items: refs(alice+"/statuses/01M82HT963466QXJ30ZQ1D0TY0/activity#Create", alice+"/statuses/01M82HSCP6X0SYDT35GPJ31AAX/activity#Create"),
		}),
		"snac2/responses/featured.http":  collectionIs(vocab.Collection{ID: erin + "/featured", Type: "OrderedCollection", Owner: erin}),
		"snac2/responses/followers.http": collectionIs(vocab.Collection{ID: erin + "/followers", Type: "OrderedCollection", Owner: erin}),
		"snac2/responses/outbox.http":    collectionIs(vocab.Collection{ID: erin + "/outbox", Type: "OrderedCollection", Owner: erin, Total: 1, Items: refs(erin + "/p/1795383146.359741/Create")}),
	}
	for _, m := range recorded(t) {
		view, ours := views[m.name]
		switch activity := vocab.IsActivityJSON(m.contentType); {
		case m.status == 0:
			continue
		case activity != ours:
			t.Errorf("%s: media type %q says document: %v", m.name, m.contentType, activity)
		case ours:
			t.Run(m.name, func(t *testing.T) {
				d, err := vocab.Parse(m.body)
				if err != nil {
					t.Fatal(err)
				}
				view(t, d)
			})
			delete(views, m.name)
		}
	}
	for name := range views {
		t.Errorf("%s is not recorded", name)
	}
}

// TestRecordedNotes reads what the recorded Creates and Updates embed.
func TestRecordedNotes(t *testing.T) {
	gts := vocab.Note{
		ID: alice + "/statuses/01M82HKAH72XTVZKNTTBWQ6X0Q", Type: "Note", AttributedTo: alice, Authors: ids(alice),
		Content: "<p>hello from toot</p>", MediaType: "text/html", Language: "en",
		Translations: map[string]string{"en": "<p>hello from toot</p>"},
		To:           ids(alice + "/followers"), CC: ids(vocab.Public), Published: at("2026-11-22T21:11:37Z"),
		URL:     "https://gts.test/@alice/statuses/01M82HKAH72XTVZKNTTBWQ6X0Q",
		Replies: alice + "/statuses/01M82HKAH72XTVZKNTTBWQ6X0Q/replies",
	}
	fedify := vocab.Note{
		ID: "https://bot.test/notes/1795384756597", Type: "Note", AttributedTo: bob, Authors: ids(bob), Content: "reply",
		MediaType: "text/html", InReplyTo: "https://fed.test/notes/1795384756600", To: ids(vocab.Public),
		CC: ids(bob+"/followers", carol), Published: at("2026-11-22T21:59:24.971764929Z"), URL: "https://bot.test/notes/1795384756597",
	}
	for name, want := range map[string]vocab.Note{
		"gotosocial/requests/post-create-2.http":    gts,
		"fedify/requests-cavage/post-create-2.http": fedify,
		"snac2/requests/post-create.http":           snacNote(),
	} {
		d, err := vocab.Parse(read(t, name).body)
		if err != nil {
			t.Fatal(err)
		}
		embedded := d.Ref("object").Within(want.AttributedTo)
		if embedded == nil {
			t.Fatalf("%s embeds nothing", name)
		}
		note, err := embedded.Note()
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(name, "gotosocial") != strings.Contains(string(note.InteractionPolicy), "canReply") {
			t.Errorf("%s: interaction policy is %s", name, note.InteractionPolicy)
		}
		note.InteractionPolicy = nil
		if diff := cmp.Diff(want, note, equate); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func gtsActor(name, published string) vocab.Actor {
	id := vocab.ID("https://gts.test/users/" + name)
	a := vocab.Actor{
		ID: id, Type: "Person", PreferredUsername: name, Name: name, Inbox: id + "/inbox", Outbox: id + "/outbox",
		Followers: id + "/followers", Following: id + "/following", Featured: id + "/collections/featured",
		URL: "https://gts.test/@" + name, ManuallyApproves: true, Published: at(published), PublicKeys: key(string(id) + "/main-key"),
	}
	if name == "gts.test" {
		a.Type = "Service"
	}
	return a
}

func snacNote() vocab.Note {
	return vocab.Note{
		ID: erin + "/p/1795383146.359741", Type: "Note", AttributedTo: erin, Authors: ids(erin), MediaType: "text/html",
		Content: `hello from snac <span class="h-card"><a href="https://gts.test/users/alice" class="u-url mention">@alice@gts.test</a></span><br>`,
		To:      ids(vocab.Public), CC: ids(alice), Mentions: []vocab.Mention{{Actor: alice, Name: "@alice@gts.test"}},
		Published: at("2026-11-22T21:32:26Z"), URL: erin + "/p/1795383146.359741", Context: erin + "/p/1795383146.359741#ctxt",
	}
}

func actorIs(want vocab.Actor) func(*testing.T, *vocab.Document) {
	return func(t *testing.T, d *vocab.Document) {
		got, err := d.Actor()
		if err != nil {
			t.Fatal(err)
		}
		for i, k := range got.PublicKeys {
			if !strings.HasPrefix(k.PEM, "-----BEGIN PUBLIC KEY-----") || k.Owner != got.ID {
				t.Errorf("key %+v", k)
			}
			got.PublicKeys[i] = vocab.Key{ID: k.ID}
		}
		if diff := cmp.Diff(want, got, equate); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func noteIs(want vocab.Note) func(*testing.T, *vocab.Document) {
	return func(t *testing.T, d *vocab.Document) {
		got, err := d.Note()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, equate); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func collectionIs(want vocab.Collection) func(*testing.T, *vocab.Document) {
	return func(t *testing.T, d *vocab.Document) {
		got, err := d.Collection()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, equate); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		panic(err)
	}
	return t
}

func ids(list ...vocab.ID) []vocab.ID { return list }

func refs(list ...vocab.ID) (refs []vocab.Ref) {
	for _, id := range list {
		refs = append(refs, vocab.Ref{IRI: id})
	}
	return refs
}

func key(id string) []vocab.Key { return []vocab.Key{{ID: vocab.ID(id)}} }
