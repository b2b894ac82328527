package webfinger_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"landfall/federation-core/webfinger"
)

// FuzzParseDescriptor: what is taken is what the standard library sees too, with exact names,
// and is read the same once it is written.
func FuzzParseDescriptor(f *testing.F) {
	body, err := descriptor().Write()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(body)
	for _, seed := range []string{
		`{}`, `{"links":null}`, `{"links":[{"rel":"self","type":null}]}`, `{"subject":"acct:a@b.example","links":[{"template":"{uri}"}],"properties":{"a":null}}`,
		`{"SUBJECT":"x"}`, `[]`, `{"subject":"\ud800"}`, "{\"subject\":\"\xff\"}", `{"aliases":["a","b"],"aliases":[]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		d, err := webfinger.ParseDescriptor(body)
		if err != nil {
			if !errors.Is(err, webfinger.ErrRefused) {
				t.Errorf("%v is no refusal", err)
			}
			return
		}
		var seen map[string]json.RawMessage
		if err := json.Unmarshal(body, &seen); err != nil && string(body) != "null" {
			t.Fatalf("taken, and no JSON object: %v", err)
		}
		var subject string
		if raw, ok := seen["subject"]; ok && json.Unmarshal(raw, &subject) == nil && subject != d.Subject || !ok && d.Subject != "" {
			t.Errorf("subject %q, and there is %s", d.Subject, raw)
		}
		written, err := d.Write()
		if err != nil {
			t.Fatal(err)
		}
		again, err := webfinger.ParseDescriptor(written)
		if len(written) > webfinger.MaxBytes {
			return // escapes may take more room
		}
		if len(d.Links) == 0 {
			d.Links = []webfinger.Link{} // written as none, whether absent or empty
		}
		if len(d.Aliases) == 0 {
			d.Aliases = nil
		}
		if diff := cmp.Diff(d, again); err != nil || diff != "" {
			t.Errorf("%v %s", err, diff)
		}
	})
}

// FuzzParseHostMeta: a template has one place for the account, or there is none.
func FuzzParseHostMeta(f *testing.F) {
	for _, seed := range []string{
		`<XRD><Link rel="lrdd" template="` + template + `"/></XRD>`, `{"links":[{"rel":"lrdd","template":"` + template + `"}]}`,
		`<!DOCTYPE x [<!ENTITY a "b">]><XRD><Link rel="&a;"/></XRD>`, `<XRD><Link rel="lrdd" template="{uri}{uri}"/></XRD>`, ``, `{`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		found, err := webfinger.ParseHostMeta(body)
		if err != nil && (found != "" || !errors.Is(err, webfinger.ErrRefused)) {
			t.Errorf("%q, %v", found, err)
		}
		if found != "" && strings.Count(found, "{uri}") != 1 {
			t.Errorf("%q", found)
		}
	})
}

// FuzzParseQuery: a name has no part that could be another's, and is the same read again.
func FuzzParseQuery(f *testing.F) {
	for _, seed := range []string{
		"resource=acct:alice@home.example", "resource=acct%3Aal%2569ce%40home.example&rel=self", "resource=https://home.example/@alice",
		"resource=mailto:a@b.example", "resource=acct:a@b@c.example", "resource=acct:%2540@c.example", "resource=&resource=", "resource=acct:a@xn--80ak6aa92e.example:8443",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		query, err := webfinger.ParseQuery(raw)
		if err != nil {
			if !errors.Is(err, webfinger.ErrBadQuery) {
				t.Errorf("%v", err)
			}
			return
		}
		a := query.Resource.Account
		if a == (webfinger.Account{}) {
			return
		}
		if a.Host == "" || strings.ContainsAny(a.User, "@/ ") || strings.ContainsAny(a.Host, "@/?#\\ ") || a.Host != strings.ToLower(a.Host) {
			t.Errorf("%q gives %+v", raw, a)
		}
	})
}
