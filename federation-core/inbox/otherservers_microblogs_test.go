package inbox_test

import "landfall/federation-core/social"

const mastodonNote = `{"@context": "https://www.w3.org/ns/activitystreams", "id": "{me}/statuses/5/activity", "type": "Create", "actor": "{me}", "to": "as:Public", "cc": [], "object": {"id": "{me}/statuses/5", "type": "Note", "attributedTo": "{me}",
	"content": "<p>pin</p>", "to": "Public", "cc": null, "published": "2026-11-20T10:00:00Z"}}`

// misskeyContext is what Misskey, Sharkey, Firefish and Iceshrimp put before everything.
const misskeyContext = `"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1", {
	"Key": "sec:Key", "manuallyApprovesFollowers": "as:manuallyApprovesFollowers", "movedToUri": "as:movedTo", "sensitive": "as:sensitive", "Hashtag": "as:Hashtag",
	"quoteUrl": "as:quoteUrl", "fedibird": "http://fedibird.com/ns#", "quoteUri": "fedibird:quoteUri", "toot": "http://joinmastodon.org/ns#",
	"Emoji": "toot:Emoji", "featured": "toot:featured", "discoverable": "toot:discoverable", "schema": "http://schema.org#",
	"PropertyValue": "schema:PropertyValue", "value": "schema:value", "misskey": "https://misskey-hub.net/ns#", "_misskey_content": "misskey:_misskey_content",
	"_misskey_quote": "misskey:_misskey_quote", "_misskey_reaction": "misskey:_misskey_reaction", "_misskey_votes": "misskey:_misskey_votes",
	"_misskey_summary": "misskey:_misskey_summary", "isCat": "misskey:isCat", "firefish": "https://joinfirefish.org/ns#", "speakAsCat": "firefish:speakAsCat",
	"sharkey": "https://joinsharkey.org/ns#", "backgroundUrl": "sharkey:backgroundUrl", "listenbrainz": "sharkey:listenbrainz",
	"vcard": "http://www.w3.org/2006/vcard/ns#"}]`

// misskeyFollow has the same id whenever the same two are meant.
const misskeyFollow = `{` + misskeyContext + `, "id": "{there}/follows/9f/a1", "type": "Follow", "actor": "{me}", "object": "{alice}"}`

const misskeyUndo = `{` + misskeyContext + `, "type": "Undo", "id": "{there}/follows/9f/a1/undo", "actor": "{me}", "object": {"id": "{there}/follows/9f/a1",
	"type": "Follow", "actor": "{me}", "object": "{alice}"}, "published": "2026-11-20T10:28:17.308Z"}`

const litepub = `"@context": ["https://www.w3.org/ns/activitystreams", "{there}/schemas/litepub-0.1.jsonld", {"@language": "und", "htmlMfm": "https://w3id.org/fep/c16b#htmlMfm"}]`

var misskey = form{covers: "(request-target) date host digest", kind: "application/activity+json"}

// pleroma covers the length, and lists in the order of the alphabet.
var pleroma = form{
	covers: "(request-target) content-length date digest host",
	header: `keyId="{key}",signature="{signature}",headers="{covers}",algorithm="rsa-sha256"`,
	extra:  map[string]string{"User-Agent": "Pleroma 2.9.1; https://pleroma.example <admin@pleroma.example>"},
}

