package sim

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"math/big"
	"strings"
	"time"
)

// A network presents thousands of certificates, so casting one must cost little
// more than its signature. Certificates for names of one length differ only in
// name, serial number and signature: the first of a length is made properly and
// becomes the mold in which the others are cast.

type moldKey struct {
	length  int
	expired bool
}

type mold struct {
	tbs          []byte // the part that is signed
	name, serial int    // where in it they are
	algorithm    pkix.AlgorithmIdentifier
}

// certificate is the ASN.1 form of a signed certificate (RFC 5280 §4.1).
type certificate struct {
	TBS       asn1.RawValue
	Algorithm pkix.AlgorithmIdentifier
	Signature asn1.BitString
}

// mint makes a certificate for one name, in DER form, that is valid for a year or
// ran out three weeks ago.
func (a *authority) mint(name string, expired bool) ([]byte, error) {
	k := moldKey{len(name), expired}
	m, ok := a.molds.get(k)
	if !ok {
		var err error
		if m, err = a.newMold(k); err != nil {
			return nil, fmt.Errorf("certificate for %s: %w", name, err)
		}
		a.molds.put(k, m)
	}
	tbs := bytes.Clone(m.tbs)
	copy(tbs[m.name:], name)
	sum := sha256.Sum256(tbs)
	copy(tbs[m.serial+1:], sum[:serialBytes-1]) // the first byte keeps it positive
	digest := sha256.Sum256(tbs)
	signature, err := ecdsa.SignASN1(rand.Reader, a.key, digest[:])
	if err != nil {
		return nil, fmt.Errorf("certificate for %s: %w", name, err)
	}
	return asn1.Marshal(certificate{
		TBS: asn1.RawValue{FullBytes: tbs}, Algorithm: m.algorithm,
		Signature: asn1.BitString{Bytes: signature, BitLength: 8 * len(signature)},
	})
}

const serialBytes = 16

func (a *authority) newMold(k moldKey) (*mold, error) {
	name := strings.Repeat("q", k.length)
	serial := bytes.Repeat([]byte{0x5a}, serialBytes)
	from, until := a.now().Add(-24*time.Hour), a.now().Add(year)
	if k.expired {
		from, until = a.now().Add(-111*24*time.Hour), a.now().Add(-21*24*time.Hour)
	}
	der, err := x509.CreateCertificate(rand.Reader, &x509.Certificate{
		SerialNumber: new(big.Int).SetBytes(serial),
		Subject:      pkix.Name{Organization: []string{"Simulated instance"}},
		NotBefore:    from,
		NotAfter:     until,
		DNSNames:     []string{name},
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}, a.cert, a.leaf.Public(), a.key)
	if err != nil {
		return nil, err
	}
	var parts certificate
	if _, err := asn1.Unmarshal(der, &parts); err != nil {
		return nil, err
	}
	tbs := parts.TBS.FullBytes
	return &mold{
		tbs: tbs, name: bytes.Index(tbs, []byte(name)), serial: bytes.Index(tbs, serial), algorithm: parts.Algorithm,
	}, nil
}
