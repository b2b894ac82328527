package httpsig

import (
	"strings"
	"testing"
)

// TestKeyID names keys by what is no https URL of a host.
func TestKeyID(t *testing.T) {
	judgeAll(t, []attempt{
		{name: "key id is no URL", said: statement{covered: cavagePost, keyID: "https://[/"}, refused: BadKeyID},
		{name: "key id is plain http", said: statement{covered: cavagePost, keyID: "http://peer.test/key"}, refused: BadKeyID},
		{name: "key id is acct:", said: statement{covered: cavagePost, keyID: "acct:erin@peer.test"}, refused: BadKeyID},
		{name: "key id has a user", said: statement{covered: cavagePost, keyID: "https://good.test@peer.test/key"}, refused: BadKeyID},
		{name: "key id has no host", said: statement{covered: cavagePost, keyID: "https:///key"}, refused: BadKeyID},
		{name: "key id has a port but no host", said: statement{covered: cavagePost, keyID: "https://:443/key"}, refused: BadKeyID},
		{name: "key id has a host with a dot after it", said: statement{covered: cavagePost, keyID: "https://peer.test./key"}, refused: BadKeyID},
		{name: "key id is opaque", said: statement{covered: cavagePost, keyID: "https:peer.test"}, refused: BadKeyID},
		{name: "key id outside ASCII", said: statement{covered: cavagePost, keyID: "https://péer.test/key"}, refused: BadKeyID},
		{name: "key id with a space", said: statement{covered: cavagePost, keyID: "https://peer.test/a b"}, refused: BadKeyID},
		{name: "key id is missing", edit: replace("keyId", "key"), refused: BadKeyID},
		{name: "key id too long", said: statement{covered: cavagePost, keyID: "https://peer.test/" + strings.Repeat("x", maxKeyID)}, refused: TooLarge},
	})
}

// TestKeyURL is where the key is fetched from, whatever way it is written.
func TestKeyURL(t *testing.T) {
	for id, want := range map[string]string{
		"https://peer.test/users/erin#main-key":      "https://peer.test/users/erin",
		"https://peer.test/users/erin/main-key":      "https://peer.test/users/erin/main-key",
		"https://peer.test/key?user=erin#a%20b":      "https://peer.test/key?user=erin",
		"HTTPS://Peer.TEST:443/Users/Erin#main-key":  "https://peer.test/Users/Erin",
		"https://peer.test:8443/users/erin#main-key": "https://peer.test:8443/users/erin",
	} {
		if got, err := parseKeyID(id); err != nil || got.String() != want {
			t.Errorf("parseKeyID(%q) = %v, %v, want %s", id, got, err, want)
		}
	}
}
