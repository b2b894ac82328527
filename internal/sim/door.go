package sim

import (
	"crypto/tls"
	"errors"
	"strings"
)

// errDoor ends a handshake that the instance's door has dealt with.
var errDoor = errors.New("sim: turned away at the door")

// tlsConfig makes the network answer for every instance by the name asked for.
// Handshakes are kept cheap, since client and network share a machine: classic key
// exchange only, and no session tickets.
func (n *Network) tlsConfig() *tls.Config {
	return &tls.Config{
		MinVersion:             tls.VersionTLS12,
		NextProtos:             []string{"http/1.1"},
		CurvePreferences:       []tls.CurveID{tls.X25519, tls.CurveP256},
		SessionTicketsDisabled: true,
		GetConfigForClient:     n.meet,
		GetCertificate:         n.present,
		VerifyConnection: func(state tls.ConnectionState) error {
			n.counters.handshakes.Add(1)
			if in := n.lookup(state.ServerName); in != nil {
				in.tally.handshakes.Add(1)
			}
			return nil
		},
	}
}

// meet is called once a client has named the host it wants, before anything is
// answered. A name that no instance has is refused with the unrecognized_name
// alert, which is what a configuration without any certificate does.
func (n *Network) meet(hello *tls.ClientHelloInfo) (*tls.Config, error) {
	in := n.lookup(hello.ServerName)
	if in == nil {
		n.counters.strangers.Add(1)
		return n.nobody, nil
	}
	if door := in.behaviour.door; door != nil && door(hello.Context(), n, in, hello.Conn) {
		return nil, errDoor
	}
	if !pause(hello.Context(), in.handshake) {
		return nil, hello.Context().Err()
	}
	return nil, nil //nolint:nilnil // crypto/tls: both nil means to go on with the present configuration
}

// lookup finds the instance of a name, or nil.
func (n *Network) lookup(name string) *instance {
	if in, ok := n.byName[name]; ok {
		return in
	}
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	if in, ok := n.byName[name]; ok {
		return in
	}
	return n.farmed(name)
}

// present is the certificate of the host that was asked for.
func (n *Network) present(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	in := n.lookup(hello.ServerName)
	if in.behaviour.certificate != nil {
		return in.behaviour.certificate(n, in)
	}
	return n.leaf(n.authority, in.name, false)
}

// leaf is a certificate for one name, kept once made.
func (n *Network) leaf(a *authority, name string, expired bool) (*tls.Certificate, error) {
	k := leafKey{a, name, expired}
	der, ok := n.leaves.get(k)
	if !ok {
		var err error
		if der, err = a.mint(name, expired); err != nil {
			return nil, err
		}
		n.leaves.put(k, der)
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: a.leaf}, nil
}

type leafKey struct {
	authority *authority
	name      string
	expired   bool
}
