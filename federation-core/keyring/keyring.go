// Package keyring keeps the private keys of the actors of this server: encrypted where they
// are stored, with a master key that is stored somewhere else, so that a copy of the database
// alone signs nothing. Keys are durable: other servers remember the public halves, and turn
// away a server that comes back with new ones.
package keyring

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"sync"
)

// Bits is the size of the keys that are made: RSA, because Mastodon takes no others.
const Bits = 2048

// cached is how many keys are kept ready: to open one takes about a tenth of the time of a
// signature.
const cached = 4_096

// Master is the key that the others are encrypted with. It prints as nothing.
type Master struct{ key [32]byte }

// NewMaster makes one.
func NewMaster() Master {
	var m Master
	rand.Read(m.key[:]) // never fails (crypto/rand)
	return m
}

// ParseMaster reads what [Master.Export] wrote.
func ParseMaster(text string) (Master, error) {
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
	if err != nil || len(raw) != 32 {
		return Master{}, errors.New("a master key is 32 bytes in base64")
	}
	return Master{[32]byte(raw)}, nil
}

// Export writes the key in base64, for a file that nobody else can read.
func (m Master) Export() string { return base64.StdEncoding.EncodeToString(m.key[:]) }

// String keeps the key out of logs and messages.
func (Master) String() string { return "(a master key)" }

// GoString keeps it out of what %#v prints.
func (m Master) GoString() string { return m.String() }

// MarshalText keeps it out of documents.
func (m Master) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// Store keeps sealed keys by the id of their actor.
type Store interface {
	SealedKey(ctx context.Context, actor string) ([]byte, error)
}

// Keyring opens sealed keys. It is safe for concurrent use.
type Keyring struct {
	aead  cipher.AEAD
	store Store

	mu   sync.Mutex
	open map[string]*rsa.PrivateKey // by the sealed key
}

// New returns the keyring over a store.
func New(master Master, store Store) *Keyring {
	block, err := aes.NewCipher(master.key[:])
	if err != nil {
		panic(err) // the size is right
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err) // the block size is right
	}
	return &Keyring{aead: aead, store: store, open: make(map[string]*rsa.PrivateKey)}
}

// Make generates a key for an actor, and returns it as it is to be stored and to be published.
func (k *Keyring) Make(actor string) (sealed []byte, public *rsa.PublicKey, err error) {
	key, err := rsa.GenerateKey(rand.Reader, Bits)
	if err != nil {
		return nil, nil, fmt.Errorf("key of %s: %w", actor, err)
	}
	plain, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, nil, fmt.Errorf("key of %s: %w", actor, err)
	}
	return k.aead.Seal(nil, nil, plain, []byte(actor)), &key.PublicKey, nil
}

// Key returns the private key of an actor. An error of the store is passed on; a key that was
// sealed with another master key, or for another actor, cannot be opened.
func (k *Keyring) Key(ctx context.Context, actor string) (*rsa.PrivateKey, error) {
	// The store is asked each time: another process may have changed the key.
	sealed, err := k.store.SealedKey(ctx, actor)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	key := k.open[string(sealed)]
	k.mu.Unlock()
	if key != nil {
		return key, nil
	}
	if key, err = k.unseal(actor, sealed); err != nil {
		return nil, fmt.Errorf("key of %s: %w", actor, err)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.open) >= cached {
		clear(k.open)
	}
	k.open[string(sealed)] = key
	return key, nil
}

func (k *Keyring) unseal(actor string, sealed []byte) (*rsa.PrivateKey, error) {
	plain, err := k.aead.Open(nil, nil, sealed, []byte(actor))
	if err != nil {
		return nil, errors.New("it was not sealed with this master key for this actor")
	}
	parsed, err := x509.ParsePKCS8PrivateKey(plain)
	if err != nil {
		return nil, errors.New("what was sealed is no key")
	}
	key, ok := parsed.(*rsa.PrivateKey)
	if !ok {
		return nil, errors.New("it is no RSA key")
	}
	return key, nil
}
