package sim

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// decoded is a document of an instance as JSON, nil if it has none.
func decoded(t *testing.T, n *Network, in *instance, path string) map[string]any {
	t.Helper()
	doc := n.document(in, path)
	if doc == nil {
		return nil
	}
	var v map[string]any
	if err := json.Unmarshal(doc.body, &v); err != nil {
		t.Fatalf("%s%s: %v", in.name, path, err)
	}
	return v
}

// at walks into a decoded document.
func at(v any, keys ...string) any {
	for _, k := range keys {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[k]
	}
	return v
}

func TestDocumentsSayWhatIsTrue(t *testing.T) {
	n := network(t, Config{Hosts: 2000, Seed: 11, Mix: Mix{Junk: 0.1, Robots: true}})
	seen := make(map[string]int)
	for i, info := range n.Hosts() {
		in := n.instances[i]
		if in.hasNodeinfo() {
			ni := decoded(t, n, in, in.software.path)
			if name, _ := at(ni, "software", "name").(string); strings.ToLower(name) != info.Software || at(ni, "software", "version") != info.Version || at(ni, "version") != in.software.nodeinfo {
				t.Errorf("%s: nodeinfo says %v", in.name, ni)
			}
			sameNumber(t, in, "users", at(ni, "usage", "users", "total"), info.Users)
			sameNumber(t, in, "active", at(ni, "usage", "users", "activeMonth"), info.ActiveMonth)
			sameNumber(t, in, "posts", at(ni, "usage", "localPosts"), info.Posts)
			if open := at(ni, "openRegistrations"); open != (info.Signup == "open" || info.Signup == "approval") {
				t.Errorf("%s: openRegistrations %v, sign-up %s", in.name, open, info.Signup)
			}
		}
		if v1 := decoded(t, n, in, "/api/v1/instance"); v1 != nil {
			seen["v1 "+signupOf(v1, v1["registrations"], v1["invites_enabled"])]++
			checkInstance(t, in, info, v1)
			if got := signupOf(v1, v1["registrations"], v1["invites_enabled"]); got != info.Signup && got != "unstated" && (got != "closed" || info.Signup != "invite" || v1["invites_enabled"] != nil) {
				t.Errorf("%s %s %s: v1 says %s, sign-up is %s", in.name, in.software.name, in.version, got, info.Signup)
			}
		}
		if v2 := decoded(t, n, in, "/api/v2/instance"); v2 != nil {
			seen["v2"]++
			checkInstance(t, in, info, v2)
			reg, _ := v2["registrations"].(map[string]any)
			if got := signupOf(reg, reg["enabled"], nil); got != info.Signup && info.Signup != "invite" {
				t.Errorf("%s: v2 says %s, sign-up is %s", in.name, got, info.Signup)
			}
		}
	}
	for _, what := range []string{"v1 open", "v1 approval", "v1 invite", "v1 closed", "v1 unstated", "v2"} {
		if seen[what] == 0 {
			t.Errorf("no document: %s", what)
		}
	}
}

func sameNumber(t *testing.T, in *instance, what string, got any, want *int64) {
	t.Helper()
	number, stated := got.(float64)
	if stated != (want != nil) || stated && int64(number) != *want {
		t.Errorf("%s %s: %s is %v, want %v", in.name, in.software.name, what, got, want)
	}
}

// signupOf reads the mode the way clients of the Mastodon API do.
func signupOf(doc map[string]any, open, invites any) string {
	switch {
	case open == nil:
		return "unstated"
	case open == false && invites == true:
		return "invite"
	case open == false:
		return "closed"
	case doc["approval_required"] == true:
		return "approval"
	}
	return "open"
}

func checkInstance(t *testing.T, in *instance, info HostInfo, doc map[string]any) {
	t.Helper()
	var rules []string
	list, _ := doc["rules"].([]any)
	for _, r := range list {
		text, _ := at(r, "text").(string)
		rules = append(rules, text)
	}
	if doc["title"] != info.Title || doc["rules"] != nil && !slices.Equal(rules, info.Rules) {
		t.Errorf("%s: title %v, rules %v, want %q, %v", in.name, doc["title"], rules, info.Title, info.Rules)
	}
	if version, _ := doc["version"].(string); !strings.Contains(version, info.Version) {
		t.Errorf("%s: version %q, want %q within", in.name, version, info.Version)
	}
}

