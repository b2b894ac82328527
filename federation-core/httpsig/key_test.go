package httpsig

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func block(kind string, der []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
}

// modulus is an RSA public key with so many bits, which nobody could sign with.
func modulus(bits uint, e int) *rsa.PublicKey {
	n := new(big.Int).Lsh(big.NewInt(1), bits-1)
	return &rsa.PublicKey{N: n.SetBit(n, 0, 1), E: e}
}

func spki(t *testing.T, key any) string {
	t.Helper()
	text, err := EncodePublic(key)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestParseKey(t *testing.T) {
	edwards, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	ourPrivate, err := EncodePrivate(ourKey())
	if err != nil {
		t.Fatal(err)
	}
	good := spki(t, ourKey().Public())
	tests := []struct {
		name, text string
		want       Reason
	}{
		{"SPKI", good, ""},
		{"SPKI in blanks", "\n " + good + "\n\n", ""},
		{"SPKI with CRLF", strings.ReplaceAll(good, "\n", "\r\n"), ""},
		{"PKCS#1", block("RSA PUBLIC KEY", x509.MarshalPKCS1PublicKey(&ourKey().PublicKey)), ""},
		{"Ed25519", spki(t, edwards), ""},
		{"8192 bits", spki(t, modulus(8192, 65537)), ""},
		{"8193 bits", spki(t, modulus(8193, 65537)), BadKey},
		{"2047 bits", spki(t, modulus(2047, 65537)), BadKey},
		{"1024 bits", spki(t, modulus(1024, 65537)), BadKey},
		{"exponent 1", spki(t, modulus(2048, 1)), BadKey},
		{"even exponent", spki(t, modulus(2048, 65536)), BadKey},
		{"elliptic curve", spki(t, curve.Public()), BadKey},
		{"private key", ourPrivate, BadKey},
		{"private key said to be public", strings.ReplaceAll(ourPrivate, "PRIVATE", "PUBLIC"), BadKey},
		{"certificate", block("CERTIFICATE", []byte("x")), BadKey},
		{"PKCS#1 said to be SPKI", block("PUBLIC KEY", x509.MarshalPKCS1PublicKey(&ourKey().PublicKey)), BadKey},
		{"SPKI said to be PKCS#1", strings.ReplaceAll(good, " PUBLIC", " RSA PUBLIC"), BadKey},
		{"empty", "", BadKey},
		{"no PEM", "AAAA", BadKey},
		{"PEM left open", "-----BEGIN PUBLIC KEY-----\nAAAA", BadKey},
		{"text before", "key:\n" + good, BadKey},
		{"text after", good + "x", BadKey},
		{"another key left open before", strings.Replace(good, "\n", "\n!\n", 1) + good, BadKey},
		{"headers in the PEM", strings.Replace(good, "\n", "\nName: value\n\n", 1), BadKey},
		{"two keys", good + good, BadKey},
		{"too long", strings.Replace(good, "\n", strings.Repeat("\n", maxKey), 1), BadKey},
		{"blank lines within", strings.Replace(good, "\n", "\n\n\n", 1), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			key, err := ParseKey(tt.text)
			wantRefusal(t, err, tt.want)
			if (key == nil) != (tt.want != "") {
				t.Errorf("key = %v", key)
			}
		})
	}
	wantRefusal(t, checkKey((*rsa.PublicKey)(nil)), BadKey)
	wantRefusal(t, checkKey(&rsa.PublicKey{}), BadKey)
}

func TestPrivateKeyGoesAndComes(t *testing.T) {
	text, err := EncodePrivate(ourKey())
	if err != nil {
		t.Fatal(err)
	}
	got, err := ParsePrivate(text)
	if err != nil || !got.Equal(ourKey()) {
		t.Errorf("ParsePrivate = another key, %v", err)
	}
	_, edwards, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(edwards)
	if err != nil {
		t.Fatal(err)
	}
	short, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	shortText, err := EncodePrivate(short)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"junk": "junk", "public": spki(t, ourKey().Public()), "no DER": block("PRIVATE KEY", []byte("x")), "Ed25519": block("PRIVATE KEY", der),
		"1024 bits": shortText, "said to be public": strings.ReplaceAll(text, "PRIVATE", "PUBLIC"),
	} {
		if _, err := ParsePrivate(text); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := EncodePublic("junk"); err == nil {
		t.Error("EncodePublic(junk): no error")
	}
	if _, err := EncodePrivate(&rsa.PrivateKey{}); err == nil {
		t.Error("EncodePrivate of no key: no error")
	}
}

// TestSignerKeepsItsSecret prints a signer in every way that a log might.
func TestSignerKeepsItsSecret(t *testing.T) {
	document, err := json.Marshal(signer())
	if err != nil {
		t.Fatal(err)
	}
	s := signer()
	for _, text := range []string{fmt.Sprint(s), fmt.Sprintf("%+v", &s), fmt.Sprintf("%#v", s), string(document)} {
		if strings.Contains(text, s.Key.D.String()) || strings.Contains(text, s.Key.Primes[0].String()) || !strings.Contains(text, keyID) {
			t.Errorf("prints as %q", text)
		}
	}
	if diff := cmp.Diff(`signer "`+keyID+`"`, fmt.Sprint(s)); diff != "" {
		t.Error(diff)
	}
}
