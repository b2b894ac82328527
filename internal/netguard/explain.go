package netguard

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"

	"landfall"
)

// explain turns what net/http says into an [Error]. If the exchange was ended
// from the side, the cause counts, and not what the ending broke.
func (x *exchange) explain(err error) *Error {
	var reason string
	var class landfall.Class
	if cause := x.cause(); cause != nil {
		err = cause
		reason, class = causeReason(cause)
	} else {
		reason, class = x.reason(err)
	}
	return &Error{Reason: reason, Class: class, Err: fmt.Errorf("%s: %w", clip(x.record.URL), err)}
}

// cause is what ended the exchange from the side, nil if nothing did. The end of
// the session may break a connection before it gets here.
func (x *exchange) cause() error {
	if cause := context.Cause(x.ctx); cause != nil {
		return cause
	}
	return context.Cause(x.visit)
}

// causeReason reads why a context ended: a bound of ours, or the caller's wish.
func causeReason(cause error) (string, landfall.Class) {
	if known, ok := errors.AsType[*Error](cause); ok {
		return known.Reason, known.Class
	}
	if errors.Is(cause, context.DeadlineExceeded) {
		return errVisitTimeout.Reason, errVisitTimeout.Class
	}
	return errSessionClosed.Reason, errSessionClosed.Class
}

// reason classes an error of the transport. What is no error of the network is
// one of the protocol.
func (x *exchange) reason(err error) (string, landfall.Class) {
	if dial, ok := errors.AsType[*dialError](err); ok {
		return Classify(dial.err)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	// net/http has no name for these two.
	var timeout net.Error
	switch {
	case x.record.Status == 0 && strings.Contains(err.Error(), "response headers exceeded"):
		return errHeaderTooLarge.Reason, errHeaderTooLarge.Class
	case x.record.Status == 0 && errors.As(err, &timeout) && timeout.Timeout():
		return errHeaderTimeout.Reason, errHeaderTimeout.Class
	}
	if reason, class := classifyNetwork(err); reason != "" {
		return reason, class
	}
	if x.first.IsZero() {
		return "tcp_reset", landfall.ClassTheirs // hung up without a word
	}
	return "http_malformed", landfall.ClassTheirs
}