// microblogs are made for short posts.
var microblogs = []letter{
	{
		name: "Mastodon quotes, and asks whether it may", path: "/ap/users/115", form: form{extra: map[string]string{"Accept-Encoding": "gzip"}},
		says: []string{
			`{"@context": ["https://www.w3.org/ns/activitystreams", {"QuoteRequest": "https://w3id.org/fep/044f#QuoteRequest"}], "id": "{me}/quote_requests/1", "type": "QuoteRequest", "actor": "{me}", "object": "{post}", "instrument": "{me}/statuses/1"}`,
			`{"@context": ["https://www.w3.org/ns/activitystreams", {"ostatus": "http://ostatus.org#", "atomUri": "ostatus:atomUri", "inReplyToAtomUri": "ostatus:inReplyToAtomUri",
			"conversation": "ostatus:conversation", "sensitive": "as:sensitive", "toot": "http://joinmastodon.org/ns#", "votersCount": "toot:votersCount",
			"quote": {"@id": "https://w3id.org/fep/044f#quote", "@type": "@id"}, "quoteUri": "http://fedibird.com/ns#quoteUri", "_misskey_quote": "https://misskey-hub.net/ns#_misskey_quote",
			"quoteAuthorization": {"@id": "https://w3id.org/fep/044f#quoteAuthorization", "@type": "@id"}, "gts": "https://gotosocial.org/ns#",
			"interactionPolicy": {"@id": "gts:interactionPolicy", "@type": "@id"}, "canQuote": {"@id": "gts:canQuote", "@type": "@id"}, "automaticApproval": {"@id": "gts:automaticApproval", "@type": "@id"}}],
			"id": "{me}/statuses/1/activity", "type": "Create", "actor": "{me}", "published": "2026-11-20T10:00:00Z", "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["{me}/followers"],
			"object": {"id": "{me}/statuses/1", "type": "Note", "summary": null, "inReplyTo": null, "published": "2026-11-20T10:00:00Z", "url": "{there}/@carol/1", "attributedTo": "{me}",
			"to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["{me}/followers"], "sensitive": false, "atomUri": "{me}/statuses/1", "quote": "{post}", "_misskey_quote": "{post}", "quoteUri": "{post}",
			"interactionPolicy": {"canQuote": {"automaticApproval": ["https://www.w3.org/ns/activitystreams#Public"]}},
			"content": "<p class=\"quote-inline\">RE: x</p><p>look</p>", "contentMap": {"en": "<p class=\"quote-inline\">RE: x</p><p>look</p>"}, "attachment": [], "tag": [],
			"likes": {"id": "{me}/statuses/1/likes", "type": "Collection", "totalItems": 0}, "replies": {"id": "{me}/statuses/1/replies", "type": "Collection", "first": {"type": "CollectionPage", "partOf": "x", "items": []}}}}`,
		}, want: says("{me}/statuses/1", social.Public, "look"),
	},
	{
		name: "Mastodon asks and is answered in a poll, and counts its votes", path: "/users/carol", says: []string{
			`{"@context": "https://www.w3.org/ns/activitystreams", "id": "{me}/statuses/2/activity", "type": "Create", "actor": "{me}", "to": "{me}/followers", "cc": [],
			"object": {"id": "{me}/statuses/2", "type": "Question", "attributedTo": "{me}", "content": "<p>tea?</p>", "to": "{me}/followers", "cc": [], "endTime": "2026-12-01T00:00:00Z", "votersCount": 0,
			"published": "2026-11-20T10:00:00Z", "oneOf": [{"type": "Note", "name": "yes", "replies": {"type": "Collection", "totalItems": 0}}, {"type": "Note", "name": "no", "replies": {"type": "Collection", "totalItems": 0}}]}}`,
			`{"@context": "https://www.w3.org/ns/activitystreams", "id": "{me}#votes/3/activity", "type": "Create", "actor": "{me}", "to": "{alice}",
			"object": {"id": "{me}#votes/3", "type": "Note", "name": "yes", "attributedTo": "{me}", "to": "{alice}", "inReplyTo": "{post}"}}`,
			`{"@context": "https://www.w3.org/ns/activitystreams", "id": "{me}/statuses/2#updates/1", "type": "Update", "actor": "{me}", "to": "{me}/followers",
			"object": {"id": "{me}/statuses/2", "type": "Question", "attributedTo": "{me}", "content": "<p>tea?</p>", "to": "{me}/followers", "votersCount": 1, "published": "2026-11-20T10:00:00Z", "oneOf": [{"type": "Note", "name": "yes"}]}}`,
		}, want: all(says("{me}/statuses/2", social.Followers, "tea?"), unheard("{me}#votes/3")),
	},
	{
		name: "Mastodon pins a post and a hashtag, without ids", path: "/users/carol", says: []string{
			mastodonNote, `{"@context": "https://www.w3.org/ns/activitystreams", "type": "Add", "actor": "{me}", "target": "{me}/collections/featured", "object": "{me}/statuses/5"}`,
			`{"@context": ["https://www.w3.org/ns/activitystreams", {"Hashtag": "as:Hashtag"}], "type": "Add", "actor": "{me}", "target": "{me}/collections/featured", "object": {"type": "Hashtag", "href": "{there}/@carol/tagged/x", "name": "#x"}}`,
		}, want: shows(1),
	},
	{
		name: "Mastodon takes a pin away", path: "/users/carol", says: []string{
			mastodonNote, `{"@context": "https://www.w3.org/ns/activitystreams", "type": "Add", "actor": "{me}", "target": "{me}/collections/featured", "object": "{me}/statuses/5"}`,
			`{"@context": "https://www.w3.org/ns/activitystreams", "id": "{me}#remove", "type": "Remove", "actor": "{me}", "target": "{me}/collections/featured", "object": "{me}/statuses/5"}`,
		}, want: shows(0),
	},
	{
		name: "Mastodon changes a profile", path: "/users/carol", says: []string{
			`{"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1", {"movedTo": {"@id": "as:movedTo", "@type": "@id"}, "alsoKnownAs": {"@id": "as:alsoKnownAs", "@type": "@id"}}],
			"id": "{me}#updates/1", "type": "Update", "actor": "{me}", "to": ["https://www.w3.org/ns/activitystreams#Public"], "object": {"id": "{me}", "type": "Person", "preferredUsername": "carol", "name": "Carol",
			"inbox": "{me}/inbox", "publicKey": {"id": "{me}#main-key", "owner": "{me}", "publicKeyPem": {pem}}}}`,
		}, want: named("Carol"),
	},
	{
		name: "Mastodon ends an account, with the actor embedded", path: "/users/carol", says: []string{
			`{"@context": "https://www.w3.org/ns/activitystreams", "id": "{me}#delete", "type": "Delete", "actor": "{me}", "to": ["https://www.w3.org/ns/activitystreams#Public"], "object": {"id": "{me}", "type": "Person"}}`,
		}, want: vanished,
	},
	{
		name: "Misskey follows, leaves and follows again under one id", path: "/users/9f", form: misskey,
		actor: `{` + misskeyContext + `, "type": "Person", "id": "{me}", "inbox": "{me}/inbox", "outbox": "{me}/outbox", "followers": "{me}/followers", "following": "{me}/following", "featured": "{me}/collections/featured",
			"sharedInbox": "{there}/inbox", "endpoints": {"sharedInbox": "{there}/inbox"}, "url": "{there}/@carol", "preferredUsername": "carol", "name": null, "summary": null, "_misskey_summary": null, "icon": null, "image": null,
			"backgroundUrl": null, "tag": [], "manuallyApprovesFollowers": false, "discoverable": true, "publicKey": {"id": "{me}#main-key", "type": "Key", "owner": "{me}", "publicKeyPem": {pem}}, "isCat": true, "vcard:bday": "2000-01-01", "attachment": []}`,
		says: []string{misskeyFollow, misskeyUndo, misskeyFollow}, want: joins(2),
	},
	{
		name: "Misskey follows and leaves twice", path: "/users/9f", form: misskey,
		says: []string{misskeyFollow, misskeyUndo, misskeyFollow, misskeyUndo}, want: leaves,
	},
	{
		name: "Sharkey reacts with a picture of its own", path: "/users/9f", form: misskey, says: []string{
			`{` + misskeyContext + `, "type": "Like", "id": "{there}/likes/b2?v=1", "actor": "{me}", "object": "{post}", "content": ":blobcat:", "_misskey_reaction": ":blobcat:",
			"tag": [{"id": "{there}/emojis/blobcat", "type": "Emoji", "name": ":blobcat:", "updated": "2026-01-01T00:00:00.000Z", "icon": {"type": "Image", "mediaType": "image/png", "url": "{there}/files/blobcat.png"}}]}`,
		}, want: reacts(1, 0),
	},
	{
		name: "Firefish takes a reaction back, of which it tells only the id", path: "/users/9f", form: misskey, says: []string{
			`{` + misskeyContext + `, "type": "Like", "id": "{there}/likes/b3", "actor": "{me}", "object": "{post}", "content": "❤", "_misskey_reaction": "❤"}`,
			`{` + misskeyContext + `, "type": "Undo", "actor": "{me}", "object": {"id": "{there}/likes/b3", "type": "Like"}}`,
		}, want: reacts(0, 0),
	},
	{
		name: "Iceshrimp writes to followers, with one tag", path: "/users/9f", form: misskey, says: []string{
			`{` + misskeyContext + `, "id": "{there}/notes/c1/activity", "actor": "{me}", "type": "Create", "published": "2026-11-20T10:00:00.123Z", "object": {"id": "{there}/notes/c1", "type": "Note", "attributedTo": "{me}",
			"summary": null, "content": "<p><span>psst</span></p>", "_misskey_content": "psst", "source": {"content": "psst", "mediaType": "text/x.misskeymarkdown"}, "published": "2026-11-20T10:00:00.123Z",
			"to": ["{me}/followers"], "cc": [], "inReplyTo": null, "attachment": [], "sensitive": false, "tag": {"type": "Hashtag", "href": "{there}/tags/x", "name": "#x"}}, "to": ["{me}/followers"], "cc": []}`,
		}, want: says("{there}/notes/c1", social.Followers, "psst"),
	},
	{
		name: "Akkoma follows, reacts and listens", path: "/users/carol", form: pleroma,
		actor: `{` + litepub + `, "alsoKnownAs": [], "attachment": [], "capabilities": {"acceptsChatMessages": true}, "discoverable": false, "endpoints": {"oauthAuthorizationEndpoint": "{there}/oauth/authorize", "sharedInbox": "{there}/inbox",
			"uploadMedia": "{there}/api/ap/upload_media"}, "featured": "{me}/collections/featured", "followers": "{me}/followers", "following": "{me}/following", "id": "{me}", "inbox": "{me}/inbox", "manuallyApprovesFollowers": false,
			"name": "carol", "outbox": "{me}/outbox", "preferredUsername": "carol", "publicKey": {"id": "{me}#main-key", "owner": "{me}", "publicKeyPem": {pem}}, "summary": "", "tag": [], "type": "Person", "url": "{me}", "vcard:bday": null, "webfinger": "acct:carol@{there}"}`,
		says: []string{
			`{` + litepub + `, "actor": "{me}", "bcc": [], "bto": [], "cc": [], "context": "{there}/contexts/1", "id": "{there}/activities/1", "object": "{alice}", "published": "2026-11-20T10:00:00.123456Z", "state": "pending", "to": ["{alice}"], "type": "Follow"}`,
			`{` + litepub + `, "actor": "{me}", "cc": ["https://www.w3.org/ns/activitystreams#Public"], "content": "🔥", "id": "{there}/activities/2", "object": "{post}", "to": ["{alice}", "{me}/followers"], "type": "EmojiReact"}`,
			`{` + litepub + `, "actor": "{me}", "cc": [], "id": "{there}/activities/3", "object": {"actor": "{me}", "id": "{there}/objects/3", "title": "song", "type": "Audio", "to": ["https://www.w3.org/ns/activitystreams#Public"]}, "to": ["https://www.w3.org/ns/activitystreams#Public"], "type": "Listen"}`,
		}, want: all(joins(1), reacts(0, 0), unheard("{there}/objects/3")),
	},
	{
		name: "Pleroma sends a message to one", path: "/users/carol", form: pleroma, says: []string{
			`{` + litepub + `, "actor": "{me}", "cc": [], "context": "{there}/contexts/2", "context_id": 7, "directMessage": true, "id": "{there}/activities/4", "object": {"actor": "{me}", "attachment": [], "attributedTo": "{me}",
			"cc": [], "content": "hey", "context": "{there}/contexts/2", "conversation": "{there}/contexts/2", "id": "{there}/objects/4", "published": "2026-11-20T10:00:00.123456Z", "sensitive": null, "source": {"content": "hey", "mediaType": "text/plain"},
			"summary": "", "tag": [{"href": "{alice}", "name": "@alice@home.example", "type": "Mention"}], "to": ["{alice}"], "type": "Note"}, "to": ["{alice}"], "type": "Create"}`,
		}, want: says("{there}/objects/4", social.Direct, "hey"),
	},
	{
		name: "GoToSocial answers, with a key at an address of its own", path: "/users/carol", asks: true,
		form: form{key: "{me}/main-key", header: `keyId="{key}",algorithm="hs2019",headers="{covers}",signature="{signature}"`},
		actor: `{"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1", "http://joinmastodon.org/ns", "http://schema.org", "https://gotosocial.org/ns"], "id": "{me}", "type": "Person", "preferredUsername": "carol",
			"inbox": "{me}/inbox", "followers": "{me}/followers", "featured": "{me}/collections/featured", "attachment": [], "tag": [], "publicKey": {"id": "{me}/main-key", "owner": "{me}", "publicKeyPem": {pem}}}`,
		docs: map[string]string{"/users/carol/main-key": `{"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"], "id": "{me}", "type": "Person", "preferredUsername": "carol", "publicKey": {"id": "{me}/main-key", "owner": "{me}", "publicKeyPem": {pem}}}`},
		says: []string{`{"@context": "https://www.w3.org/ns/activitystreams", "id": "{me}/accepts/01J", "type": "Accept", "actor": "{me}", "to": "{alice}", "object": {"actor": "{alice}", "id": "{asked}", "object": "{me}", "to": "{me}", "type": "Follow"}}`},
		want: answers,
	},
	{
		name: "mitra, with proofs and a second key", path: "/users/carol", form: form{header: `keyId="{key}",headers="{covers}",signature="{signature}",algorithm="rsa-sha256"`},
		actor: `{"@context": ["https://www.w3.org/ns/activitystreams", "https://www.w3.org/ns/did/v1", "https://w3id.org/security/v1", "https://w3id.org/security/data-integrity/v1", "https://w3id.org/security/multikey/v1", {"manuallyApprovesFollowers": "as:manuallyApprovesFollowers",
			"schema": "http://schema.org/", "PropertyValue": "schema:PropertyValue", "value": "schema:value", "mitra": "http://jsonld.mitra.social#", "subscribers": "mitra:subscribers", "VerifiableIdentityStatement": "mitra:VerifiableIdentityStatement"}],
			"id": "{me}", "type": "Person", "preferredUsername": "carol", "inbox": "{me}/inbox", "outbox": "{me}/outbox", "followers": "{me}/followers", "subscribers": "{me}/subscribers",
			"assertionMethod": [{"id": "{me}#main-key", "type": "Multikey", "controller": "{me}", "publicKeyMultibase": "z4MXj1wBzi9jUstyPMS4jQqB6KdJaiatPkAtVtGc6bQEQEEsKTic4G7Rou3iBf9vPmT5dbkm9qsZsuVNjq8HCuW1w24nhBFGkRE4cd2Uf2tfrB3N7h4mnyPp1BF3ZttHTYv3DLUPi1zMdkULiow3M1GfXkoC6DoxDUm1jmN6GBj22SjVsr6dxezRVQc7aj9TxE7JLbMH1wh5X3kA58H3DFW8rnYMakFGbca5CB2Jf6CnGQZmL7o5uJAdTwXfy2iiiyPxXEGerMhHwhjTA1mKYobyk2CpeEcmvynADfNZ5MBvcCS7m3XkFCMNUYBS9NQ3fze6vMSUPsNa6GVYmKx2x6JrdEjCk3qRMMmyjnjCMfR4pXbRMZa3i"},
				{"id": "{me}#ed25519-key", "type": "Multikey", "controller": "{me}", "publicKeyMultibase": "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"}],
			"publicKey": {"id": "{me}#main-key", "owner": "{me}", "publicKeyPem": {pem}}, "generator": {"type": "Application", "implements": [{"href": "https://datatracker.ietf.org/doc/html/rfc9421", "name": "RFC-9421"}]}, "manuallyApprovesFollowers": false}`,
		says: []string{
			`{"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1", "https://w3id.org/security/data-integrity/v1", {"Emoji": "toot:Emoji", "toot": "http://joinmastodon.org/ns#", "litepub": "http://litepub.social/ns#", "EmojiReact": "litepub:EmojiReact"}],
			"id": "{there}/activities/like/1", "type": "Like", "actor": "{me}", "object": "{post}", "to": ["{alice}"], "cc": [],
			"proof": {"@context": ["https://www.w3.org/ns/activitystreams"], "type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "created": "2026-11-20T10:00:00Z", "proofPurpose": "assertionMethod", "verificationMethod": "{me}#ed25519-key", "proofValue": "z5QUBVVu"}}`,
		}, want: reacts(1, 0),
	},
	{
		name: "mitra, with an id that goes where its owner goes", path: "/.well-known/apgateway/did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2/actor", says: []string{
			`{"@context": "https://www.w3.org/ns/activitystreams", "id": "{there}/.well-known/apgateway/did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2/activities/1", "type": "Follow", "actor": "{me}", "object": "{alice}", "to": ["{alice}"]}`,
		}, want: joins(1),
	},
	{
		name: "Threads, whose ids end in a slash", path: "/ap/users/17841/", form: form{kind: `application/ld+json; profile="https://www.w3.org/ns/activitystreams"`}, says: []string{
			`{"@context": ["https://www.w3.org/ns/activitystreams", {"gts": "https://gotosocial.org/ns#", "interactionPolicy": {"@id": "gts:interactionPolicy", "@type": "@id"}}], "id": "{me}post/1/activity/", "type": "Create", "actor": "{me}", "published": "2026-11-20T10:00:00-0800",
			"to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["{me}/followers"], "object": {"id": "{me}post/1/", "type": "Note", "published": "2026-11-20T10:00:00-0800", "attributedTo": "{me}", "content": "<p>hi</p>", "contentMap": {"en": "<p>hi</p>"}, "url": "{there}/@carol/post/1",
			"to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["{me}/followers"], "tag": [], "attachment": [{"type": "Image", "mediaType": "image/jpeg", "url": "{there}/1.jpg", "name": null}]}}`,
		}, want: says("{me}post/1/", social.Public, "hi"),
	},
	{
		name: "Bridgy Fed, with addresses in addresses", path: "/ap/did:plc:ab12", form: form{key: "{me}#key", covers: "date host digest (request-target)", header: `keyId="{key}",algorithm="rsa-sha256",headers="{covers}",signature="{signature}"`},
		actor: `{"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1", {"schema": "http://schema.org#", "PropertyValue": "schema:PropertyValue", "value": "schema:value"}], "id": "{me}", "type": "Person", "preferredUsername": "carol.bsky.social",
			"url": ["https://bsky.app/profile/carol.bsky.social", "at://did:plc:ab12"], "inbox": "{me}/inbox", "outbox": "{me}/outbox", "icon": [{"type": "Image", "url": "https://cdn.example/a.jpg"}], "alsoKnownAs": ["did:plc:ab12", "at://did:plc:ab12"],
			"endpoints": {"sharedInbox": "{there}/ap/sharedInbox"}, "publicKey": {"id": "{me}#key", "owner": "{me}", "publicKeyPem": {pem}}}`,
		says: []string{
			`{"@context": "https://www.w3.org/ns/activitystreams", "type": "Create", "id": "{there}/convert/ap/at://did:plc:ab12/app.bsky.feed.post/3l#bridgy-fed-create", "actor": "{me}", "published": "2026-11-20T10:00:00.123Z", "object": {"type": "Note", "id": "{there}/convert/ap/at://did:plc:ab12/app.bsky.feed.post/3l",
			"attributedTo": [{"id": "{me}", "type": "Person"}], "content": "<p>skeet</p>", "content_is_html": true, "contentMap": {"en": "<p>skeet</p>"}, "url": ["http://bsky.app/post/3l", "https://bsky.app/post/3l"], "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": []}, "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": []}`,
		}, want: says("{there}/convert/ap/at://did:plc:ab12/app.bsky.feed.post/3l", social.Public, "skeet"),
	},
	{
		name: "snac2 deletes", path: "/carol", form: form{covers: "(request-target) host digest date"}, says: []string{
			`{"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"], "id": "{me}/p/1.2/Create", "type": "Create", "actor": "{me}", "published": "2026-11-20T10:00:00Z", "object": {"@context": ["https://www.w3.org/ns/activitystreams"], "type": "Note", "id": "{me}/p/1.2",
			"published": "2026-11-20T10:00:00Z", "attributedTo": "{me}", "summary": "", "content": "<p>snack</p>", "context": "{me}#ctxt", "url": "{me}/p/1.2", "tag": [], "source": {"content": "snack", "mediaType": "text/markdown"}, "sensitive": false, "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["{me}/followers"]}, "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": []}`,
			`{"@context": "https://www.w3.org/ns/activitystreams", "type": "Delete", "id": "{me}/d/1.3/Delete", "actor": "{me}", "to": "https://www.w3.org/ns/activitystreams#Public", "object": {"type": "Tombstone", "id": "{me}/p/1.2"}}`,
		}, want: withdrawn("{me}/p/1.2"),
	},
}
