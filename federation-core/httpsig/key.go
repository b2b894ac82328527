package httpsig

import (
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"
)

// How many bits an RSA key has: at least, at most, and ours.
const (
	minBits = 2048
	maxBits = 8192
	ourBits = 2048
)

// The kinds of PEM blocks.
const (
	pemSPKI  = "PUBLIC KEY"
	pemPKCS1 = "RSA PUBLIC KEY"
	pemPKCS8 = "PRIVATE KEY"
)

// ParseKey reads the public key of an actor, one PEM block of SPKI or PKCS#1 and nothing else:
// an *rsa.PublicKey of 2048 to 8192 bits or an ed25519.PublicKey. All else is refused as BadKey.
func ParseKey(text string) (crypto.PublicKey, error) {
	block, err := onlyBlock(text)
	if err != nil {
		return nil, err
	}
	var key crypto.PublicKey
	switch block.Type {
	case pemSPKI:
		key, err = x509.ParsePKIXPublicKey(block.Bytes)
	case pemPKCS1:
		key, err = x509.ParsePKCS1PublicKey(block.Bytes)
	default:
		err = errors.New("no public key")
	}
	if err != nil {
		return nil, refuse(BadKey)
	}
	if err := checkKey(key); err != nil {
		return nil, err
	}
	return key, nil
}

// GenerateKey makes a key for one of our own actors: RSA of 2048 bits, which every server takes.
func GenerateKey() (*rsa.PrivateKey, error) {
	return rsa.GenerateKey(rand.Reader, ourBits)
}

// EncodePublic is a public key in PEM (SPKI), as an actor document shows it.
func EncodePublic(key crypto.PublicKey) (string, error) {
	der, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		return "", fmt.Errorf("httpsig: encode a public key: %w", err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: pemSPKI, Bytes: der})), nil
}

// EncodePrivate is a private key in PEM (PKCS#8). It is a secret.
func EncodePrivate(key *rsa.PrivateKey) (string, error) {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return "", fmt.Errorf("httpsig: encode a private key: %w", err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: pemPKCS8, Bytes: der})), nil
}

// ParsePrivate reads what EncodePrivate wrote. An error has nothing of the key in it.
func ParsePrivate(text string) (*rsa.PrivateKey, error) {
	block, err := onlyBlock(text)
	if err != nil || block.Type != pemPKCS8 {
		return nil, errors.New("httpsig: no private key in PEM (PKCS#8)")
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, errors.New("httpsig: unreadable private key")
	}
	private, ok := key.(*rsa.PrivateKey)
	if !ok || checkKey(private.Public()) != nil {
		return nil, fmt.Errorf("httpsig: a private key that is not RSA of %d to %d bits", minBits, maxBits)
	}
	return private, nil
}

// checkKey refuses keys that no signature is verified with.
func checkKey(key crypto.PublicKey) error {
	switch key := key.(type) {
	case *rsa.PublicKey:
		if key == nil || key.N == nil {
			break
		}
		if bits := key.N.BitLen(); bits >= minBits && bits <= maxBits && key.E >= 3 && key.E%2 == 1 {
			return nil
		}
	case ed25519.PublicKey:
		if len(key) == ed25519.PublicKeySize {
			return nil
		}
	}
	return refuse(BadKey)
}

// onlyBlock is the one PEM block that the text consists of, so that nobody reads another key
// out of it than we do.
func onlyBlock(text string) (*pem.Block, error) {
	text = strings.TrimSpace(text)
	const begin = "-----BEGIN "
	if len(text) > maxKey || !strings.HasPrefix(text, begin) || strings.Count(text, begin) > 1 {
		return nil, refuse(BadKey)
	}
	block, rest := pem.Decode([]byte(text))
	if block == nil || len(rest) > 0 || len(block.Headers) > 0 {
		return nil, refuse(BadKey)
	}
	return block, nil
}
