package inbox_test

import "landfall/federation-core/social"

const friendicaContext = `"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1", {"ostatus": "http://ostatus.org#", "vcard": "http://www.w3.org/2006/vcard/ns#", "dfrn": "http://purl.org/macgirvin/dfrn/1.0/", "diaspora": "https://diasporafoundation.org/ns/", "litepub": "http://litepub.social/ns#",
	"toot": "http://joinmastodon.org/ns#", "featured": {"@id": "toot:featured", "@type": "@id"}, "schema": "http://schema.org#", "manuallyApprovesFollowers": "as:manuallyApprovesFollowers", "sensitive": "as:sensitive", "Hashtag": "as:Hashtag", "quoteUrl": "as:quoteUrl", "conversation": "ostatus:conversation", "directMessage": "litepub:directMessage",
	"discoverable": "toot:discoverable", "PropertyValue": "schema:PropertyValue", "value": "schema:value"}]`

var friendica = form{covers: "(request-target) date content-length digest host"}

// friendicaPost is what is made of a post: its edits have one id, however many there are.
func friendicaPost(verb, content, updated string) string {
	return `{` + friendicaContext + `, "id": "{there}/objects/1/` + verb + `", "type": "` + verb + `", "actor": "{me}", "published": "2026-11-20T10:00:00Z", "instrument": {"type": "Application", "name": "Friendica", "url": "{there}"}, "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["{me}/followers"],
		"object": {"id": "{there}/objects/1", "type": "Note", "summary": "", "inReplyTo": null, "diaspora:guid": "1", "diaspora:comment": "{\"author\":\"x\"}", "published": "2026-11-20T10:00:00Z", ` + updated + `"url": "{there}/display/1", "attributedTo": "{me}", "sensitive": false, "conversation": "{there}/objects/1#context", "context": "{there}/objects/1#context",
		"content": "` + content + `", "contentMap": {"en": "` + content + `"}, "source": {"content": "x", "mediaType": "text/bbcode"}, "attachment": [], "tag": [], "generator": {"type": "Application", "name": "Friendica"}, "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["{me}/followers"]},
		"signature": {"type": "RsaSignature2017", "nonce": "e6", "creator": "{me}#main-key", "created": "2026-11-20T10:00:00Z", "signatureValue": "T+TZ"}}`
}

// writeFreely gives what is done to a post the id of the post.
func writeFreely(verb, content, updated string) string {
	return `{"@context": ["https://www.w3.org/ns/activitystreams", {"commentsEnabled": "sc:Boolean", "sc": "http://schema.org#"}], "type": "` + verb + `", "id": "{there}/api/posts/ab", "actor": "{me}", "published": "2026-11-20T10:00:00Z", "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["{me}/followers"],
		"object": {"type": "Article", "id": "{there}/api/posts/ab", "published": "2026-11-20T10:00:00Z", ` + updated + `"summary": "short", "inReplyTo": null, "url": "{there}/carol/ab", "attributedTo": "{me}", "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["{me}/followers"], "name": "Title", "content": "` + content + `", "contentMap": {"en": "` + content + `"}, "attachment": [], "tag": []}}`
}

const hubzillaContext = `"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1", "{there}/apschema/v1.20", {"zot": "{there}/apschema#", "schema": "http://schema.org#", "litepub": "http://litepub.social/ns#", "sm": "http://smithereen.software/ns#", "toot": "http://joinmastodon.org/ns#",
	"commentPolicy": "zot:commentPolicy", "Category": "zot:Category", "directMessage": "litepub:directMessage", "PropertyValue": "schema:PropertyValue", "value": "schema:value", "wall": {"@id": "sm:wall", "@type": "@id"}}]`

const hubzillaPerson = `{"type": "Person", "manuallyApprovesFollowers": true, "id": "{me}", "preferredUsername": "carol", "name": "Carol", "updated": "2026-04-13T03:08:34Z", "icon": {"type": "Image", "mediaType": "image/png", "url": "{there}/photo/1", "height": 300, "width": 300}, "url": {"type": "Link", "mediaType": "text/html", "href": "{me}"},
	"publicKey": {"id": "{me}", "owner": "{me}", "signatureAlgorithm": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "publicKeyPem": {pem}}, "tag": [{"type": "PropertyValue", "name": "Protocol", "value": "zot6"}], "outbox": "{there}/outbox/carol", "inbox": "{there}/inbox/carol", "followers": "{there}/followers/carol",
	"following": "{there}/following/carol", "endpoints": {"sharedInbox": "{there}/inbox"}, "discoverable": true, "copiedTo": ["https://clone.example/channel/carol"], "alsoKnownAs": ["https://clone.example/channel/carol"]}`

