package schematest_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"landfall/federation-core/schematest"
)

// good are documents as small as they may be.
var good = map[string]string{
	"webfinger": `{"subject":"acct:a@b.example","links":[{"rel":"self","type":"application/activity+json","href":"https://b.example/a"}]}`,
	"nodeinfo-links": `{"links":[{"rel":"http://nodeinfo.diaspora.software/ns/schema/2.0","href":"https://b.example/nodeinfo/2.0"},
		{"rel":"http://nodeinfo.diaspora.software/ns/schema/2.1","href":"https://b.example/nodeinfo/2.1"}]}`,
	"nodeinfo-2.0": `{"version":"2.0","software":{"name":"x","version":"1"},"protocols":["activitypub"],"services":{"inbound":[],"outbound":[]},
		"openRegistrations":false,"usage":{"users":{}},"metadata":{}}`,
	"nodeinfo-2.1": `{"version":"2.1","software":{"name":"x","version":"1"},"protocols":["activitypub"],"services":{"inbound":[],"outbound":[]},
		"openRegistrations":false,"usage":{"users":{}},"metadata":{}}`,
	"actor": `{"@context":["https://www.w3.org/ns/activitystreams","https://w3id.org/security/v1"],"id":"https://b.example/actor","type":"Application",
		"preferredUsername":"b.example","inbox":"https://b.example/inbox","publicKey":{"id":"https://b.example/actor#main-key","owner":"https://b.example/actor",
		"publicKeyPem":"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"}}`,
}

// TestSchemasRefuse every document that lacks something, or has something of another type.
func TestSchemasRefuse(t *testing.T) {
	for name, body := range good {
		schematest.Check(t, name, []byte(body))
		for _, key := range slices.Sorted(maps.Keys(members(t, body))) {
			for what, edit := range map[string]func(map[string]any){
				"without": func(m map[string]any) { delete(m, key) },
				"with another": func(m map[string]any) {
					m[key] = 17
				},
			} {
				m := members(t, body)
				edit(m)
				bad, err := json.Marshal(m)
				if err != nil {
					t.Fatal(err)
				}
				if schematest.Valid(name, bad) == nil {
					t.Errorf("%s %s %s is valid", name, what, key)
				}
			}
		}
	}
}

// TestSchemasAreStrict about what a version has no name for, and of whom a link is.
func TestSchemasAreStrict(t *testing.T) {
	for name, body := range map[string]string{
		"webfinger":      `{"subject":"a@b.example","links":[{"rel":"self","type":"application/activity+json","href":"https://b.example/a"}]}`,
		"nodeinfo-links": `{"links":[{"rel":"http://nodeinfo.diaspora.software/ns/schema/2.0","href":"https://b.example/nodeinfo/2.0"}]}`,
		"nodeinfo-2.0": `{"version":"2.0","software":{"name":"x","version":"1","repository":"https://b.example"},"protocols":["activitypub"],
			"services":{"inbound":[],"outbound":[]},"openRegistrations":false,"usage":{"users":{}},"metadata":{}}`,
		"nodeinfo-2.1": `{"version":"2.0","software":{"name":"x","version":"1"},"protocols":["activitypub"],
			"services":{"inbound":[],"outbound":[]},"openRegistrations":false,"usage":{"users":{"total":-1}},"metadata":{}}`,
	} {
		if schematest.Valid(name, []byte(body)) == nil {
			t.Errorf("%s: valid: %s", name, body)
		}
	}
	if schematest.Valid("nothing", []byte(`{}`)) == nil {
		t.Error("a schema that is not there is followed")
	}
}

func members(t *testing.T, body string) (m map[string]any) {
	t.Helper()
	if err := json.Unmarshal([]byte(body), &m); err != nil {
		t.Fatal(err)
	}
	return m
}
