package inbox_test

import "landfall/federation-core/social"

const peerTubeContext = `"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1", {"RsaSignature2017": "https://w3id.org/security#RsaSignature2017"}, {"pt": "https://joinpeertube.org/ns#", "sc": "http://schema.org/", "Hashtag": "as:Hashtag", "category": "sc:category", "licence": "sc:license", "subtitleLanguage": "sc:subtitleLanguage",
	"automaticallyGenerated": "pt:automaticallyGenerated", "sensitive": "as:sensitive", "language": "sc:inLanguage", "identifier": "sc:identifier", "isLiveBroadcast": "sc:isLiveBroadcast", "liveSaveReplay": {"@type": "sc:Boolean", "@id": "pt:liveSaveReplay"}, "Infohash": "pt:Infohash", "SensitiveTag": "pt:SensitiveTag", "tileWidth": {"@type": "sc:Number", "@id": "pt:tileWidth"},
	"originallyPublishedAt": "sc:datePublished", "uploadDate": "sc:uploadDate", "hasParts": "sc:hasParts", "views": {"@type": "sc:Number", "@id": "pt:views"}, "state": {"@type": "sc:Number", "@id": "pt:state"}, "size": {"@type": "sc:Number", "@id": "pt:size"}, "fps": {"@type": "sc:Number", "@id": "pt:fps"}, "canReply": "pt:canReply", "commentsPolicy": {"@type": "sc:Number", "@id": "pt:commentsPolicy"},
	"downloadEnabled": {"@type": "sc:Boolean", "@id": "pt:downloadEnabled"}, "waitTranscoding": {"@type": "sc:Boolean", "@id": "pt:waitTranscoding"}, "support": {"@type": "sc:Text", "@id": "pt:support"}, "likes": {"@id": "as:likes", "@type": "@id"}, "dislikes": {"@id": "as:dislikes", "@type": "@id"}, "shares": {"@id": "as:shares", "@type": "@id"}, "comments": {"@id": "as:comments", "@type": "@id"},
	"playlists": {"@id": "pt:playlists", "@type": "@id"}, "lemmy": "https://join-lemmy.org/ns#", "postingRestrictedToMods": "lemmy:postingRestrictedToMods", "icons": "as:icon", "uuid": {"@type": "sc:identifier", "@id": "pt:uuid"}}]`

const peerTubeVideo = `{` + peerTubeContext + `, "type": "Video", "id": "{there}/videos/watch/u1", "name": "A film", "duration": "PT42S", "uuid": "u1", "category": {"identifier": "1", "name": "Music"}, "language": {"identifier": "en", "name": "English"}, "views": 3, "sensitive": false, "waitTranscoding": true, "state": 1, "commentsPolicy": 1, "canReply": "as:Public", "published": "2026-11-20T10:00:00.000Z",
	"originallyPublishedAt": null, "updated": "2026-11-20T10:00:01.000Z", "tag": [{"type": "Hashtag", "name": "music"}], "mediaType": "text/markdown", "content": "A *film*", "support": null, "subtitleLanguage": [], "icon": [{"type": "Image", "url": "{there}/1.jpg", "mediaType": "image/jpeg", "width": 280, "height": 157}, {"type": "Image", "url": "{there}/2.jpg", "mediaType": "image/jpeg", "width": 850, "height": 480}],
	"url": [{"type": "Link", "mediaType": "text/html", "href": "{there}/videos/watch/u1"}, {"type": "Link", "mediaType": "application/x-mpegURL", "href": "{there}/u1.m3u8", "tag": [{"type": "Infohash", "name": "x"}]}, {"type": "Link", "mediaType": "application/x-bittorrent;x-scheme-handler/magnet", "href": "magnet:?xt=urn:btih:x", "height": 480}],
	"likes": "{there}/videos/watch/u1/likes", "dislikes": "{there}/videos/watch/u1/dislikes", "shares": "{there}/videos/watch/u1/announces", "comments": "{there}/videos/watch/u1/comments", "attributedTo": [{"type": "Person", "id": "{there}/accounts/carol"}, {"type": "Group", "id": "{there}/video-channels/films"}], "isLiveBroadcast": false,
	"to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["{there}/accounts/carol/followers"]}`

// peerTube names the actor where others name its key.
var peerTube = form{key: "{me}", covers: "(request-target) host date digest", header: `keyId="{key}",algorithm="rsa-sha256",headers="{covers}",signature="{signature}"`}

const peerTubeActor = `{` + peerTubeContext + `, "type": "Person", "id": "{me}", "following": "{me}/following", "followers": "{me}/followers", "playlists": "{me}/playlists", "inbox": "{me}/inbox", "outbox": "{me}/outbox", "preferredUsername": "carol", "url": [{"type": "Link", "mediaType": "text/html", "href": "{me}"}, {"type": "Link", "mediaType": "application/rss+xml", "href": "{there}/feeds/1.xml"}], "name": "Carol",
	"endpoints": {"sharedInbox": "{there}/inbox"}, "publicKey": {"id": "{me}#main-key", "owner": "{me}", "publicKeyPem": {pem}}, "published": "2020-01-01T00:00:00.000Z", "icon": [{"type": "Image", "mediaType": "image/png", "height": 48, "width": 48, "url": "{there}/48.png"}], "summary": null}`

