package webfinger_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"landfall/federation-core/webfinger"
)

func descriptor() webfinger.Descriptor {
	return webfinger.Descriptor{
		Subject: "acct:alice@home.example", Aliases: []string{"https://home.example/users/alice"},
		Links: []webfinger.Link{
			{Rel: webfinger.Self, Type: "application/activity+json", Href: "https://home.example/users/alice"},
			{Rel: webfinger.ProfilePage, Type: "text/html", Href: "https://home.example/@alice"},
		},
	}
}

// TestADescriptorIsReadAsItWasWritten with the links that were asked for.
func TestADescriptorIsReadAsItWasWritten(t *testing.T) {
	for _, rels := range [][]string{nil, {webfinger.Self}, {webfinger.ProfilePage, webfinger.Self}, {"nothing"}} {
		body, err := descriptor().Only(rels).Write()
		if err != nil {
			t.Fatal(err)
		}
		got, err := webfinger.ParseDescriptor(body)
		want := descriptor()
		if len(rels) == 1 {
			want.Links = want.Links[:1]
		}
		if slices.Equal(rels, []string{"nothing"}) {
			want.Links = []webfinger.Link{}
		}
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%v: %v %s\n%s", rels, err, diff, body)
		}
		if !strings.Contains(string(body), `"links":[`) {
			t.Errorf("%v: no list of links: %s", rels, body)
		}
	}
}

// TestParseDescriptorIsStrict: what two readers could take for two things is taken for none.
func TestParseDescriptorIsStrict(t *testing.T) {
	for _, body := range []string{
		``, `null x`, `[]`, `{"subject":"acct:a@b.example"`, `{"subject":1}`, `{"links":{}}`, `{"links":["x"]}`, `{"links":[{"rel":["self"]}]}`,
		`{"subject":"acct:a@b.example","subject":"acct:c@b.example"}`, `{"links":[{"rel":"self","href":"https://a.example","href":"https://b.example"}]}`,
		"{\"subject\":\"\xff\"}", `{} {}`, `{"links":[` + strings.Repeat(`{},`, 100) + `{}]}`, `{"x":"` + strings.Repeat("x", webfinger.MaxBytes) + `"}`,
	} {
		if got, err := webfinger.ParseDescriptor([]byte(body)); !errors.Is(err, webfinger.ErrRefused) {
			t.Errorf("ParseDescriptor(%.80s) = %+v, %v", body, got, err)
		}
	}
	// Names are exact: what only looks like a subject is none.
	got, err := webfinger.ParseDescriptor([]byte(`{"Subject":"acct:evil@b.example","\u017fubject":"acct:evil@b.example","links":null,"properties":{"x":null}}`))
	if diff := cmp.Diff(webfinger.Descriptor{}, got); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
}
