package webfinger_test

import (
	"strings"
	"testing"

	"landfall/federation-core/webfinger"
)

// TestOtherServersAnswer has what each software answers for alice, with what it has besides the
// link to her actor.
func TestOtherServersAnswer(t *testing.T) {
	const (
		actor   = "https://away.example/users/alice"
		self    = `{"rel":"self","type":"application/activity+json","href":"` + actor + `"}`
		profile = `{"rel":"http://webfinger.net/rel/profile-page","type":"text/html","href":"https://away.example/@alice"}`
		ld      = `{"rel":"self","type":"application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"","href":"` + actor + `"}`
	)
	for software, answer := range map[string]page{
		"Mastodon":   {kind: "application/jrd+json; charset=utf-8", body: `{"subject":"acct:alice@away.example","aliases":["https://away.example/@alice"],"links":[` + profile + `,` + self + `,{"rel":"http://ostatus.org/schema/1.0/subscribe","template":"https://away.example/authorize_interaction?uri={uri}"},{"rel":"https://w3id.org/fep/3b86/Object","template":"https://away.example/authorize_interaction?uri={object}"}]}`},
		"Misskey":    {kind: "application/jrd+json", body: `{"subject":"acct:alice@away.example","links":[` + self + `,` + profile + `]}`},
		"Pleroma":    {kind: "application/jrd+json; charset=utf-8", body: `{"aliases":["` + actor + `"],"links":[` + profile + `,` + self + `,` + ld + `],"subject":"acct:alice@away.example"}`},
		"Lemmy":      {kind: "application/jrd+json", body: `{"subject":"acct:alice@away.example","links":[{"rel":"http://webfinger.net/rel/profile-page","type":"text/html","href":"` + actor + `","template":null},{"rel":"self","type":"application/activity+json","href":"` + actor + `","properties":{"https://www.w3.org/ns/activitystreams#type":"Person"}},{"rel":"self","type":"application/activity+json","href":"https://away.example/c/alice","properties":{"https://www.w3.org/ns/activitystreams#type":"Group"}}]}`},
		"Hubzilla":   {kind: "application/jrd+json", body: `{"subject":"acct:alice@away.example","aliases":["https://away.example/channel/alice"],"properties":{"http://webfinger.net/ns/name":"Alice","http://xmlns.com/foaf/0.1/name":null},"links":[{"rel":"http://webfinger.net/rel/avatar","type":"image/jpeg","href":"https://away.example/a.jpg"},{"rel":"http://purl.org/openwebauth/v1","type":"application/x-zot+json","href":"https://away.example/owa"},` + ld + `]}`},
		"Friendica":  {kind: "application/jrd+json; charset=utf-8", body: `{"subject":"acct:alice@away.example","aliases":["https://away.example/~alice","acct:alice@away.example"],"links":[{"rel":"http://purl.org/macgirvin/dfrn/1.0","href":"https://away.example/profile/alice"},` + self + `,{"rel":"salmon","href":"https://away.example/salmon/alice"},{"rel":"magic-public-key","href":"data:application/magic-public-key,RSA.x.AQAB"}]}`},
		"WordPress":  {kind: "application/jrd+json; charset=UTF-8", body: `{"subject":"acct:alice@away.example","aliases":["https://away.example/?author=1"],"links":[{"rel":"self","type":"application/activity+json","href":"` + actor + `","properties":{"https://www.w3.org/ns/activitystreams#type":"Person"}},{"rel":"http://webfinger.net/rel/profile-page","href":"https://away.example/","type":"text/html"}]}`},
		"PeerTube":   {kind: "application/json; charset=utf-8", body: `{"subject":"acct:alice@away.example","aliases":["` + actor + `"],"links":[` + self + `,{"rel":"http://ostatus.org/schema/1.0/subscribe","template":"https://away.example/remote-interaction?uri={uri}"}]}`},
		"Bridgy Fed": {kind: "application/jrd+json", body: `{"subject":"acct:Alice@AWAY.example","aliases":["at://did:plc:ab"],"links":[{"rel":"canonical_uri","type":"text/html","href":"https://bsky.app/profile/alice"},` + ld + `,` + self + `,{"rel":"inbox","type":"application/activity+json","href":"` + actor + `/inbox"}]}`},
		"Discourse":  {kind: "application/jrd+json; charset=utf-8", body: `{"subject":"alice@away.example","aliases":null,"links":[` + self + `]}`},
	} {
		answer.status = 200
		w := &web{pages: map[string]page{at("away.example", "alice"): answer}}
		finder := webfinger.Finder{Client: w, Allowed: func(string) bool { return true }, Agent: "test"}
		found, err := finder.Lookup(t.Context(), webfinger.Account{User: "alice", Host: "away.example"})
		if err != nil || string(found.Actor) != actor || found.Subject.String() != "alice@away.example" {
			t.Errorf("%s: %+v, %v", software, found, err)
		}
		if strings.Join(w.asked, " ") != "https://"+at("away.example", "alice") {
			t.Errorf("%s: asked %v", software, w.asked)
		}
	}
}
