package probe

import (
	"testing"
	"time"

	"landfall"
	"landfall/internal/netguard"
)

// Whichever document says so, an instance whose accounts are on another domain is
// known to be that domain's.
func TestDocumentsTellTheDomainOfTheAccounts(t *testing.T) {
	const account landfall.Host = "harbour-sim.social"
	for name, tt := range map[string]struct{ software, path, document string }{
		"mastodon":   {"mastodon", pathV2, `{"domain":"harbour-sim.social","title":"Quiet","version":"4.5.2"}`},
		"gotosocial": {"gotosocial", pathV2, `{"domain":"quiet-harbour-sim.social","account_domain":"harbour-sim.social","title":"Quiet","version":"0.20.2"}`},
		"pleroma":    {"pleroma", pathV1, `{"uri":"https://harbour-sim.social","title":"Quiet","version":"2.7.2 (compatible; Pleroma 2.9.1)"}`},
		"misskey":    {"misskey", "/api/meta", `{"uri":"https://harbour-sim.social","version":"1","disableRegistration":false}`},
		"lemmy":      {"lemmy", "/api/v3/site", `{"site_view":{"site":{"name":"Quiet","actor_id":"https://harbour-sim.social/"}}}`},
		"lemmy 1.0":  {"lemmy", "/api/v3/site", `{"site_view":{"site":{"name":"Quiet","ap_id":"https://harbour-sim.social/"}}}`},
		"piefed":     {"piefed", "/api/alpha/site", `{"site":{"name":"Quiet","actor_id":"https://harbour-sim.social/"}}`},
		"mbin":       {"mbin", "/api/info", `{"websiteTitle":"Quiet","websiteDomain":"harbour-sim.social"}`},
		"friendica":  {"friendica", "/friendica/json", `{"register_policy":"REGISTER_OPEN","url":"https://harbour-sim.social"}`},
		"hubzilla":   {"hubzilla", "/siteinfo.json", `{"register_policy":"REGISTER_OPEN","url":"https://harbour-sim.social"}`},
		"gnu social": {"gnusocial", "/api/gnusocial/config.json", `{"site":{"name":"Quiet","server":"harbour-sim.social"}}`},
	} {
		t.Run(name, func(t *testing.T) {
			for document, want := range map[string]int{tt.document: 1, replaced(tt.document, string(account), testHost.String()): 0} {
				r, _ := visit(t, with(nodeinfoFor(tt.software, "1", `{}`), tt.path, document))
				if len(r.Aliases) != want {
					t.Fatalf("aliases %+v of %s", r.Aliases, document)
				}
				for _, a := range r.Aliases {
					if a.Name != account || a.Host != testHost || a.Evidence != landfall.AliasAccountDomain || a.Merged || a.Source != "https://"+testHost.String()+tt.path {
						t.Errorf("alias %+v", a)
					}
				}
			}
		})
	}
}

// A domain without an instance tells by host-meta where its accounts are: in either
// form, or by a redirect to another domain.
func TestHostMetaLeadsToTheInstance(t *testing.T) {
	const to landfall.Host = "amber-otter-sim.social"
	for name, tt := range map[string]struct {
		answer answer
		want   bool
	}{
		"xml":                 {answer{media: "application/xrd+xml", body: `<?xml version="1.0"?><XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0"><Link rel="lrdd" template="https://amber-otter-sim.social/.well-known/webfinger?resource={uri}"/></XRD>`}, true},
		"with a prefix":       {answer{media: "text/xml", body: `<x:XRD xmlns:x="http://docs.oasis-open.org/ns/xri/xrd-1.0"><x:Link rel='lrdd' template='https://amber-otter-sim.social/xrd?uri={uri}'></x:Link></x:XRD>`}, true},
		"plain http":          {answer{media: "text/plain", body: `<XRD><Link rel="lrdd" template="http://amber-otter-sim.social/main/xrd?uri={uri}"/></XRD>`}, true},
		"json":                {answer{body: `{"links":[{"rel":"lrdd","template":"https://amber-otter-sim.social/.well-known/webfinger?resource={uri}"}]}`}, true},
		"a redirect":          {answer{err: &netguard.MovedError{To: to}}, true},
		"an account's links":  {answer{body: `{"subject":"acct:x@y","links":[{"rel":"self","href":"https://amber-otter-sim.social/users/x"}]}`}, false},
		"a page":              {answer{media: "text/html", body: `<html><a href="https://amber-otter-sim.social">x</a></html>`}, false},
		"an address":          {answer{media: "text/xml", body: `<XRD><Link rel="lrdd" template="https://127.0.0.1/{uri}"/></XRD>`}, false},
		"a server in trouble": {answer{status: 503}, false},
	} {
		t.Run(name, func(t *testing.T) {
			v := &Visit{Host: testHost, Now: testNow, Fetcher: &site{answers: map[string]answer{pathHostMeta: tt.answer}}}
			for v.turn()%2 != 0 || v.hostMetaPath() != pathHostMeta { // it takes turns with what came before nodeinfo
				v.Now = v.Now.Add(time.Hour)
			}
			r := Run(t.Context(), v)
			if r.Outcome != landfall.OutcomeForeign && tt.want {
				t.Errorf("outcome %s", r.Outcome)
			}
			found := len(r.Aliases) == 1 && r.Aliases[0].Host == to && r.Aliases[0].Name == testHost && r.Aliases[0].Evidence == landfall.AliasHostMeta && !r.Aliases[0].Merged
			if found != tt.want {
				t.Errorf("aliases %+v, want one: %v", r.Aliases, tt.want)
			}
		})
	}
}

// A domain that has host-meta in JSON only is found by it too, in a few of its visits.
func TestHostMetaInJSONLeadsToTheInstance(t *testing.T) {
	document := answer{body: `{"links":[{"rel":"lrdd","template":"https://amber-otter-sim.social/.well-known/webfinger?resource={uri}"}]}`}
	found := map[string]int{}
	for hour := range 200 {
		for _, path := range []string{pathHostMeta, pathHostMetaJSON} {
			s := &site{answers: map[string]answer{path: document}}
			r := Run(t.Context(), &Visit{Host: testHost, Now: testNow.Add(time.Duration(hour) * time.Hour), Fetcher: s})
			if len(s.asked) > budget-1 {
				t.Fatalf("%d requests: %v", len(s.asked), s.asked)
			}
			if len(r.Aliases) == 0 {
				continue
			}
			if found[path]++; r.Aliases[0].Source != "https://"+testHost.String()+path {
				t.Errorf("alias %+v by %s", r.Aliases[0], path)
			}
		}
	}
	if found[pathHostMetaJSON] < 10 || found[pathHostMeta] < 2*found[pathHostMetaJSON] {
		t.Errorf("found in %v of 200 visits each", found)
	}
}
