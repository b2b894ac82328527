package sim

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// lists writes a small population, one file for each format, and returns its folder.
func lists(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	var listed []string
	for i := range 400 {
		listed = append(listed, fmt.Sprintf("%q", fmt.Sprintf("x%d.endless-farm.club", i)))
	}
	for i := range 200 {
		listed = append(listed, fmt.Sprintf("%q", fmt.Sprintf("rumour-%d.town", i)))
	}
	for i := range 150 {
		listed = append(listed, fmt.Sprintf("%q", fmt.Sprintf("blog%d.hoster.social", i)))
	}
	listed = append(listed, `"under_score.town"`, `"amber.town:8443"`, `"192.0.2.1"`, `"amber.town"`)
	for name, text := range map[string]string{
		"one.json": `[
			{"host":"amber.town","verified_activitypub":true,"software":{"name":"mastodon","version":"4.5.1"},"open_registrations":true,"users_total":5000,"users_active_month":700,"statuses":90000},
			{"host":"fern.town","verified_activitypub":true,"software":{"name":"Hometown","version":"4.2.1+hometown-1.1.2"},"open_registrations":false,"users_total":40,"users_active_month":45,"statuses":8,"redirected_from":"old.fern.garden"},
			{"host":"opal.town","verified_activitypub":true,"software":{"name":"Handmade","version":null},"open_registrations":null,"users_total":null,"users_active_month":null,"statuses":null},
			{"host":"blog3.hoster.social","verified_activitypub":true,"software":{"name":"writefreely","version":"0.15"},"users_total":1}]`,
		"two.json":   `[{"host":"ghost.town","verified_activitypub":false,"software":{},"open_registrations":null,"users_total":null}]`,
		"three.json": "[" + strings.Join(listed, ",") + "]",
		"four.json":  `{"www.amber.town":"amber.town","lost.town":"nowhere-known.town"}`,
		"five.json":  `{"summary":{"total":1},"filtered_servers":[{"host":"casino.town","reason":"word"}]}`,
		"six.json": `{"data":{"nodes":[{"id":"7","name":"P","host":"pebble.town","platform":{"name":"pleroma"}},{"id":"8","host":"matrix.town","platform":{"name":"matrix|synapse"}},
			{"id":"9","host":"amber.town","platform":{"name":"mastodon"}}]}}`,
		"seven.json": `{"data":{"statsNodes":[{"node":{"id":"7"},"usersTotal":321},{"node":{"id":"8"},"usersTotal":null}]}}`,
		"other.json": `[{"name":"amber.town","url":"https://amber.town"}]`,
		"note.txt":   "not a list",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func populated(t *testing.T) *Network {
	t.Helper()
	p, err := ReadPopulation(lists(t))
	if err != nil {
		t.Fatal(err)
	}
	return network(t, Config{Seed: 1, Mix: MixSweep(), Population: p})
}

func TestAPopulationIsWhatItsListsSay(t *testing.T) {
	p, err := ReadPopulation(lists(t))
	if err != nil {
		t.Fatal(err)
	}
	want := PopulationSize{Instances: 6, Bad: 1, Aliases: 3, Listed: 755, Farm: "endless-farm.club", FarmNames: 400}
	if got := p.Size(); got != want {
		t.Errorf("size %+v, want %+v", got, want)
	}
	if skipped := p.Skipped(); len(skipped) != 1 || filepath.Base(skipped[0]) != "other.json" {
		t.Errorf("skipped %q, want other.json", skipped)
	}
	n := populated(t)
	number := func(n *int64) string {
		if n == nil {
			return "-"
		}
		return strconv.FormatInt(*n, 10)
	}
	for _, tt := range []struct{ host, want string }{
		{"amber.town", "healthy mastodon 4.5.1 5000 700 90000"},
		{"fern.town", "healthy hometown 4.2.1+hometown-1.1.2 40 45 8"},
		{"pebble.town", "healthy pleroma 2.9.1 321 "},
		{"opal.town", "healthy handmade 1.0.0 "},
		{"old.fern.garden", "moved "},
		{"matrix.town", "plain_site "},
	} {
		h, ok := n.Host(tt.host)
		got := fmt.Sprintf("%s %s %s %s %s %s", h.Kind, h.Software, h.Version, number(h.Users), number(h.ActiveMonth), number(h.Posts))
		if !ok || !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s is %q, want %q", tt.host, got, tt.want)
		}
	}
	if h, _ := n.Host("old.fern.garden"); h.MovedTo != "fern.town" {
		t.Errorf("old.fern.garden moved to %q", h.MovedTo)
	}
	for host, open := range map[string]bool{"amber.town": true, "fern.town": false} {
		if h, _ := n.Host(host); (h.Signup == "open" || h.Signup == "approval") != open {
			t.Errorf("%s takes people %q, the list says %t", host, h.Signup, open)
		}
	}
	for _, name := range []string{"under_score.town", "amber.town:8443", "192.0.2.1", "lost.town"} {
		if _, ok := n.Host(name); ok {
			t.Errorf("%s answers", name)
		}
	}
	if h, ok := n.Host("any-label-at-all.endless-farm.club"); !ok || h.Kind != Farm {
		t.Errorf("a name of the farm is %+v, %t", h, ok)
	}
}

// Every name that a list holds is on the peers list of an instance anybody may read.
func TestEveryListedNameOfAPopulationCanBeFound(t *testing.T) {
	n := populated(t)
	found := make(map[string]bool)
	for _, in := range n.readable {
		for _, name := range n.peerNames(in) {
			found[name] = true
		}
	}
	var missing []string
	for _, name := range n.names[1:] {
		if !found[name] && name != n.readable[0].name {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		t.Errorf("%d of %d names are on no list: %q", len(missing), len(n.names), missing[:min(len(missing), 5)])
	}
}

func TestTheSamePopulationIsTheSameNetwork(t *testing.T) {
	one, other := populated(t), populated(t)
	if !slices.Equal(one.names, other.names) {
		t.Error("names differ")
	}
	for i, in := range one.instances {
		if o := other.instances[i]; in.kind != o.kind || in.version != o.version || in.base != o.base || in.peers != o.peers {
			t.Errorf("%s is %s %s, then %s %s", in.name, in.kind, in.version, o.kind, o.version)
		}
	}
}

func TestAPopulationAnswersOverTLS(t *testing.T) {
	p, err := ReadPopulation(lists(t))
	if err != nil {
		t.Fatal(err)
	}
	l := start(t, Config{Seed: 1, Mix: MixHealthy(0), Population: p})
	for host, want := range map[string]int{"amber.town": 200, "x7.endless-farm.club": 200, "other.endless-farm.club": 200} {
		resp, err := l.client(t, 5e9).Get("https://" + host + "/.well-known/nodeinfo")
		if err != nil {
			t.Errorf("%s: %v", host, err)
			continue
		}
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("%s answers %s, want %s", host, resp.Status, http.StatusText(want))
		}
	}
}

func TestAPopulationThatIsNoneIsRefused(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	for name, text := range map[string]string{
		"cut.json": `[{"host":"amber.town"`, "empty.json": "", "number.json": "7", "other.json": `{"a":[1]}`,
		"names.json": `["amber.town"]`, "none.json": "[]",
	} {
		if _, err := ReadPopulation(write(name, text)); err == nil {
			t.Errorf("%s is a population", name)
		} else {
			t.Log(err)
		}
	}
	if _, err := ReadPopulation(filepath.Join(dir, "absent")); err == nil {
		t.Error("a folder that is not there is a population")
	}
}
