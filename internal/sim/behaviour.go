package sim

import (
	"context"
	"crypto/tls"
	"net"
)

// behaviour is how a kind misbehaves, at one of four places. The zero behaviour
// is a healthy one.
type behaviour struct {
	// door acts in place of the TLS handshake, on the bare connection. It returns
	// false to let the handshake go on.
	door func(ctx context.Context, n *Network, in *instance, conn net.Conn) bool
	// certificate presents another certificate than the instance's own.
	certificate func(n *Network, in *instance) (*tls.Certificate, error)
	// whole answers any request. It returns false to leave the answer to others.
	whole func(c *call) bool
	// spoil answers with the one document that misbehaves.
	spoil func(c *call, doc *document)
	// target is that document, roleNone to choose one for each instance.
	target role
	// variants are the forms the misbehaviour takes; each instance has one.
	variants []string
}

func behaviourOf(kind Kind) behaviour {
	switch kind {
	case Hang:
		return behaviour{door: hang}
	case Reset:
		return behaviour{door: reset}
	case Flapping:
		return behaviour{door: flapAtDoor, whole: flap, variants: []string{"reset", "502"}}
	case TLSExpired:
		return behaviour{certificate: expired}
	case TLSWrongHost:
		return behaviour{certificate: wrongHost}
	case TLSUntrusted:
		return behaviour{certificate: untrusted}
	case TLSLongChain:
		return behaviour{certificate: longChain}
	case TLSStall:
		return behaviour{door: stall}
	case NotTLS:
		return behaviour{door: notTLS}
	case ServerError:
		return behaviour{whole: serverError, variants: []string{"500", "502", "503", "504"}}
	case Throttled:
		return behaviour{whole: throttle, variants: []string{"seconds", "date", "decades", "unsaid"}}
	case PlainSite:
		return behaviour{whole: plainSite}
	case Parked:
		return behaviour{whole: parked}
	case Gone:
		return behaviour{whole: gone}
	case Moved:
		return behaviour{whole: moved}
	case RedirectLoop:
		return behaviour{whole: redirectLoop, variants: []string{"self", "growing", "ring"}}
	case RedirectUnsafe:
		return behaviour{whole: redirectUnsafe, variants: unsafeVariants()}
	default:
		return documentBehaviourOf(kind)
	}
}

// documentBehaviourOf is behaviourOf for the kinds that misbehave about one
// document.
func documentBehaviourOf(kind Kind) behaviour {
	switch kind {
	case Drip:
		return behaviour{spoil: drip}
	case HeaderDrip:
		return behaviour{spoil: headerDrip}
	case Interim:
		return behaviour{spoil: interim}
	case HugeHeader:
		return behaviour{spoil: hugeHeader, variants: []string{"field", "fields", "cookie"}}
	case Endless:
		return behaviour{spoil: endless, variants: []string{"string", "space", "array", "keys"}}
	case Bomb:
		return behaviour{spoil: explode, variants: []string{"gzip", "gzip_media", "gzip_twice", "zstd"}}
	case Encoded:
		return behaviour{spoil: encode, variants: []string{"nested", "br", "zstd", "deflate", "unknown", "claimed", "cut", "trailing"}}
	case Truncated:
		return behaviour{spoil: truncate, variants: []string{"length", "chunk", "reset"}}
	case Malformed:
		return behaviour{spoil: malform, variants: malformedVariants()}
	case Duplicates:
		return behaviour{spoil: duplicate, variants: []string{"twice", "case"}}
	case Deep:
		return behaviour{spoil: deepen, variants: []string{"arrays", "objects", "keys", "number"}}
	case WrongType:
		return behaviour{spoil: mistype, variants: mediaVariants()}
	case Liar:
		return behaviour{target: roleNodeinfo, variants: liarVariants()}
	case HostileLinks:
		return behaviour{target: roleWellKnown, variants: linkVariants()}
	case PeerFlood:
		return behaviour{spoil: flood, target: rolePeers}
	default:
		return behaviour{}
	}
}
