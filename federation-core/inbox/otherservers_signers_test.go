package inbox_test

// likes is what all of them send.
var likes = []string{`{"@context": "https://www.w3.org/ns/activitystreams", "id": "{there}/likes/1", "type": "Like", "actor": "{me}", "object": "{post}"}`}

// signs is a letter in a form.
func signs(name string, f form) letter {
	return letter{name: "signed " + name, path: "/users/carol", form: f, says: likes, want: reacts(1, 0)}
}

// signers have their own ways with signatures.
var signers = []letter{
	signs("in the order of Mastodon", form{covers: "host date digest content-type (request-target)"}),
	signs("with blanks after the commas", form{header: `keyId="{key}", algorithm="rsa-sha256", headers="{covers}", signature="{signature}"`}),
	signs("without quotes around numbers, by (created)", form{covers: "(request-target) (created) host digest", header: `keyId="{key}",algorithm="hs2019",created={created},headers="{covers}",signature="{signature}"`}),
	signs("without an algorithm", form{header: `signature="{signature}",headers="{covers}",keyId="{key}"`}),
	signs("with an algorithm in no quotes", form{header: `keyid="{key}",algorithm=hs2019,headers="{covers}",signature="{signature}"`}),
	signs("with names of headers in capitals", form{covers: "(request-target) Host Date Digest Content-Type"}),
	signs("with a digest in small letters", form{digest: "sha-256"}),
	signs("with both kinds of digest", form{covers: usually + " content-digest", extra: map[string]string{"Content-Digest": "sha-256=:{digest}:"}}),
	signs("with what it would accept", form{covers: "(request-target) host date digest content-type accept user-agent", extra: map[string]string{"Accept": "application/activity+json, application/ld+json", "User-Agent": "x/1"}}),
	signs("with its length", form{covers: "(request-target) host date digest content-length content-type"}),
	signs("with its length, over HTTP/2", form{covers: "(request-target) host date digest content-length content-type", http2: true}),
	signs("over HTTP/2", form{http2: true}),
	signs("in chunks", form{chunked: true}),
	signs("as text of a type with more words", form{kind: `application/ld+json;charset=utf-8;profile="https://www.w3.org/ns/activitystreams https://w3id.org/security"`}),
	signs("by RFC 9421, as Mastodon", form{input: `("@method" "@target-uri" "content-digest");created={created};keyid="{key}"`, extra: map[string]string{"Content-Digest": "sha-256=:{digest}:"}}),
	signs("by RFC 9421, as Fedify", form{
		input: `("@method" "@target-uri" "@authority" "host" "date" "content-digest");alg="rsa-v1_5-sha256";keyid="{key}";created={created}`, extra: map[string]string{"Content-Digest": "sha-256=:{digest}:"},
	}),
	signs("by RFC 9421, with a tag and a nonce", form{
		input: `("@method" "@target-uri" "content-type" "content-digest");created={created};keyid="{key}";alg="rsa-v1_5-sha256";nonce="b3k2";tag="fediverse"`, extra: map[string]string{"Content-Digest": "sha-256=:{digest}:"},
	}),
	signs("by the name of the actor", form{key: "{me}"}),
	{
		name: "a key that is at an address of its own, and only there", path: "/users/carol", form: form{key: "{there}/keys/1"}, says: likes, want: reacts(1, 0),
		actor: `{"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"], "id": "{me}", "type": "Person", "preferredUsername": "carol", "inbox": "{me}/inbox", "publicKey": "{there}/keys/1"}`,
		docs:  map[string]string{"/keys/1": `{"@context": "https://w3id.org/security/v1", "id": "{there}/keys/1", "type": "CryptographicKey", "owner": "{me}", "publicKeyPem": {pem}}`},
	},
	{
		name: "a key of several", path: "/users/carol", form: form{key: "{me}#second?v=2"}, says: likes, want: reacts(1, 0),
		actor: `{"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"], "id": "{me}", "type": "Person", "preferredUsername": "carol", "inbox": "{me}/inbox", "publicKey": [{"id": "{me}#first", "owner": "{me}", "publicKeyPem": "x"}, {"id": "{me}#second?v=2", "owner": "{me}", "publicKeyPem": {pem}}]}`,
	},
}