// platforms are made for long texts and for people who stay.
var platforms = []letter{
	{
		name: "Friendica edits twice", path: "/profile/carol", form: friendica,
		says: []string{friendicaPost("Create", "one", ""), friendicaPost("Update", "two", `"updated": "2026-11-20T11:00:00Z", `), friendicaPost("Update", "three", `"updated": "2026-11-20T12:00:00Z", `)},
		want: says("{there}/objects/1", social.Public, "three"),
	},
	{
		name: "Friendica likes, and takes that back", path: "/profile/carol", form: friendica, says: []string{
			`{` + friendicaContext + `, "id": "{there}/objects/2", "type": "Like", "actor": "{me}", "published": "2026-11-20T10:00:00Z", "instrument": {"type": "Service"}, "to": ["{alice}"], "cc": ["https://www.w3.org/ns/activitystreams#Public"], "object": "{post}"}`,
			`{` + friendicaContext + `, "id": "{there}/objects/2/Undo", "type": "Undo", "actor": "{me}", "published": "2026-11-20T10:00:00Z", "to": ["{alice}"], "object": {"id": "{there}/objects/2", "type": "Like", "actor": "{me}", "published": "2026-11-20T10:00:00Z", "object": "{post}", "diaspora:guid": "2"}}`,
		}, want: reacts(0, 0),
	},
	{
		name: "Hubzilla, whose key is its actor's namesake, edits under the id of the creation", path: "/channel/carol", form: form{key: "{me}", kind: `application/ld+json; profile="https://www.w3.org/ns/activitystreams"`, covers: "(request-target) host date digest content-type"},
		actor: `{` + hubzillaContext + `, ` + hubzillaPerson[1:],
		says: []string{
			hubzilla("Create", "one", ""), hubzilla("Update", "two", `"updated": "2026-11-20T11:00:00Z", `),
		}, want: says("{there}/item/u1", social.Public, "two"),
	},
	{
		name: "WriteFreely edits under the id of the post", path: "/api/collections/carol", form: form{covers: "(request-target) date host digest"},
		says: []string{writeFreely("Create", "one", ""), writeFreely("Update", "two", `"updated": "2026-11-20T11:00:00Z", `)},
		want: says("{there}/api/posts/ab", social.Public, "two", "Title"),
	},
	{
		name: "WriteFreely deletes under the id of the post", path: "/api/collections/carol", form: form{covers: "(request-target) date host digest"},
		says: []string{writeFreely("Create", "one", ""), writeFreely("Delete", "one", "")},
		want: withdrawn("{there}/api/posts/ab"),
	},
	{
		name: "WordPress, whose ids are queries", path: "/?author=1", form: form{covers: "(request-target) host date digest content-type", header: `keyId="{key}",algorithm="rsa-sha256",headers="{covers}",signature="{signature}"`},
		actor: `{"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1", "https://purl.archive.org/socialweb/webfinger", {"schema": "http://schema.org#", "toot": "http://joinmastodon.org/ns#", "lemmy": "https://join-lemmy.org/ns#", "litepub": "http://litepub.social/ns#", "manuallyApprovesFollowers": "as:manuallyApprovesFollowers",
			"PropertyValue": "schema:PropertyValue", "value": "schema:value", "Hashtag": "as:Hashtag", "featured": {"@id": "toot:featured", "@type": "@id"}, "featuredTags": {"@id": "toot:featuredTags", "@type": "@id"}, "moderators": {"@id": "lemmy:moderators", "@type": "@id"}, "alsoKnownAs": {"@id": "as:alsoKnownAs", "@type": "@id"}, "movedTo": {"@id": "as:movedTo", "@type": "@id"},
			"attributionDomains": {"@id": "toot:attributionDomains", "@type": "@id"}, "implements": {"@id": "https://w3id.org/fep/844e/implements", "@type": "@id", "@container": "@list"}, "postingRestrictedToMods": "lemmy:postingRestrictedToMods", "discoverable": "toot:discoverable", "indexable": "toot:indexable", "invisible": "litepub:invisible"}],
			"id": "{me}", "type": "Person", "attachment": [], "name": "Carol", "icon": {"type": "Image", "url": "{there}/a.png"}, "published": "2020-01-01T00:00:00Z", "summary": "", "tag": [], "url": "{there}/author/carol/", "inbox": "{there}/wp-json/activitypub/1.0/actors/1/inbox", "outbox": "{there}/wp-json/activitypub/1.0/actors/1/outbox",
			"following": "{there}/wp-json/activitypub/1.0/actors/1/following", "followers": "{there}/wp-json/activitypub/1.0/actors/1/followers", "streams": [], "preferredUsername": "carol", "publicKey": {"id": "{me}#main-key", "owner": "{me}", "publicKeyPem": {pem}}, "manuallyApprovesFollowers": false, "webfinger": "carol@blog.example", "discoverable": true}`,
		says: []string{
			`{"@context": ["https://www.w3.org/ns/activitystreams", {"Hashtag": "as:Hashtag", "sensitive": "as:sensitive", "dcterms": "http://purl.org/dc/terms/", "gts": "https://gotosocial.org/ns#", "interactionPolicy": {"@id": "gts:interactionPolicy", "@type": "@id"}, "always": {"@id": "gts:always", "@type": "@id"}}], "id": "{there}/?post_type=ap_outbox&p=9", "type": "Create", "actor": "{me}", "published": "2026-11-20T10:00:00Z",
			"to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["{there}/wp-json/activitypub/1.0/actors/1/followers"], "object": {"id": "{there}/?p=42", "type": "Article", "attachment": [], "attributedTo": "{me}", "content": "<p>Long</p>", "contentMap": {"en": "<p>Long</p>"}, "name": "A title", "nameMap": {"en": "A title"}, "summary": "<p>Short</p>", "published": "2026-11-20T10:00:00Z",
			"url": "{there}/a-title/", "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["{there}/wp-json/activitypub/1.0/actors/1/followers"], "mediaType": "text/html", "replies": {"id": "{there}/replies", "type": "Collection"}, "tag": [], "preview": {"type": "Note", "content": "Short"}, "dcterms": {"subject": "x"}}}`,
			`{"@context": ["https://www.w3.org/ns/activitystreams"], "id": "{there}/?post_type=ap_outbox&p=10", "type": "Delete", "actor": "{me}", "to": ["https://www.w3.org/ns/activitystreams#Public"], "object": "{there}/?p=42"}`,
		}, want: withdrawn("{there}/?p=42"),
	},
	{
		name: "Ghost", path: "/.ghost/activitypub/users/index", says: []string{
			`{"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/data-integrity/v1", {"toot": "http://joinmastodon.org/ns#", "misskey": "https://misskey-hub.net/ns#", "fedibird": "http://fedibird.com/ns#", "ChatMessage": "http://litepub.social/ns#ChatMessage", "sensitive": "as:sensitive", "votersCount": "toot:votersCount", "Emoji": "toot:Emoji", "Hashtag": "as:Hashtag", "quoteUrl": "as:quoteUrl",
			"_misskey_quote": "misskey:_misskey_quote", "quoteUri": "fedibird:quoteUri", "emojiReactions": {"@id": "fedibird:emojiReactions", "@type": "@id"}}], "id": "{there}/.ghost/activitypub/create/1", "type": "Create", "actor": "{me}", "cc": "{me}/followers", "to": "as:Public", "object": {"id": "{there}/.ghost/activitypub/article/1", "type": "Article", "attributedTo": "{me}",
			"name": "News", "content": "<p>body</p>", "image": {"type": "Image", "url": "{there}/1.png"}, "published": "2026-11-20T10:00:00Z", "url": "{there}/news/", "to": "as:Public", "cc": "{me}/followers", "preview": {"type": "Note", "content": "b"}}, "proof": {"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "proofValue": "z1"}}`,
		}, want: says("{there}/.ghost/activitypub/article/1", social.Public, "News", "body"),
	},
	{
		name: "BookWyrm, with a slash before the name of its key", path: "/user/carol", form: form{key: "{me}/#main-key"},
		actor: `{"id": "{me}", "type": "Person", "preferredUsername": "carol", "inbox": "{me}/inbox", "publicKey": {"id": "{me}/#main-key", "owner": "{me}", "publicKeyPem": {pem}, "type": "PublicKey"}, "followers": "{me}/followers", "following": "{me}/following", "outbox": "{me}/outbox", "endpoints": {"sharedInbox": "{there}/inbox"}, "name": "Carol", "summary": "", "icon": null, "bookwyrmUser": true,
			"manuallyApprovesFollowers": false, "discoverable": false, "hideFollows": false, "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1", {"PropertyValue": "schema:PropertyValue", "schema": "http://schema.org#", "value": "schema:value"}]}`,
		docs: map[string]string{"/user/carol/": `{"id": "{me}", "type": "Person", "preferredUsername": "carol", "inbox": "{me}/inbox", "publicKey": {"id": "{me}/#main-key", "owner": "{me}", "publicKeyPem": {pem}}}`},
		says: []string{
			`{"id": "{me}/review/1/activity", "type": "Create", "actor": "{me}", "object": {"id": "{me}/review/1", "type": "Article", "published": "2026-11-20T10:00:00.123456+00:00", "attributedTo": "{me}", "content": "<p>good</p>", "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["{me}/followers"], "replies": {"id": "{me}/review/1/replies", "type": "OrderedCollection", "totalItems": 0, "first": "x", "last": "x", "@context": "https://www.w3.org/ns/activitystreams"},
			"inReplyTo": "", "summary": "", "tag": [], "attachment": [], "sensitive": false, "name": "Review of \"A Book\" (4 stars): fine", "@context": "https://www.w3.org/ns/activitystreams"}, "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["{me}/followers"], "signature": {"creator": "{me}#main-key", "created": "2026-11-20", "signatureValue": "x", "type": "RsaSignature2017"}, "@context": "https://www.w3.org/ns/activitystreams"}`,
		}, want: says("{me}/review/1", social.Public, "A Book", "good"),
	},
	{
		name: "GoBlog, which is its whole site", path: "", form: form{key: "{me}#main-key"}, says: []string{
			`{"@context": ["https://www.w3.org/ns/activitystreams"], "id": "{me}#follow1", "type": "Follow", "actor": "{me}", "object": ["{alice}"]}`,
		}, want: joins(1),
	},
	{
		name: "Smithereen writes on a wall", path: "/users/1", form: form{covers: "(request-target) host date digest"},
		actor: `{"type": "Person", "id": "{me}", "name": "Carol", "icon": [{"type": "Image", "url": [{"type": "Link", "href": "{there}/a.webp", "mediaType": "image/webp"}]}], "url": "{there}/carol", "preferredUsername": "carol", "inbox": "{me}/inbox", "outbox": "{me}/outbox", "followers": "{me}/followers", "following": "{me}/following", "endpoints": {"sharedInbox": "{there}/activitypub/sharedInbox", "collectionSimpleQuery": "{me}/collectionQuery"},
			"publicKey": {"id": "{me}#main-key", "owner": "{me}", "publicKeyPem": {pem}}, "wall": "{me}/wall", "firstName": "Carol", "lastName": null, "supportsFriendRequests": true, "@context": ["https://www.w3.org/ns/activitystreams", {"sm": "http://smithereen.software/ns#", "sc": "http://schema.org#", "firstName": "sc:givenName", "lastName": "sc:familyName", "wall": {"@id": "sm:wall", "@type": "@id"},
			"collectionSimpleQuery": "sm:collectionSimpleQuery", "supportsFriendRequests": "sm:supportsFriendRequests", "manuallyApprovesFollowers": "as:manuallyApprovesFollowers", "non-anonymous": "sm:non-anonymous", "friends": {"@id": "sm:friends", "@type": "@id"}}, "https://w3id.org/security/v1"]}`,
		says: []string{
			`{"type": "Create", "id": "{there}/posts/5#activityCreate", "actor": "{me}", "to": "https://www.w3.org/ns/activitystreams#Public", "cc": ["{there}/groups/2", "{me}/followers"], "object": {"type": "Note", "id": "{there}/posts/5", "attributedTo": "{me}", "content": "<p>wall</p>", "published": "2026-11-20T10:00:00Z", "url": "{there}/posts/5", "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["{there}/groups/2"],
			"target": {"type": "Collection", "id": "{there}/groups/2/wall", "attributedTo": "{there}/groups/2"}, "sensitive": false, "replies": {"type": "Collection", "id": "{there}/posts/5/replies", "first": {"type": "CollectionPage", "items": [], "partOf": "{there}/posts/5/replies"}}}, "@context": ["https://www.w3.org/ns/activitystreams", {"sensitive": "as:sensitive"}]}`,
		}, want: says("{there}/posts/5", social.Public, "wall"),
	},
}

// hubzilla does something with a post, always under the same id.
func hubzilla(verb, content, updated string) string {
	return `{` + hubzillaContext + `, "type": "` + verb + `", "id": "{there}/activity/u1", "diaspora:guid": "u1", "published": "2026-11-20T10:00:00Z", ` + updated + `"commentPolicy": "any", "actor": ` + hubzillaPerson + `, "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["{there}/followers/carol"],
		"object": {"type": "Note", "id": "{there}/item/u1", "published": "2026-11-20T10:00:00Z", ` + updated + `"attributedTo": ` + hubzillaPerson + `, "content": "` + content + `", "source": {"content": "x", "mediaType": "text/bbcode"}, "url": [{"type": "Link", "rel": "alternate", "href": "{there}/display/u1", "mediaType": "text/html"}], "to": "https://www.w3.org/ns/activitystreams#Public", "tag": [], "replies": "{there}/conversation/u1"}}`
}