func TestMastodonDocumentsFollowTheVersion(t *testing.T) {
	n := network(t, Config{Hosts: 1})
	for _, tt := range []struct {
		version                                                 string
		nodeinfo, registrations, rules, v2, extended, hint, age bool
	}{
		{version: "2.4.3"},
		{version: "2.9.4", registrations: true},
		{version: "3.1.5", nodeinfo: true, registrations: true},
		{version: "3.5.19", nodeinfo: true, registrations: true, rules: true},
		{version: "4.0.15", nodeinfo: true, registrations: true, rules: true, v2: true, extended: true},
		{version: "4.3.21+glitch.1", nodeinfo: true, registrations: true, rules: true, v2: true, extended: true, hint: true},
		{version: "4.7.0-nightly.2026-11-03", nodeinfo: true, registrations: true, rules: true, v2: true, extended: true, hint: true, age: true},
	} {
		in := &instance{name: "age-" + tt.version[:3] + "-sim.social", software: &softwares[0], version: tt.version, kind: Healthy,
			key: 5, robots: robotsNone, traits: traits{tongue: &english}}
		v1, v2 := decoded(t, n, in, "/api/v1/instance"), decoded(t, n, in, "/api/v2/instance")
		registrations, _ := v2["registrations"].(map[string]any)
		_, hasAge := registrations["min_age"]
		got := []bool{
			decoded(t, n, in, "/nodeinfo/2.0") != nil, v1["registrations"] != nil, n.document(in, "/api/v1/instance/rules") != nil && v1["rules"] != nil,
			v2 != nil, n.document(in, "/api/v1/instance/extended_description") != nil,
			strings.Contains(string(n.document(in, "/api/v1/instance").body), `"hint"`), hasAge,
		}
		if want := []bool{tt.nodeinfo, tt.registrations, tt.rules, tt.v2, tt.extended, tt.hint, tt.age}; !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", tt.version, got, want)
		}
	}
}

func TestWellKnownDocumentsComeInEveryShape(t *testing.T) {
	n := network(t, Config{Hosts: 3000, Seed: 2, Mix: Mix{}})
	shapes := make(map[string]int)
	for _, in := range n.instances {
		doc := decoded(t, n, in, "/.well-known/nodeinfo")
		switch links := doc["links"].(type) {
		case map[string]any:
			shapes["object"]++
		case []any:
			first, _ := at(links[0], "rel").(string)
			href, _ := at(links[len(links)-1], "href").(string)
			switch {
			case strings.HasSuffix(first, "#Application"):
				shapes["application first"]++
			case strings.HasPrefix(href, "/"):
				shapes["relative"]++
			case len(links) == 2:
				shapes["two"]++
			default:
				shapes["one"]++
			}
		default:
			shapes["none"]++
		}
	}
	for _, shape := range []string{"object", "application first", "relative", "two", "one", "none"} {
		if shapes[shape] == 0 {
			t.Errorf("no well-known document of shape %q: %v", shape, shapes)
		}
	}
}

func TestJunkInPeersListsHasEverySort(t *testing.T) {
	n := network(t, Config{Hosts: 300, Seed: 2, Mix: Mix{Junk: 0.3}})
	sorts := map[string]func(string) bool{
		"port":         func(s string) bool { return strings.Contains(s, "sim.social:") },
		"address":      func(s string) bool { return strings.HasPrefix(s, "192.168.") },
		"underscore":   func(s string) bool { return strings.Contains(s, "_") },
		"special use":  func(s string) bool { return strings.HasSuffix(s, ".onion") },
		"empty":        func(s string) bool { return s == "" },
		"capitals":     func(s string) bool { return s != "" && s == strings.ToUpper(s) && strings.Contains(s, "-SIM.") },
		"trailing dot": func(s string) bool { return strings.HasSuffix(s, ".") },
		"dead":         func(s string) bool { return strings.HasPrefix(s, "gone-") },
		"too long":     func(s string) bool { return len(s) > 200 },
	}
	found := make(map[string]bool)
	for _, in := range n.instances {
		for _, name := range n.peerNames(in) {
			for sort, is := range sorts {
				if is(name) {
					found[sort] = true
				}
			}
		}
	}
	for sort := range sorts {
		if !found[sort] {
			t.Errorf("no junk of the sort %q", sort)
		}
	}
}
