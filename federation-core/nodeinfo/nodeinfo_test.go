package nodeinfo_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"landfall/federation-core/nodeinfo"
	"landfall/federation-core/schematest"
)

func document() nodeinfo.Document {
	return nodeinfo.Document{
		Software:  nodeinfo.Software{Name: "landfall", Version: "1.2.3", Repository: "https://code.example/landfall", Homepage: "https://landfall.example"},
		Protocols: []string{"activitypub"}, OpenRegistrations: true,
		Usage:    nodeinfo.Usage{Users: nodeinfo.Users{Total: 3, ActiveHalfyear: 2, ActiveMonth: 1}, LocalPosts: 6},
		Metadata: map[string]any{"nodeName": "Home"},
	}
}

// TestADocumentFollowsItsSchema, and one that could not is not written.
func TestADocumentFollowsItsSchema(t *testing.T) {
	for _, version := range []nodeinfo.Version{nodeinfo.V20, nodeinfo.V21} {
		for _, edit := range []func(*nodeinfo.Document){
			func(*nodeinfo.Document) {},
			func(d *nodeinfo.Document) { *d = nodeinfo.Document{Software: d.Software, Protocols: d.Protocols} },
			func(d *nodeinfo.Document) { d.Services.Inbound = []string{"rss2.0"} },
		} {
			d := document()
			edit(&d)
			body, err := d.Write(version)
			if err != nil {
				t.Fatal(err)
			}
			schematest.Check(t, "nodeinfo-"+string(version), body)
			if hasRepository := strings.Contains(string(body), "repository"); hasRepository != (version == nodeinfo.V21) {
				t.Errorf("%s: %s", version, body)
			}
		}
		for i, edit := range []func(*nodeinfo.Document){
			func(d *nodeinfo.Document) { d.Software.Name = "Landfall" }, func(d *nodeinfo.Document) { d.Software.Name = "" },
			func(d *nodeinfo.Document) { d.Software.Version = "" }, func(d *nodeinfo.Document) { d.Protocols = nil },
			func(d *nodeinfo.Document) { d.Protocols = append(d.Protocols, "activitypub") }, func(d *nodeinfo.Document) { d.Usage.LocalPosts = -1 },
			func(d *nodeinfo.Document) { d.Usage.Users.ActiveMonth = -1 }, func(d *nodeinfo.Document) { d.Services.Outbound = []string{"a", "b", "a"} },
		} {
			d := document()
			edit(&d)
			if body, err := d.Write(version); !errors.Is(err, nodeinfo.ErrInvalid) {
				t.Errorf("%d: %s, %v", i, body, err)
			}
		}
	}
	if _, err := document().Write("2.2"); !errors.Is(err, nodeinfo.ErrInvalid) {
		t.Errorf("version 2.2: %v", err)
	}
}

func TestLinks(t *testing.T) {
	body, err := nodeinfo.WriteLinks("https://home.example", nodeinfo.Link{Rel: nodeinfo.Application, Href: "https://home.example/actor"})
	if err != nil {
		t.Fatal(err)
	}
	schematest.Check(t, "nodeinfo-links", body)
	var doc struct{ Links []nodeinfo.Link }
	if err := json.Unmarshal(body, &doc); err != nil {
		t.Fatal(err)
	}
	for i, want := range []nodeinfo.Version{nodeinfo.V20, nodeinfo.V21} {
		if v, ok := nodeinfo.VersionOf(doc.Links[i].Rel); !ok || v != want || !strings.HasSuffix(want.MediaType(), `profile="`+doc.Links[i].Rel+`#"`) {
			t.Errorf("%+v is of %q, %s", doc.Links[i], v, want.MediaType())
		}
	}
	if v, ok := nodeinfo.VersionOf(doc.Links[2].Rel); ok {
		t.Errorf("the actor is a document of version %q", v)
	}
}

func TestVersionOf(t *testing.T) {
	for rel, want := range map[string]nodeinfo.Version{
		"http://nodeinfo.diaspora.software/ns/schema/2.1": "2.1", "https://nodeinfo.diaspora.software/ns/schema/2.0#": "2.0", "HTTP://nodeinfo.diaspora.software/ns/schema/1.0/": "1.0",
		"http://nodeinfo.diaspora.software/ns/schema/9.9": "", "nodeinfo/schema/2.0": "", "self": "", "": "",
	} {
		if got, ok := nodeinfo.VersionOf(rel); ok != (want != "") || ok && got != want {
			t.Errorf("VersionOf(%q) = %q, %v", rel, got, ok)
		}
	}
	all := []nodeinfo.Version{"1.0", "2.1", "2.0", "2.2", "1.1"}
	slices.SortFunc(all, nodeinfo.Compare)
	if want := []nodeinfo.Version{"2.2", "2.1", "2.0", "1.1", "1.0"}; !slices.Equal(all, want) {
		t.Errorf("the best first: %v", all)
	}
}
