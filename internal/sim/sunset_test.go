package sim

import (
	"net/http"
	"testing"
	"time"
)

// The notice is in every document that has one, and in their headers, from the next
// answer on; before and after, the documents are as they were.
func TestAnInstanceAnnouncesItsEnd(t *testing.T) {
	n := network(t, Config{Hosts: 300, Seed: 5, Mix: MixHealthy(0)})
	notice := &Sunset{Closes: time.Date(2027, 3, 15, 0, 0, 0, 0, time.UTC), Announced: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), Reason: "No time.", Page: "/closing"}
	seen := map[string]int{}
	for _, in := range n.instances {
		for _, tt := range []struct {
			path string
			keys []string
		}{{in.software.path, []string{"metadata", "sunset"}}, {"/api/v1/instance", []string{"sunset"}}, {"/api/v2/instance", []string{"sunset"}}} {
			before := n.document(in, tt.path)
			if before == nil {
				continue
			}
			if err := n.Announce(in.name, notice); err != nil {
				t.Fatal(err)
			}
			doc, header := decoded(t, n, in, tt.path), n.document(in, tt.path).header
			told := at(doc, tt.keys...)
			if at(told, "closesAt") != "2027-03-15T00:00:00Z" || at(told, "announcedAt") != "2026-12-01T00:00:00Z" || at(told, "reason") != "No time." || at(told, "url") != "https://"+in.name+"/closing" {
				t.Fatalf("%s%s says %v", in.name, tt.path, told)
			}
			if header.Get("Sunset") != "Mon, 15 Mar 2027 00:00:00 GMT" || header.Get("Link") != "<https://"+in.name+`/closing>; rel="sunset"` {
				t.Fatalf("%s%s has the headers %v", in.name, tt.path, header)
			}
			if open := at(doc, "openRegistrations"); open == true {
				t.Errorf("%s still takes people", in.name)
			}
			if err := n.Announce(in.name, nil); err != nil {
				t.Fatal(err)
			}
			after := n.document(in, tt.path)
			if string(after.body) != string(before.body) || after.header.Get("Sunset") != "" {
				t.Fatalf("%s%s is not as it was", in.name, tt.path)
			}
			seen[tt.path]++
		}
	}
	if len(seen) < 3 {
		t.Errorf("documents seen: %v", seen)
	}
}

func TestAHeaderAloneLeavesTheDocuments(t *testing.T) {
	l := start(t, Config{Hosts: 10, Seed: 5, Mix: MixHealthy(0)})
	in := l.instances[0]
	before := l.document(in, in.software.path)
	if err := l.Announce(in.name, &Sunset{Closes: time.Date(2027, 3, 15, 0, 0, 0, 0, time.UTC), HeaderOnly: true}); err != nil {
		t.Fatal(err)
	}
	doc := l.document(in, in.software.path)
	if string(doc.body) != string(before.body) || doc.header.Get("Sunset") == "" || doc.header.Get("Link") != "" {
		t.Errorf("header %v, body %s", doc.header, doc.body)
	}
	response, err := l.client(t, time.Minute).Get("https://" + in.name + in.software.path)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK || response.Header.Get("Sunset") != "Mon, 15 Mar 2027 00:00:00 GMT" {
		t.Errorf("answered %d with %v", response.StatusCode, response.Header)
	}
	if truth, _ := l.Host(in.name); truth.Sunset == nil || !truth.Sunset.HeaderOnly {
		t.Errorf("the truth is %+v", truth.Sunset)
	}
	if err := l.Announce("nobody-sim.social", nil); err == nil {
		t.Error("somebody who is not there announced something")
	}
}
