package server_test

import (
	"cmp"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"testing"
)

// TestOtherServersAsk: what each software says that it accepts gets it documents of ActivityStreams,
// by GET, and by HEAD where it only looks.
func TestOtherServersAsk(t *testing.T) {
	w := newWorld(t)
	const profile = `profile="https://www.w3.org/ns/activitystreams"`
	for software, accept := range map[string]string{
		"Mastodon":      "application/activity+json, application/ld+json",
		"Misskey":       "application/activity+json, application/ld+json; " + profile,
		"Pleroma":       "application/activity+json",
		"GoToSocial":    "application/activity+json,application/ld+json; " + profile,
		"Takahē":        "application/ld+json",
		"Lemmy":         "application/activity+json",
		"PeerTube":      "application/activity+json, application/ld+json",
		"Pixelfed":      "application/activity+json, application/json",
		"Friendica":     "application/ld+json; " + profile + ", application/activity+json",
		"Hubzilla":      "application/activity+json, application/x-zot-activity+json, application/ld+json; " + profile,
		"WordPress":     "application/activity+json",
		"BookWyrm":      "application/json, application/activity+json, application/ld+json; " + profile + "; charset=utf-8",
		"Smithereen":    "application/ld+json; " + profile,
		"Bridgy Fed":    "application/ld+json;" + profile + ";q=1,application/activity+json;q=0.9,text/html;charset=utf-8;q=0.7",
		"Threads":       `application/activity+json, application/ld+json;profile="https://www.w3.org/ns/activitystreams";q=0.9, */*;q=0.1`,
		"Discourse":     "application/ld+json; " + profile,
		"an old client": "application/ld+json; profile=https://www.w3.org/ns/activitystreams",
		"a browser's":   "text/html;q=0.8, APPLICATION/ACTIVITY+JSON",
	} {
		for _, path := range []string{"/actor", "/users/alice", "/@alice", "/users/alice/statuses/public", "/users/alice/outbox?page=true", "/users/alice/followers"} {
			got, looked := w.ask(asking{path: path, accept: accept}), w.ask(asking{method: http.MethodHead, path: path, accept: accept})
			if got.status != http.StatusOK || got.header.Get("Content-Type") != document {
				t.Errorf("%s gets %d %s at %s", software, got.status, got.header.Get("Content-Type"), path)
			}
			if looked.status != got.status || looked.header.Get("Content-Type") != document || looked.header.Get("Content-Length") != got.header.Get("Content-Length") || looked.body != "" {
				t.Errorf("%s looks at %s and sees %d %v", software, path, looked.status, looked.header)
			}
		}
	}
}

// TestOtherServersSign: a follower reads what is for followers, where every reader has to sign, in
// the way in which its software signs.
func TestOtherServersSign(t *testing.T) {
	w := newWorld(t)
	w.settings.AuthorizedFetch = true
	empty := sha256.Sum256(nil)
	for _, tt := range []struct {
		software, key, covers, header, input string
		extra                                map[string]string
	}{
		{software: "Mastodon", covers: "(request-target) host date accept", extra: map[string]string{"Accept": "application/activity+json, application/ld+json"}},
		{software: "Mastodon, in the newer way", input: `("@method" "@target-uri");created={created};keyid="{key}"`},
		{software: "Misskey", covers: "(request-target) date host accept", extra: map[string]string{"Accept": "application/activity+json, application/ld+json"}},
		{software: "Pleroma", covers: "(request-target) date host", header: `keyId="{key}",signature="{signature}",headers="{covers}",algorithm="rsa-sha256"`},
		{software: "GoToSocial", covers: "(request-target) host date", header: `keyId="{key}",algorithm="hs2019",headers="{covers}",signature="{signature}"`},
		{software: "snac2", covers: "(request-target) host digest date", extra: map[string]string{"Digest": "SHA-256=" + base64.StdEncoding.EncodeToString(empty[:])}},
		{software: "Takahē", covers: "(request-target) host date accept", extra: map[string]string{"Accept": "application/ld+json"}},
		{software: "PeerTube", key: w.fay.ID, covers: "(request-target) host date"},
		{software: "Fedify", covers: "(request-target) accept date host user-agent", extra: map[string]string{"Accept": "application/activity+json", "User-Agent": "Fedify/2.3.6"}},
		{software: "Fedify, in the newer way", input: `("@method" "@target-uri" "@authority" "host" "date");alg="rsa-v1_5-sha256";keyid="{key}";created={created}`},
	} {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			got := w.ask(asking{method: method, path: "/users/alice/statuses/followers?x=1", accept: document, edit: func(r *http.Request) {
				r.Header.Set("Date", day.Format(http.TimeFormat))
				for name, value := range tt.extra {
					r.Header.Set(name, value)
				}
				places := strings.NewReplacer("{key}", cmp.Or(tt.key, w.fay.Keys[0].ID), "{covers}", tt.covers, "{created}", strconv.FormatInt(day.Unix(), 10))
				if input := places.Replace(tt.input); input != "" {
					r.Header.Set("Signature-Input", "sig1="+input)
					r.Header.Set("Signature", "sig1=:"+signedAs(t, structuredBase(r, input))+":")
					return
				}
				header := cmp.Or(tt.header, `keyId="{key}",algorithm="rsa-sha256",headers="{covers}",signature="{signature}"`)
				r.Header.Set("Signature", strings.Replace(places.Replace(header), "{signature}", signedAs(t, cavageBase(r, tt.covers)), 1))
			}})
			if got.status != http.StatusOK || got.header.Get("Content-Type") != document {
				t.Errorf("%s of %s is %d %s: %s", method, tt.software, got.status, got.header.Get("Content-Type"), got.body)
			}
		}
	}
}

// signedAs is the signature of fay, in base64.
func signedAs(t *testing.T, base string) string {
	t.Helper()
	sum := sha256.Sum256([]byte(base))
	raw, err := rsa.SignPKCS1v15(nil, genuine(), crypto.SHA256, sum[:])
	if err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(raw)
}

// cavageBase is what is signed in draft-cavage-http-signatures-12.
func cavageBase(r *http.Request, covers string) string {
	var lines []string
	for name := range strings.FieldsSeq(covers) {
		value := r.Header.Get(name)
		switch name {
		case "(request-target)":
			value = strings.ToLower(r.Method) + " " + r.URL.RequestURI()
		case "host":
			value = r.URL.Host
		}
		lines = append(lines, name+": "+value)
	}
	return strings.Join(lines, "\n")
}

// structuredBase is what is signed in RFC 9421.
func structuredBase(r *http.Request, input string) string {
	var base strings.Builder
	list, _, _ := strings.Cut(strings.TrimPrefix(input, "("), ")")
	for quoted := range strings.FieldsSeq(list) {
		name := strings.Trim(quoted, `"`)
		value := r.Header.Get(name)
		switch name {
		case "@method":
			value = r.Method
		case "@target-uri":
			value = r.URL.String()
		case "@authority", "host":
			value = r.URL.Host
		}
		base.WriteString(quoted + ": " + value + "\n")
	}
	return base.String() + `"@signature-params": ` + input
}