// media are made for pictures, films and sound.
var media = []letter{
	{
		name: "PeerTube publishes a film, which a channel passes on", path: "/accounts/carol", actor: peerTubeActor, form: peerTube, docs: map[string]string{"/videos/watch/u1": peerTubeVideo}, says: []string{
			`{` + peerTubeContext + `, "type": "Create", "id": "{there}/videos/watch/u1/activity", "actor": "{me}", "object": ` + peerTubeVideo + `, "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["{me}/followers"], "signature": {"type": "RsaSignature2017", "creator": "{me}", "created": "2026-11-20T10:00:00.000Z", "signatureValue": "x"}}`,
			`{` + peerTubeContext + `, "type": "View", "id": "{me}/views/videos/1/x", "actor": "{me}", "object": "{there}/videos/watch/u1", "to": ["https://www.w3.org/ns/activitystreams#Public"]}`,
			`{` + peerTubeContext + `, "type": "Announce", "id": "{there}/videos/watch/u1/announces/1", "actor": "{me}", "object": "{there}/videos/watch/u1", "to": ["https://www.w3.org/ns/activitystreams#Public", "{me}/followers"], "cc": []}`,
		}, want: all(says("{there}/videos/watch/u1", social.Public, "A film"), passes("{there}/videos/watch/u1")),
	},
	{
		name: "PeerTube likes", path: "/accounts/carol", actor: peerTubeActor, form: peerTube, says: []string{
			`{` + peerTubeContext + `, "id": "{me}/likes/9", "type": "Like", "actor": "{me}", "object": "{post}", "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": []}`,
		}, want: reacts(1, 0),
	},
	{
		name: "Pixelfed, whose Accept names what it likes", path: "/users/carol", asks: true,
		form: form{kind: `application/ld+json; profile="https://www.w3.org/ns/activitystreams"`, covers: "(request-target) host date digest content-type user-agent accept", extra: map[string]string{"Accept": "application/activity+json, application/json", "User-Agent": "(Pixelfed/0.12.5; +https://pixelfed.example)"}},
		says: []string{`{"@context": "https://www.w3.org/ns/activitystreams", "id": "{me}#accepts/follows/", "type": "Accept", "actor": "{me}", "object": {"id": "{alice}#follows/7", "actor": "{alice}", "object": "{me}", "type": "Follow"}}`},
		want: answers,
	},
	{
		name: "Pixelfed rejects after it has accepted", path: "/users/carol", asks: true, form: form{kind: `application/ld+json; profile="https://www.w3.org/ns/activitystreams"`}, says: []string{
			`{"@context": "https://www.w3.org/ns/activitystreams", "id": "{me}#accepts/follows/", "type": "Accept", "actor": "{me}", "object": {"id": "{asked}", "actor": "{alice}", "object": "{me}", "type": "Follow"}}`,
			`{"@context": "https://www.w3.org/ns/activitystreams", "id": "{me}#rejects/follows/", "type": "Reject", "actor": "{me}", "object": {"id": "{asked}", "actor": "{alice}", "object": "{me}", "type": "Follow"}}`,
		}, want: declines,
	},
	{
		name: "Pixelfed shows a picture", path: "/users/carol", form: form{kind: `application/ld+json; profile="https://www.w3.org/ns/activitystreams"`}, says: []string{
			`{"@context": ["https://w3id.org/security/v1", "https://www.w3.org/ns/activitystreams", {"Hashtag": "as:Hashtag", "sensitive": "as:sensitive", "schema": "http://schema.org/", "pixelfed": "http://pixelfed.org/ns#", "commentsEnabled": {"@id": "pixelfed:commentsEnabled", "@type": "schema:Boolean"}, "capabilities": {"@id": "pixelfed:capabilities", "@container": "@set"},
			"announce": {"@id": "pixelfed:canAnnounce", "@type": "@id"}, "like": {"@id": "pixelfed:canLike", "@type": "@id"}, "reply": {"@id": "pixelfed:canReply", "@type": "@id"}, "toot": "http://joinmastodon.org/ns#", "Emoji": "toot:Emoji"}], "id": "{there}/p/carol/1/activity", "type": "Create", "actor": "{me}", "published": "2026-11-20T10:00:00+00:00", "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["{me}/followers"],
			"object": {"id": "{there}/p/carol/1", "type": "Note", "summary": null, "content": null, "contentMap": {"en": "sea"}, "inReplyTo": null, "published": "2026-11-20T10:00:00+00:00", "url": "{there}/p/carol/1", "attributedTo": "{me}", "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["{me}/followers"], "sensitive": false,
			"attachment": [{"type": "Image", "mediaType": "image/jpeg", "url": "{there}/1.jpg", "name": "sea", "blurhash": "U1", "width": 1080, "height": 720}], "tag": [], "commentsEnabled": true, "capabilities": {"announce": "https://www.w3.org/ns/activitystreams#Public", "like": "https://www.w3.org/ns/activitystreams#Public", "reply": null}, "location": {"type": "Place", "name": "Bern", "longitude": "7.4", "latitude": "46.9", "country": "CH"}}}`,
		}, want: says("{there}/p/carol/1", social.Public, "sea"),
	},
	{
		name: "Funkwhale publishes a piece", path: "/federation/actors/carol", form: form{covers: "(request-target) user-agent host date digest", header: `keyId="{key}",algorithm="rsa-sha256",headers="{covers}",signature="{signature}"`, extra: map[string]string{"User-Agent": "python-requests (funkwhale/1.4.0; +https://funkwhale.example)"}}, says: []string{
			`{"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1", "https://funkwhale.audio/ns", {"manuallyApprovesFollowers": "as:manuallyApprovesFollowers", "Hashtag": "as:Hashtag"}], "type": "Create", "id": "{there}/federation/music/uploads/1/activity", "actor": "{me}", "to": ["https://www.w3.org/ns/activitystreams#Public"],
			"object": {"id": "{there}/federation/music/uploads/1", "type": "Audio", "name": "Song", "attributedTo": "{me}", "published": "2026-11-20T10:00:00+00:00", "to": "https://www.w3.org/ns/activitystreams#Public", "duration": 42, "url": [{"type": "Link", "mediaType": "audio/mpeg", "href": "{there}/1.mp3", "bitrate": 320000}, {"type": "Link", "mediaType": "text/html", "href": "{there}/library/tracks/1"}], "library": "{there}/federation/music/libraries/1", "track": {"type": "Track", "id": "{there}/federation/music/tracks/1", "name": "Song"}}}`,
		}, want: says("{there}/federation/music/uploads/1", social.Public, "Song"),
	},
	{
		name: "Owncast goes live", path: "/federation/user/live", form: form{header: `keyId="{key}",algorithm="rsa-sha256",headers="{covers}",signature="{signature}"`},
		actor: `{"@context": ["https://www.w3.org/ns/activitystreams", "http://joinmastodon.org/ns", "https://w3id.org/security/v1", {"schema": "http://schema.org#", "PropertyValue": "schema:PropertyValue", "value": "schema:value"}], "attachment": {"name": "Stream", "type": "PropertyValue", "value": "x"}, "discoverable": true, "followers": "{me}/followers", "icon": {"type": "Image", "url": "{there}/logo"}, "id": "{me}", "image": {"type": "Image", "url": "{there}/logo"},
			"inbox": "{me}/inbox", "manuallyApprovesFollowers": false, "name": "Live", "outbox": "{me}/outbox", "preferredUsername": "live", "publicKey": {"id": "{me}#main-key", "owner": "{me}", "publicKeyPem": {pem}}, "published": "2020-01-01T00:00:00Z", "tag": {"href": "{there}/directory/tags/owncast", "name": "#owncast", "type": "Hashtag"}, "type": "Service", "url": "{me}"}`,
		says: []string{
			`{"@context": "https://www.w3.org/ns/activitystreams", "actor": "{me}", "id": "{there}/federation/a1", "object": {"attachment": {"content": "s", "mediaType": "image/gif", "type": "Image", "url": "{there}/p.gif"}, "attributedTo": "{me}", "content": "<p>live</p>", "id": "{there}/federation/n1", "published": "2026-11-20T10:00:00Z", "tag": {"href": "x", "name": "#owncast", "type": "Hashtag"}, "to": "https://www.w3.org/ns/activitystreams#Public", "type": "Note"},
			"published": "2026-11-20T10:00:00Z", "to": "https://www.w3.org/ns/activitystreams#Public", "type": "Create"}`,
		}, want: says("{there}/federation/n1", social.Public, "live"),
	},
	{
		name: "Castopod, of several types", path: "/@carol", form: form{covers: "(request-target) host date digest"},
		actor: `{"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"], "id": "{me}", "type": ["Person", "https://podcast.example/ns#Podcast"], "name": "Carol", "preferredUsername": "carol", "summary": "", "inbox": "{me}/inbox", "outbox": "{me}/outbox", "followers": "{me}/followers", "url": "{me}", "publicKey": [{"id": "{me}#main-key", "owner": "{me}", "publicKeyPem": {pem}}], "icon": [{"type": "Image", "mediaType": "image/jpeg", "url": "{there}/1.jpg"}]}`,
		says: []string{
			`{"@context": "https://www.w3.org/ns/activitystreams", "id": "{me}/activities/1", "type": "Create", "actor": ["{me}"], "to": "https://www.w3.org/ns/activitystreams#Public", "cc": ["{me}/followers"], "object": [{"id": "{me}/posts/1", "type": "Note", "content": "<p>episode</p>", "published": "2026-11-20T10:00:00+00:00", "attributedTo": "{me}", "to": "https://www.w3.org/ns/activitystreams#Public", "cc": ["{me}/followers"], "replies": "{me}/posts/1/replies"}]}`,
		}, want: says("{me}/posts/1", social.Public, "episode"),
	},
}
