package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"

	"landfall"
	"landfall/federation-core/fetch"
	"landfall/internal/netguard"
)

// courier is the way out of the federation core: each request is a visit of its own through
// the guard. It follows no redirects. An address that the guard never dials is a
// [fetch.ErrRefused]: to ask again will not help.
type courier struct{ guard *netguard.Guard }

// Do sends one request. Its connection is closed with the body of the answer.
func (c courier) Do(req *http.Request) (*http.Response, error) {
	session := c.guard.Session(req.Context())
	res, err := session.RoundTrip(req)
	if err != nil {
		session.Close()
		if errors.Is(err, netguard.ErrBlockedAddr) || errors.Is(err, landfall.ErrInvalid) {
			err = fmt.Errorf("%w: %w", fetch.ErrRefused, err)
		}
		return nil, err
	}
	res.Body = visit{res.Body, session}
	return res, nil
}

// visit is a body that ends its session.
type visit struct {
	io.ReadCloser
	session *netguard.Session
}

// Close closes the body and the connection.
func (v visit) Close() error {
	err := v.ReadCloser.Close()
	v.session.Close()
	return err
}
