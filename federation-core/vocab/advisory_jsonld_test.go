// A7, rows 6 and 13 of the security table (CVE-2026-42462, CVE-2026-46349,
// CVE-2026-48028, CVE-2022-24307): what only a JSON-LD processor would understand is
// refused, so that no two readers see two documents.

package vocab_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"landfall/federation-core/vocab"
)

func TestAdvisoryA7Keywords(t *testing.T) {
	for keyword := range strings.FieldsSeq(`@graph @reverse @included @nest @id @type @set @list @json @container
		@base @vocab @import @propagate @protected @prefix @version`) {
		for _, where := range []string{
			`{"%s":[]}`,
			`{"id":"https://a.example/1","object":{"%s":{}}}`,
			`{"to":[{"x":{"%s":"https://a.example/1"}}]}`,
			`{"signature":{"%s":{}}}`,
			`{"proof":[{"%s":{}}]}`,
		} {
			refused(t, strings.ReplaceAll(where, "%s", keyword), "jsonld_keyword")
		}
	}
	for _, name := range []string{
		"as:object", "as:actor", "as:to", "https://www.w3.org/ns/activitystreams#actor",
		"https://www.w3.org/ns/activitystreams#attributedTo", "https://w3id.org/security#publicKey", "http://www.w3.org/ns/ldp#inbox",
	} {
		refused(t, `{"id":"https://a.example/1","`+name+`":"https://b.example/1"}`, "jsonld_full_name")
	}
}

func TestAdvisoryA7Contexts(t *testing.T) {
	tests := []struct{ name, context, reason string }{
		{"another name for actor", `{"foo":"as:actor"}`, "jsonld_alias"},
		{"the same by its full name", `{"foo":"https://www.w3.org/ns/activitystreams#actor"}`, "jsonld_alias"},
		{"the same in an object", `{"foo":{"@id":"as:actor","@type":"@id"}}`, "jsonld_alias"},
		{"the same by a prefix", `{"foo":"b:activitystreams#actor","b":"https://www.w3.org/ns/"}`, "jsonld_alias"},
		{"the same by two prefixes", `[{"x":"a:w3.org/ns/activitystreams#"},{"a":"https://www."},{"foo":"x:actor"}]`, "jsonld_alias"},
		{"a prefix for all", `{"x":"https://www.w3.org/ns/activitystreams#"}`, "jsonld_alias"},
		{"part of a prefix for all", `{"x":"https://www.w3.org/ns/"}`, "jsonld_alias"},
		{"part of one, to go on with within", `{"x":"https://www."}`, "jsonld_alias"},
		{"the beginning of any", `{"x":"https:/"}`, "jsonld_alias"},
		{"more than the prefix", `{"x":"as:act"}`, "jsonld_alias"},
		{"without the hash", `{"x":"https://www.w3.org/ns/activitystreams"}`, "jsonld_alias"},
		{"a prefix that is defined twice", `[{"x":"https://www.w3.org/ns/","foo":"x:activitystreams#actor"},{"x":"https://a.example/"}]`, "jsonld_alias"},
		{"a prefix without end", `{"a":"https://a.example/` + strings.Repeat("x", 300) + `","b":"a:y"}`, "jsonld_alias"},
		{"a circle of prefixes", `{"a":"b:x","b":"a:y"}`, "jsonld_alias"},
		{"another meaning for actor", `{"actor":"https://evil.example/ns#x"}`, "jsonld_alias"},
		{"another meaning by an object", `{"object":{"@id":"as:target"}}`, "jsonld_alias"},
		{"no meaning for to", `{"to":null}`, "jsonld_alias"},
		{"a definition without a name", `{"to":{"@type":"@id"}}`, "jsonld_alias"},
		{"another id", `{"key":"@id"}`, "jsonld_alias"},
		{"another type", `{"kind":"@type"}`, "jsonld_alias"},
		{"another id in an object", `{"key":{"@id":"@id"}}`, "jsonld_alias"},
		{"id that is something else", `{"id":"as:url"}`, "jsonld_alias"},
		{"type that is id", `{"type":"@id"}`, "jsonld_alias"},
		{"another meaning for Create", `{"Create":"https://evil.example/ns#Nothing"}`, "jsonld_alias"},
		{"another name for Delete", `{"Smile":"as:Delete"}`, "jsonld_alias"},
		{"a name of movedTo for something else", `{"movedToUri":"as:actor"}`, "jsonld_alias"},
		{"a name of movedTo for something that nobody knows", `{"movedToUri":"https://evil.example/ns#x"}`, "jsonld_alias"},
		{"another meaning for as", `{"as":"https://evil.example/ns#"}`, "jsonld_alias"},
		{"graph by another name", `{"stuff":"@graph"}`, "jsonld_alias"},
		{"included by another name", `{"stuff":{"@id":"@included"}}`, "jsonld_context"},
		{"reverse", `{"owns":{"@reverse":"as:attributedTo"}}`, "jsonld_context"},
		{"nest", `{"x":{"@id":"https://a.example/x","@nest":"y"}}`, "jsonld_context"},
		{"a container of graphs", `{"x":{"@id":"https://a.example/x","@container":["@set","@graph"]}}`, "jsonld_context"},
		{"import", `{"@import":"https://evil.example/context"}`, "jsonld_context"},
		{"propagate", `{"@propagate":false}`, "jsonld_context"},
		{"within a term", `{"x":{"@id":"https://a.example/x","@context":{"foo":"as:actor"}}}`, "jsonld_alias"},
		{"an array in an array", `[[{"foo":"as:actor"}]]`, "jsonld_context"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			refused(t, `{"@context":`+tt.context+`,"id":"https://a.example/1"}`, tt.reason)
			refused(t, `{"object":{"tag":[{"@context":["https://www.w3.org/ns/activitystreams",`+tt.context+`]}]}}`, inArray(tt.context, tt.reason))
		})
	}
}

