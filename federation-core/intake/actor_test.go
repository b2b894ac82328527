package intake_test

import (
	"encoding/json"
	"maps"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall/federation-core/intake"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

var day = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

// object is a JSON object.
type object map[string]any

// document is what Parse makes of an object, with some of its members changed.
func document(t *testing.T, o, change object) *vocab.Document {
	t.Helper()
	o = maps.Clone(o)
	maps.Copy(o, change)
	body, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := vocab.Parse(body)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

const carol = "https://away.example/users/carol"

var person = object{
	"id": carol, "type": "Person", "preferredUsername": "Carol", "name": "Carol", "summary": `<p onclick="x">hi</p><script>x</script>`,
	"inbox": carol + "/inbox", "outbox": carol + "/outbox", "followers": carol + "/followers", "following": carol + "/following",
	"featured": carol + "/featured", "endpoints": object{"sharedInbox": "https://away.example/inbox"},
	"manuallyApprovesFollowers": true, "alsoKnownAs": []string{"https://old.example/carol"}, "movedTo": "https://new.example/carol",
	"attachment": []object{{"type": "PropertyValue", "name": "site", "value": `<a href="javascript:x">x</a>`}},
	"publicKey":  object{"id": carol + "#main-key", "owner": carol, "publicKeyPem": "PEM"},
}

func TestAnActorIsWhatItSays(t *testing.T) {
	got, err := intake.Actor(document(t, person, nil), day)
	want := social.Actor{
		ID: carol, Type: "Person", Username: "Carol", Host: "away.example",
		Profile: social.Profile{Name: "Carol", Summary: "<p>hi</p>", Fields: []social.Field{{Name: "site", Value: "<a>x</a>"}}},
		Inbox:   carol + "/inbox", SharedInbox: "https://away.example/inbox", Outbox: carol + "/outbox", Followers: carol + "/followers",
		Following: carol + "/following", Featured: carol + "/featured", Keys: []social.Key{{ID: carol + "#main-key", PEM: "PEM"}},
		Locked: true, AlsoKnownAs: []string{"https://old.example/carol"}, MovedTo: "https://new.example/carol", Fetched: day,
	}
	if err != nil || !cmp.Equal(got, want) {
		t.Errorf("%v, %s", err, cmp.Diff(want, got))
	}
}

// A server's own actor may have no name, as Lemmy's; it has that of its host then, as ours has.
func TestAServersOwnActor(t *testing.T) {
	for kind, want := range map[string]string{"Application": "away.example", "Service": "away.example", "Person": "", "Group": ""} {
		got, err := intake.Actor(document(t, person, object{"type": kind, "preferredUsername": nil}), day)
		if got.Username != want || (err == nil) != (want != "") {
			t.Errorf("a %s without a name is %q, %v", kind, got.Username, err)
		}
	}
}

// What is of another origin does not speak for an actor.
func TestWhatIsNotAnActorsOwnIsLeftOut(t *testing.T) {
	const other = "https://other.example/users/carol"
	key := func(id, owner, pem string) object { return object{"id": id, "owner": owner, "publicKeyPem": pem} }
	got, err := intake.Actor(document(t, person, object{
		"outbox": other + "/outbox", "followers": other + "/followers", "following": "http://away.example/following", "featured": other,
		"endpoints": object{"sharedInbox": "https://other.example/inbox"},
		"publicKey": []object{
			key("https://other.example/key", carol, "PEM"), key(carol+"#a", other, "PEM"), key(carol+"#b", "https://away.example/users/dave", "PEM"),
			key(carol+"#c", carol, ""), {"id": carol + "#d", "publicKeyPem": "PEM"},
		},
	}), day)
	if err != nil {
		t.Fatal(err)
	}
	for name, is := range map[string]string{
		"outbox": got.Outbox, "followers": got.Followers, "following": got.Following, "featured": got.Featured, "shared inbox": got.SharedInbox,
	} {
		if is != "" {
			t.Errorf("its %s is %s", name, is)
		}
	}
	if len(got.Keys) != 0 {
		t.Errorf("its keys are %v", got.Keys)
	}
	if got.Mailbox() != carol+"/inbox" {
		t.Errorf("its mailbox is %s", got.Mailbox())
	}
}

func TestActorsThatAreNone(t *testing.T) {
	for name, change := range map[string]object{
		"a post":         {"type": "Note"},
		"no name":        {"preferredUsername": ""},
		"no id":          {"id": nil},
		"no inbox":       {"inbox": nil},
		"another inbox":  {"inbox": "https://other.example/inbox"},
		"an http inbox":  {"inbox": "http://away.example/inbox"},
		"a public inbox": {"inbox": string(vocab.Public)},
	} {
		if got, err := intake.Actor(document(t, person, change), day); err == nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// An inbox may be on another host below the same registrable domain, and nowhere else: else an
// actor could have deliveries sent to whomever it likes (decision 0016).
func TestAnInboxIsItsOwnServers(t *testing.T) {
	for _, tt := range []struct {
		actor, inbox string
		taken        bool
	}{
		{"https://social.away.example", "https://inbox.away.example", true},
		{"https://away.example", "https://inbox.away.example:8443", true},
		{"https://away.co.uk", "https://away.co.uk", true},
		{"https://away.co.uk", "https://other.co.uk", false},
		{"https://carol.github.io", "https://dave.github.io", false},
		{"https://203.0.113.1", "https://203.0.113.1", true},
		{"https://203.0.113.1", "https://203.0.113.1:8443", false},
		{"https://203.0.113.1", "https://198.51.113.1", false},
		{"https://203.0.113.1:8443", "https://10.0.113.1:8443", false},
		{"https://[::ffff:203.0.113.1]", "https://[::ffff:198.51.113.1]", false},
		{"https://[2001:db8::1]", "https://[2001:db8::2]", false},
		{"https://localhost", "https://localhost", true},
		{"https://localhost", "https://intranet", false},
	} {
		for _, shared := range []bool{false, true} {
			id, inbox := tt.actor+"/users/carol", tt.inbox+"/inbox"
			change := object{"id": id, "inbox": inbox, "endpoints": nil}
			if shared {
				change["inbox"], change["endpoints"] = id+"/inbox", object{"sharedInbox": inbox}
			}
			got, err := intake.Actor(document(t, person, change), day)
			if taken := err == nil && got.Mailbox() == inbox; taken != tt.taken {
				t.Errorf("an actor at %s with an inbox at %s (shared: %v): taken %v, %v", tt.actor, tt.inbox, shared, taken, err)
			}
		}
	}
}
