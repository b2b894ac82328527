package vocab_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"landfall/federation-core/vocab"
)

// FuzzActivity: whatever Parse accepts, encoding/json accepts, every view of it keeps
// to its caps, and no identifier comes out that ParseID would not give.
func FuzzActivity(f *testing.F) {
	paths, err := filepath.Glob(filepath.Join("testdata", "peers", "*.json"))
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		body, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	for _, object := range ours() {
		body, err := vocab.Write(object)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	f.Add([]byte(`{"@context":[{"a":"b:x","b":{"@id":"a:y","@context":[null]}}],"type":["Note","Create","Person"],"id":"https://a.example:443/1","url":[{"href":{"href":[]}}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		d, err := vocab.Parse(body)
		if err != nil {
			return
		}
		if !json.Valid(body) {
			t.Fatalf("accepted: %q", body)
		}
		checkViews(t, d, 0)
	})
}

// checkViews looks at a document and at what its views embed.
func checkViews(t *testing.T, d *vocab.Document, depth int) {
	a, _ := d.Activity()
	actor, _ := d.Actor()
	n, _ := d.Note()
	c, _ := d.Collection()
	tombstone, _ := d.Tombstone()
	lists := [][]vocab.ID{
		{a.ID, a.Actor, actor.ID, actor.Inbox, actor.SharedInbox, actor.MovedTo, n.ID, n.AttributedTo, n.InReplyTo, n.Quote, c.ID, c.Next, tombstone.ID},
		a.To, a.CC, n.To, n.CC, n.Authors, n.Groups, actor.AlsoKnownAs,
	}
	for _, list := range lists {
		for _, id := range list {
			if again, err := vocab.ParseID(string(id)); id != "" && (err != nil || again != id) {
				t.Fatalf("identifier %q: %q, %v", id, again, err)
			}
		}
	}
	for _, s := range []string{n.Content, n.Summary, n.Name, actor.Name, actor.Summary, a.Content} {
		if !utf8.ValidString(s) {
			t.Fatalf("text %q", s)
		}
	}
	if len(a.To) > vocab.MaxRecipients || len(n.Mentions) > vocab.MaxMentions || len(n.Attachments) > vocab.MaxAttachments || len(c.Items) > vocab.MaxItems {
		t.Fatal("beyond a cap")
	}
	if vocab.Origin(n.ID) == "" && n.ID != "" || len(n.Content) > vocab.MaxContent {
		t.Fatalf("note %q", n.ID)
	}
	for _, r := range a.Objects {
		if r.Embedded != nil && depth < vocab.MaxDepth {
			checkViews(t, r.Embedded, depth+1)
		}
	}
}

// FuzzParseID: what is accepted is normal already, and of one origin.
func FuzzParseID(f *testing.F) {
	for _, s := range []string{"https://a.example/u#k", "HTTPS://Bücher.example:443/x?y", "https://[2001:db8::1]:8443/", "https://192.0.2.1", "https://a.example?@b", "http://a.example"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		id, err := vocab.ParseID(s)
		if err != nil {
			return
		}
		again, err := vocab.ParseID(string(id))
		if err != nil || again != id || !vocab.SameOrigin(id, again) || id.Host() == "" {
			t.Fatalf("%q: %q, %q, %v", s, id, again, err)
		}
	})
}