// inArray is why a context is refused that stands in an array: one that is an array
// itself may not.
func inArray(context, reason string) string {
	if strings.HasPrefix(context, "[") {
		return "jsonld_context"
	}
	return reason
}

// TestAdvisoryA7HonestContexts has the inline contexts that servers send.
func TestAdvisoryA7HonestContexts(t *testing.T) {
	for name, context := range map[string]string{
		"Mastodon":          `["https://www.w3.org/ns/activitystreams","https://w3id.org/security/v1",{"manuallyApprovesFollowers":"as:manuallyApprovesFollowers","toot":"http://joinmastodon.org/ns#","featured":{"@id":"toot:featured","@type":"@id"},"featuredTags":{"@id":"toot:featuredTags","@type":"@id"},"alsoKnownAs":{"@id":"as:alsoKnownAs","@type":"@id"},"movedTo":{"@id":"as:movedTo","@type":"@id"},"schema":"http://schema.org#","PropertyValue":"schema:PropertyValue","value":"schema:value","discoverable":"toot:discoverable","suspended":"toot:suspended","memorial":"toot:memorial","indexable":"toot:indexable","attributionDomains":{"@id":"toot:attributionDomains","@type":"@id"},"focalPoint":{"@container":"@list","@id":"toot:focalPoint"}}]`,
		"Misskey":           `["https://www.w3.org/ns/activitystreams","https://w3id.org/security/v1",{"Key":"sec:Key","manuallyApprovesFollowers":"as:manuallyApprovesFollowers","sensitive":"as:sensitive","Hashtag":"as:Hashtag","quoteUrl":"as:quoteUrl","toot":"http://joinmastodon.org/ns#","Emoji":"toot:Emoji","featured":"toot:featured","discoverable":"toot:discoverable","schema":"http://schema.org#","PropertyValue":"schema:PropertyValue","value":"schema:value","misskey":"https://misskey-hub.net/ns#","_misskey_content":"misskey:_misskey_content","_misskey_quote":"misskey:_misskey_quote","isCat":"misskey:isCat","vcard":"http://www.w3.org/2006/vcard/ns#"}]`,
		"Firefish":          `["https://www.w3.org/ns/activitystreams","https://w3id.org/security/v1",{"manuallyApprovesFollowers":"as:manuallyApprovesFollowers","movedToUri":"as:movedTo","sensitive":"as:sensitive","Hashtag":"as:Hashtag","quoteUri":"fedibird:quoteUri","quoteUrl":"as:quoteUrl","toot":"http://joinmastodon.org/ns#","Emoji":"toot:Emoji","fedibird":"http://fedibird.com/ns#"}]`,
		"Mobilizon":         `["https://www.w3.org/ns/activitystreams","https://litepub.social/context.jsonld",{"sc":"http://schema.org#","location":{"@id":"sc:location","@type":"sc:Place"},"address":{"@id":"sc:address","@type":"sc:PostalAddress"},"mz":"https://joinmobilizon.org/ns#","joinModeType":{"@id":"mz:joinModeType","@type":"rdfs:Class"},"@language":"und"}]`,
		"Friendica":         `["https://www.w3.org/ns/activitystreams","https://w3id.org/security/v1",{"vcard":"http://www.w3.org/2006/vcard/ns#","dfrn":"http://purl.org/macgirvin/dfrn/1.0/","diaspora":"https://diasporafoundation.org/ns/","litepub":"http://litepub.social/ns#","directMessage":"litepub:directMessage"}]`,
		"Pleroma":           `["https://www.w3.org/ns/activitystreams","https://pleroma.example/schemas/litepub-0.1.jsonld",{"@language":"und"}]`,
		"Lemmy":             `["https://join-lemmy.org/context.json","https://www.w3.org/ns/activitystreams"]`,
		"PeerTube":          `["https://www.w3.org/ns/activitystreams","https://w3id.org/security/v1",{"RsaSignature2017":"https://w3id.org/security#RsaSignature2017"},{"pt":"https://joinpeertube.org/ns#","sc":"http://schema.org/","Hashtag":"as:Hashtag","category":"sc:category","licence":"sc:license","sensitive":"as:sensitive","language":"sc:inLanguage","identifier":"sc:identifier","icons":"as:icon","views":{"@type":"sc:Number","@id":"pt:views"},"likes":{"@id":"as:likes","@type":"@id"},"comments":{"@id":"as:comments","@type":"@id"},"playlists":{"@id":"pt:playlists","@type":"@id"}}]`,
		"Hubzilla":          `["https://www.w3.org/ns/activitystreams","https://w3id.org/security/v1",{"zot":"https://hub.example/apschema#","id":"@id","type":"@type","commentPolicy":"as:commentPolicy"}]`,
		"WordPress":         `["https://www.w3.org/ns/activitystreams",{"Hashtag":"as:Hashtag","sensitive":"as:sensitive","schema":"http://schema.org#"}]`,
		"ldp by its prefix": `["https://www.w3.org/ns/activitystreams",{"inbox":{"@id":"ldp:inbox","@type":"@id"},"publicKey":{"@id":"sec:publicKey","@type":"@id"}}]`,
		"bovine":            `["https://www.w3.org/ns/activitystreams",{"publicKey":{"@id":"https://w3id.org/security#publicKey","@type":"@id"},"publicKeyPem":"https://w3id.org/security#publicKeyPem","owner":{"@id":"https://w3id.org/security#owner","@type":"@id"},"to":{"@id":"as:to","@type":"@id","@container":"@set"},"cc":{"@id":"as:cc","@type":"@id","@container":"@set"},"items":{"@id":"as:items","@type":"@id","@container":"@set"},"Hashtag":"as:Hashtag"}]`,
		"ActivityStreams":   `{"@vocab":"_:","xsd":"http://www.w3.org/2001/XMLSchema#","as":"https://www.w3.org/ns/activitystreams#","ldp":"http://www.w3.org/ns/ldp#","vcard":"http://www.w3.org/2006/vcard/ns#","id":"@id","type":"@type","Accept":"as:Accept","Activity":"as:Activity","Person":"as:Person","actor":{"@id":"as:actor","@type":"@id"},"content":"as:content","contentMap":{"@id":"as:content","@container":"@language"},"items":{"@id":"as:items","@type":"@id"},"orderedItems":{"@id":"as:items","@type":"@id","@container":"@list"},"inbox":{"@id":"ldp:inbox","@type":"@id"},"Public":{"@id":"as:Public","@type":"@id"},"totalItems":{"@id":"as:totalItems","@type":"xsd:nonNegativeInteger"}}`,
		"xsd":               `["https://www.w3.org/ns/activitystreams",{"xsd":"http://www.w3.org/2001/XMLSchema#","manuallyApprovesFollowers":{"@id":"as:manuallyApprovesFollowers","@type":"xsd:boolean"}}]`,
		"a map only":        `{"@vocab":"https://www.w3.org/ns/activitystreams#","ext":"https://canary.example/ns#"}`,
		"nothing":           `null`,
	} {
		if _, err := vocab.Parse([]byte(`{"@context":` + context + `,"type":"Note"}`)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestAdvisorySignaturesAreIgnored: a signature inside a document changes nothing in
// what is read, and is not there to be trusted.
func TestAdvisorySignaturesAreIgnored(t *testing.T) {
	d, err := vocab.Parse([]byte(`{"type":"Like","actor":"https://a.example/u","object":"https://b.example/1",
		"signature":{"creator":"https://c.example/u#key","type":"RsaSignature2017"},"proof":{"type":"DataIntegrityProof"}}`))
	if err != nil {
		t.Fatal(err)
	}
	if d.Has("signature") || d.Has("proof") {
		t.Error("the signature is still there")
	}
}

// TestAdvisoryContextCosts: contexts that are as large as may be cost no more than other
// documents of that size.
func TestAdvisoryContextCosts(t *testing.T) {
	var parts []string
	for i := range 60 {
		var terms []string
		for j := range 500 {
			terms = append(terms, fmt.Sprintf(`"t%02d%03d":"p%03d:%s"`, i, j, j, strings.Repeat("x", 10)))
		}
		parts = append(parts, "{"+strings.Join(terms, ",")+"}")
	}
	body := `{"@context":[` + strings.Join(parts, ",") + `],"type":"Note"}`
	start := time.Now()
	if _, err := vocab.Parse([]byte(body)); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("%d bytes took %v", len(body), took)
	}
}
