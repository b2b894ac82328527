package delivery

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"
)

// kind is what an attempt means for its delivery.
type kind uint8

const (
	delivered kind = iota
	retry
	final
	gone
	aborted // by our own stopping: as if it had not been made
)

// verdict is what one attempt came to.
type verdict struct {
	kind   kind
	class  Class         // of final
	reason string        // in words, "" for delivered
	wait   time.Duration // at least, before the next attempt
	asked  time.Duration // by Retry-After, of the whole host
	// ours tells that the fault is on this side, and nothing is learned about the peer.
	ours bool
	// newer tells by which kind of signature it was accepted.
	newer bool
}

// judge says what an answer means.
func judge(resp *http.Response, now time.Time) verdict {
	code := resp.StatusCode
	v := verdict{kind: retry, reason: strings.TrimSpace(fmt.Sprintf("answered %d %s", code, http.StatusText(code)))}
	switch {
	case code >= 200 && code < 300:
		return verdict{kind: delivered}
	case code == http.StatusGone:
		v.kind, v.class = gone, Gone
	case code == http.StatusUnauthorized:
		v.kind, v.class = final, Unauthorized
	case code == http.StatusRequestTimeout, code == http.StatusTooManyRequests:
	case code >= 400 && code < 500, code == http.StatusNotImplemented:
		v.kind, v.class = final, Refused
	}
	if v.kind == retry {
		v.asked = retryAfter(resp.Header, now)
		v.wait = v.asked
	}
	return v
}

// judgeError says what it means that there was no answer.
func judgeError(ctx context.Context, err error) verdict {
	if wrapped := (*url.Error)(nil); errors.As(err, &wrapped) {
		err = wrapped.Err // the address is known
	}
	var (
		name        *net.DNSError
		certificate *tls.CertificateVerificationError
	)
	v := verdict{kind: retry, reason: "no answer: " + plain(err.Error())}
	switch {
	case errors.Is(context.Cause(ctx), errStopping):
		return verdict{kind: aborted}
	case ctx.Err() != nil:
		v.reason = fmt.Sprintf("no answer within %v", attemptTime)
	case errors.As(err, &name) && name.IsNotFound:
		v.wait, v.reason = slowest, "no such host"
	case errors.As(err, &certificate):
		v.wait, v.reason = slowest, "certificate: "+plain(certificate.Err.Error())
	}
	return v
}

// longestReason is how many bytes are kept of an error's text.
const longestReason = 300

// plain makes the text of an error, in which a peer may have had a say, fit to be kept and
// shown: one line, no control characters, not long.
func plain(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, text[:min(len(text), longestReason)])
	return strings.Join(strings.Fields(text), " ")
}
