package netguard

import (
	"context"
	"crypto/x509"
	"errors"
	"net"
	"os"
	"syscall"

	"landfall"
	"landfall/internal/netguard/strictjson"
)

// Classify puts an error of a visit into the words of an Observation: a
// snake_case reason, and whose doing it is. Everything this package and
// strictjson return has a reason of its own; anything else is "network_error",
// ambiguous. No error gives "" and [landfall.ClassNone].
func Classify(err error) (reason string, class landfall.Class) {
	if err == nil {
		return "", landfall.ClassNone
	}
	if known, ok := errors.AsType[*Error](err); ok {
		return known.Reason, known.Class
	}
	if _, ok := errors.AsType[*MovedError](err); ok {
		return "moved", landfall.ClassTheirs
	}
	if reason := strictjson.Reason(err); reason != "" {
		return reason, landfall.ClassTheirs
	}
	if reason, class := classifyNetwork(err); reason != "" {
		return reason, class
	}
	return "network_error", landfall.ClassAmbiguous
}

// classifyNetwork knows the errors of the standard library and the system, and
// returns "" for all others. Our own faults come first: they may be wrapped in
// what they led to.
func classifyNetwork(err error) (reason string, class landfall.Class) {
	switch {
	case isAny(err, syscall.EMFILE, syscall.ENFILE, syscall.ENOBUFS, syscall.ENOMEM):
		return "too_many_files", landfall.ClassOurs
	case errors.Is(err, context.Canceled):
		return "cancelled", landfall.ClassOurs
	case errors.Is(err, ErrBlockedAddr):
		return "blocked_addr", landfall.ClassTheirs
	}
	if _, ok := errors.AsType[*BusyError](err); ok {
		return "network_busy", landfall.ClassOurs
	}
	if lookup, ok := errors.AsType[*net.DNSError](err); ok {
		return classifyLookup(lookup)
	}
	if handshake, ok := errors.AsType[*handshakeError](err); ok {
		return classifyHandshake(handshake.err)
	}
	switch {
	case isNoRoute(err):
		return "no_route", landfall.ClassOurs
	case errors.Is(err, syscall.ECONNREFUSED):
		return "tcp_refused", landfall.ClassTheirs
	case isReset(err):
		return "tcp_reset", landfall.ClassTheirs
	case isTimeout(err):
		return "tcp_timeout", landfall.ClassAmbiguous
	case errors.Is(err, context.DeadlineExceeded): // the caller's own
		return "visit_timeout", landfall.ClassAmbiguous
	case errors.Is(err, landfall.ErrInvalid):
		return "url_refused", landfall.ClassTheirs
	}
	return "", landfall.ClassNone
}

// classifyLookup separates a name that does not exist, which is an answer, from
// a resolver that gives none, which is our fault until shown otherwise.
func classifyLookup(err *net.DNSError) (reason string, class landfall.Class) {
	switch {
	case err.IsNotFound:
		return "dns_nxdomain", landfall.ClassTheirs
	case err.IsTimeout:
		return "dns_timeout", landfall.ClassOurs
	}
	return "dns_failure", landfall.ClassOurs
}

func classifyHandshake(err error) (reason string, class landfall.Class) {
	var (
		invalid   x509.CertificateInvalidError
		wrongHost x509.HostnameError
		unknown   x509.UnknownAuthorityError
	)
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired: // or not valid yet
		return "tls_expired", landfall.ClassTheirs
	case errors.As(err, &wrongHost):
		return "tls_wrong_host", landfall.ClassTheirs
	case errors.As(err, &unknown):
		return "tls_unknown_authority", landfall.ClassTheirs
	case isTimeout(err):
		return "tls_timeout", landfall.ClassAmbiguous
	case errors.Is(err, syscall.ECONNRESET):
		return "tcp_reset", landfall.ClassTheirs
	}
	return "tls_handshake", landfall.ClassTheirs
}

// isNoRoute reports that the machine has no way to the address: no route, no
// address of that family, or a local firewall.
func isNoRoute(err error) bool {
	return isAny(err, syscall.ENETUNREACH, syscall.EHOSTUNREACH, syscall.ENETDOWN,
		syscall.EADDRNOTAVAIL, syscall.EAFNOSUPPORT, syscall.EPERM, syscall.EACCES)
}

func isReset(err error) bool {
	return isAny(err, syscall.ECONNRESET, syscall.ECONNABORTED, syscall.EPIPE)
}

// isTimeout reports that a connection's own deadline passed.
func isTimeout(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Timeout() || isAny(err, os.ErrDeadlineExceeded, syscall.ETIMEDOUT)
}

func isAny(err error, targets ...error) bool {
	for _, target := range targets {
		if errors.Is(err, target) {
			return true
		}
	}
	return false
}
