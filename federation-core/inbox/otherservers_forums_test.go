package inbox_test

import "landfall/federation-core/social"

const lemmyContext = `"@context": ["https://join-lemmy.org/context.json", "https://www.w3.org/ns/activitystreams"]`

const lemmyGroup = `{` + lemmyContext + `, "type": "Group", "id": "{me}", "preferredUsername": "cats", "inbox": "{me}/inbox", "outbox": "{me}/outbox", "followers": "{me}/followers", "featured": "{me}/featured", "attributedTo": "{me}/moderators",
	"publicKey": {"id": "{me}#main-key", "owner": "{me}", "publicKeyPem": {pem}}, "name": "Cats", "summary": "<p>cats</p>", "source": {"content": "cats", "mediaType": "text/markdown"}, "sensitive": false, "language": [{"identifier": "en", "name": "English"}],
	"postingRestrictedToMods": false, "endpoints": {"sharedInbox": "{there}/inbox"}, "published": "2020-01-01T00:00:00.5+00:00", "updated": null}`

const lemmyPage = `{` + lemmyContext + `, "type": "Page", "id": "{there}/post/3", "attributedTo": "{there}/u/lea", "to": ["{me}", "https://www.w3.org/ns/activitystreams#Public"], "cc": [], "audience": "{me}", "name": "A cat", "content": "<p>meow</p>", "mediaType": "text/html",
	"attachment": [{"href": "https://cats.example/1", "mediaType": "text/html", "type": "Link"}], "image": {"type": "Image", "url": "{there}/1.png"}, "sensitive": false, "commentsEnabled": true, "language": {"identifier": "en", "name": "English"}, "published": "2026-11-20T10:00:00.123456Z", "tag": {"type": "Hashtag", "href": "{there}/c/cats", "name": "#cats"}}`

const lea = `{` + lemmyContext + `, "type": "Person", "id": "{there}/u/lea", "preferredUsername": "lea", "inbox": "{there}/u/lea/inbox", "outbox": "{there}/u/lea/outbox", "publicKey": {"id": "{there}/u/lea#main-key", "owner": "{there}/u/lea", "publicKeyPem": {pem}}, "endpoints": {"sharedInbox": "{there}/inbox"}, "published": "2020-01-01T00:00:00Z"}`

// lemmy signs what the http-signature-normalization library does.
var lemmy = form{
	covers: "(request-target) content-type date digest host",
	header: `keyId="{key}",algorithm="hs2019",headers="{covers}",signature="{signature}"`,
}

var lemmyDocs = map[string]string{"/post/3": lemmyPage, "/u/lea": lea}

// announced is an activity that a group passes on.
func announced(id, activity string) string {
	return `{` + lemmyContext + `, "actor": "{me}", "to": ["https://www.w3.org/ns/activitystreams#Public"], "object": ` + activity + `, "cc": ["{me}/followers"], "type": "Announce", "id": "{there}/activities/announce/` + id + `"}`
}

