//go:build interop

package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"sync"
)

// knock is a delivery as it came to a door.
type knock struct {
	newer bool // signed by RFC 9421
	body  string
}

// doorman stands before a server, refuses the first delivery of every body, as a server does that
// verifies the other kind of signature only, and lets everything else pass.
type doorman struct {
	*httptest.Server
	lab    *interopLab
	mu     sync.Mutex
	knocks []knock
}

// home is where a server is.
type home struct{ host, address string }

// newDoorman puts one before a server.
func newDoorman(l *interopLab, at home) (*doorman, error) {
	pair, err := tls.LoadX509KeyPair(l.cert, l.key)
	if err != nil {
		return nil, err
	}
	roots := l.client.Transport.(*http.Transport).TLSClientConfig.RootCAs
	behind := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(&url.URL{Scheme: "https", Host: at.host})
			r.Out.Host = at.host
		},
		Transport: &http.Transport{
			TLSClientConfig: &tls.Config{RootCAs: roots, ServerName: at.host},
			DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
				return (&net.Dialer{}).DialContext(ctx, network, at.address)
			},
		},
	}
	d := &doorman{lab: l}
	d.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && !d.lets(r) {
			http.Error(w, "sign in the other way", http.StatusUnauthorized)
			return
		}
		behind.ServeHTTP(w, r)
	}))
	d.TLS = &tls.Config{Certificates: []tls.Certificate{pair}}
	d.StartTLS()
	l.at(at.host, d.Listener.Addr().String())
	return d, nil
}

// lets notes a delivery, and reports whether its body came before.
func (d *doorman) lets(r *http.Request) bool {
	body, err := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	if err != nil {
		return false
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	before := slices.ContainsFunc(d.knocks, func(k knock) bool { return k.body == string(body) })
	d.knocks = append(d.knocks, knock{r.Header.Get("Signature-Input") != "", string(body)})
	return before
}

// leaves ends the door's time, and says unless what was sent came twice: signed in one way, then
// with the same body in the other.
func (d *doorman) leaves(at home) error {
	d.lab.at(at.host, at.address)
	d.Close()
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.knocks) == 0 {
		return errors.New("nobody knocked")
	}
	by := make(map[string][]bool)
	for _, k := range d.knocks {
		by[k.body] = append(by[k.body], k.newer)
	}
	for body, ways := range by {
		if len(ways) != 2 || ways[0] == ways[1] {
			return fmt.Errorf("knocks (RFC 9421 or not): %v with %.300s", ways, body)
		}
	}
	return nil
}