// forums have groups.
var forums = []letter{
	{
		name: "Lemmy passes on a post, by its creation and by itself", path: "/c/cats", actor: lemmyGroup, form: lemmy, docs: lemmyDocs, says: []string{
			announced("1", `{"id": "{there}/activities/create/2", "actor": "{there}/u/lea", "to": ["{me}", "https://www.w3.org/ns/activitystreams#Public"], "object": `+lemmyPage+`, "cc": ["{me}"], "audience": "{me}", "type": "Create"}`),
			announced("page/1", `"{there}/post/3"`),
		}, want: all(says("{there}/post/3", social.Public, "A cat", "meow"), passes("{there}/post/3")),
	},
	{
		name: "Lemmy passes on votes and the work of moderators, of which nothing becomes", path: "/c/cats", actor: lemmyGroup, form: lemmy, says: []string{
			announced("3", `{"id": "{there}/activities/like/1", "actor": "{there}/u/lea", "object": "{there}/post/3", "audience": "{me}", "type": "Like"}`),
			announced("4", `{"id": "{there}/activities/dislike/1", "actor": "{there}/u/lea", "object": "{there}/post/3", "audience": "{me}", "type": "Dislike"}`),
			announced("5", `{"id": "{there}/activities/lock/1", "actor": "{there}/u/lea", "to": ["https://www.w3.org/ns/activitystreams#Public"], "object": "{there}/post/3", "cc": ["{me}"], "type": "Lock"}`),
			announced("6", `{"id": "{there}/activities/block/1", "actor": "{there}/u/lea", "to": ["https://www.w3.org/ns/activitystreams#Public"], "object": "{there}/u/troll", "cc": ["{me}"], "type": "Block", "target": "{me}", "removeData": true, "summary": "spam", "endTime": "2026-12-01T00:00:00Z"}`),
			announced("7", `{"id": "{there}/activities/undo/1", "actor": "{there}/u/lea", "to": ["https://www.w3.org/ns/activitystreams#Public"], "object": {"id": "{there}/activities/like/1", "actor": "{there}/u/lea", "object": "{there}/post/3", "type": "Like"}, "type": "Undo"}`),
			announced("8", `{"id": "{there}/activities/delete/1", "actor": "{there}/u/lea", "to": ["https://www.w3.org/ns/activitystreams#Public"], "object": "{there}/post/3", "cc": ["{me}"], "type": "Delete"}`),
			announced("9", `{"id": "{there}/activities/add/1", "actor": "{there}/u/lea", "to": ["https://www.w3.org/ns/activitystreams#Public"], "object": "{there}/post/3", "target": "{me}/featured", "cc": ["{me}"], "type": "Add"}`),
		}, want: all(unheard("{there}/post/3"), bothers(2)), // the group, when it was followed and when it signed
	},
	{
		name: "Lemmy lets somebody follow a community", path: "/c/cats", actor: lemmyGroup, form: lemmy, asks: true, says: []string{
			`{` + lemmyContext + `, "actor": "{me}", "to": ["{alice}"], "object": {"actor": "{alice}", "to": ["{me}"], "object": "{me}", "type": "Follow", "id": "{asked}"}, "type": "Accept", "id": "{there}/activities/accept/1"}`,
		}, want: answers,
	},
	{
		name: "Lemmy answers a post of ours", path: "/u/lea", actor: lea, form: lemmy, says: []string{
			`{` + lemmyContext + `, "actor": "{me}", "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["{there}/c/cats", "{alice}"], "audience": "{there}/c/cats", "tag": [{"href": "{alice}", "name": "@alice@home.example", "type": "Mention"}], "type": "Create", "id": "{there}/activities/create/5",
			"object": {"type": "Note", "id": "{there}/comment/5", "attributedTo": "{me}", "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["{there}/c/cats", "{alice}"], "audience": "{there}/c/cats", "content": "<p>mew</p>\n", "mediaType": "text/html", "source": {"content": "mew", "mediaType": "text/markdown"},
			"inReplyTo": "{post}", "published": "2026-11-20T10:00:00.123456Z", "tag": [{"href": "{alice}", "name": "@alice@home.example", "type": "Mention"}], "distinguished": false, "language": {"identifier": "en", "name": "English"}, "attachment": []}}`,
		}, want: says("{there}/comment/5", social.Public, "mew"),
	},
	{
		name: "Lemmy bans somebody, reports a post and takes a ban back", path: "/u/lea", actor: lea, form: lemmy, says: []string{
			`{` + lemmyContext + `, "actor": "{me}", "to": ["https://www.w3.org/ns/activitystreams#Public"], "object": "{alice}", "cc": ["{there}/"], "target": "{there}/", "type": "Block", "removeData": true, "summary": "spam", "id": "{there}/activities/block/2"}`,
			`{` + lemmyContext + `, "actor": "{me}", "to": ["{there}/c/cats"], "audience": "{there}/c/cats", "object": ["{alice}", "{post}"], "summary": "rude", "content": "rude", "type": "Flag", "id": "{there}/activities/flag/2"}`,
			`{` + lemmyContext + `, "actor": "{me}", "to": ["https://www.w3.org/ns/activitystreams#Public"], "object": {"actor": "{me}", "to": ["https://www.w3.org/ns/activitystreams#Public"], "object": "{alice}", "cc": ["{there}/"], "target": "{there}/", "type": "Block", "removeData": true, "id": "{there}/activities/block/2"}, "cc": ["{there}/"], "type": "Undo", "id": "{there}/activities/undo/2"}`,
		}, want: all(shuns(false), reports),
	},
	{
		name: "Lemmy's own actor, which has no name", path: "/", form: lemmy,
		actor: `{` + lemmyContext + `, "type": "Application", "id": "{me}", "name": "Enterprise", "summary": "A test instance", "content": "<p>sidebar</p>", "mediaType": "text/html", "inbox": "{there}/inbox", "outbox": "{there}/outbox",
			"publicKey": {"id": "{me}#main-key", "owner": "{me}", "publicKeyPem": {pem}}, "published": "2022-01-19T21:52:11.110741+00:00"}`,
		says: []string{`{` + lemmyContext + `, "actor": "{me}", "to": ["{alice}"], "object": "{post}", "type": "Flag", "content": "rude", "id": "{there}/activities/flag/1"}`},
		want: reports,
	},
	{
		name: "PieFed passes on an edit that it embeds, as text in cc", path: "/c/cats", actor: lemmyGroup, docs: lemmyDocs, form: form{covers: "(request-target) host date digest content-type"}, says: []string{
			`{"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"], "actor": "{me}", "to": "https://www.w3.org/ns/activitystreams#Public", "cc": "{me}/followers", "type": "Announce", "id": "{there}/activities/announce/a", "object": "{there}/post/3"}`,
			announced("b", `{"id": "{there}/activities/update/1", "actor": "{there}/u/lea", "object": `+lemmyPage+`, "type": "Update"}`),
		}, want: says("{there}/post/3", social.Public, "meow"),
	},
	{
		name: "Mbin boosts and likes, with everything embedded", path: "/u/carol", form: form{covers: "(request-target) digest host date content-type user-agent", extra: map[string]string{"User-Agent": "mbinBot/1.8 (+https://mbin.example/agent)"}}, says: []string{
			`{"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1", {"ostatus": "http://ostatus.org#", "sensitive": "as:sensitive", "votersCount": "toot:votersCount", "toot": "http://joinmastodon.org/ns#"}], "id": "{there}/f/object/1", "type": "Announce", "actor": "{me}", "object": "{post}",
			"to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["{me}/followers", "{alice}"], "published": "2026-11-20T10:00:00+00:00"}`,
			`{"@context": ["https://www.w3.org/ns/activitystreams"], "id": "{there}/f/object/2", "type": "Like", "actor": {"id": "{me}", "type": "Person"}, "object": {"id": "{post}", "type": "Note"}, "to": "https://www.w3.org/ns/activitystreams#Public", "cc": []}`,
		}, want: reacts(1, 1),
	},
	{
		name: "NodeBB, whose ids are numbers", path: "/uid/1", form: form{key: "{me}#key", covers: "(request-target) host date digest", header: `keyId="{key}",headers="{covers}",signature="{signature}",algorithm="hs2019"`},
		actor: `{"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"], "id": "{me}", "url": "{there}/user/carol", "followers": "{me}/followers", "following": "{me}/following", "inbox": "{me}/inbox", "outbox": "{me}/outbox", "type": "Person", "name": "carol", "preferredUsername": "carol", "summary": "", "published": "2020-01-01T00:00:00.000Z",
			"attachment": [], "endpoints": {"sharedInbox": "{there}/inbox"}, "publicKey": {"id": "{me}#key", "owner": "{me}", "publicKeyPem": {pem}}}`,
		says: []string{
			`{"@context": "https://www.w3.org/ns/activitystreams", "id": "{there}/post/7#activity/create/1763632800", "type": "Create", "actor": "{me}", "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["{me}/followers", "{there}/category/1/followers"], "object": {"@context": "https://www.w3.org/ns/activitystreams", "id": "{there}/post/7", "type": "Article",
			"to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["{me}/followers"], "inReplyTo": null, "published": "2026-11-20T10:00:00.000Z", "updated": null, "url": "{there}/post/7", "attributedTo": "{me}", "context": "{there}/topic/2", "audience": "{there}/category/1", "summary": "short", "name": "Topic", "preview": {"type": "Note", "content": "short"}, "content": "<p>long</p>", "source": {"content": "long", "mediaType": "text/markdown"}, "tag": [], "attachment": []}}`,
		}, want: says("{there}/post/7", social.Public, "Topic", "long"),
	},
	{
		name: "Discourse", path: "/ap/actor/8f14", form: form{covers: "(request-target) date host digest", kind: `application/ld+json; profile="https://www.w3.org/ns/activitystreams"`}, says: []string{
			`{"@context": "https://www.w3.org/ns/activitystreams", "id": "{there}/ap/activity/1", "type": "Create", "actor": {"id": "{me}", "type": "Person", "preferredUsername": "carol", "inbox": "{me}/inbox"}, "to": ["https://www.w3.org/ns/activitystreams#Public", "{me}/followers"], "cc": null, "published": "2026-11-20T10:00:00Z",
			"object": {"id": "{there}/ap/object/1", "type": "Note", "content": "<p>topic</p>", "attributedTo": {"id": "{me}", "type": "Person"}, "to": null, "inReplyTo": null, "url": "{there}/t/1/1", "published": "2026-11-20T10:00:00Z", "audience": "{there}/ap/actor/cat"}}`,
		}, want: says("{there}/ap/object/1", social.Public, "topic"),
	},
	{
		name: "Mobilizon invites", path: "/@carol", form: form{covers: "(request-target) content-length date digest host"}, says: []string{
			`{"@context": ["https://www.w3.org/ns/activitystreams", "https://litepub.social/context.jsonld", {"sc": "http://schema.org#", "ical": "http://www.w3.org/2002/12/cal/ical#", "pt": "https://joinpeertube.org/ns#", "Hashtag": "as:Hashtag", "category": "sc:category", "uuid": "sc:identifier", "maximumAttendeeCapacity": "sc:maximumAttendeeCapacity",
			"location": {"@id": "sc:location", "@type": "sc:Place"}, "PostalAddress": "sc:PostalAddress", "address": {"@id": "sc:address", "@type": "sc:PostalAddress"}, "mz": "https://joinmobilizon.org/ns#", "repliesModerationOptionType": {"@id": "mz:repliesModerationOptionType", "@type": "rdfs:Class"}, "commentsEnabled": {"@type": "sc:Boolean", "@id": "pt:commentsEnabled"},
			"joinModeType": {"@id": "mz:joinModeType", "@type": "rdfs:Class"}, "joinMode": {"@id": "mz:joinMode", "@type": "mz:joinModeType"}, "timezone": {"@id": "mz:timezone", "@type": "sc:Text"}, "@language": "und"}],
			"id": "{there}/events/5/activity", "type": "Create", "actor": "{me}", "attributedTo": "{me}", "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["{me}/followers"], "object": {"id": "{there}/events/5", "type": "Event", "actor": "{me}", "attributedTo": "{me}", "name": "A walk", "content": "<p>outside</p>", "mediaType": "text/html",
			"category": "OUTDOORS", "startTime": "2026-12-01T10:00:00+01:00", "endTime": null, "location": {"type": "Place", "name": "park", "address": {"type": "PostalAddress", "addressLocality": "Bern"}}, "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["{me}/followers"], "url": "{there}/events/5", "uuid": "5", "published": "2026-11-20T10:00:00Z", "tag": [], "draft": false, "joinMode": "free"}}`,
		}, want: says("{there}/events/5", social.Public, "A walk", "outside"),
	},
}
