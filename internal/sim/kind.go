package sim

// Kind is how an instance behaves.
type Kind string

// The kinds. "Its document" is the one the misbehaviour is about, named by
// [HostInfo.Target]; the other documents of the instance are sound.
const (
	// Healthy instances answer everything correctly.
	Healthy Kind = "healthy"

	// Slow instances answer correctly, one to three seconds late.
	Slow Kind = "slow"
	// Hang accepts the TCP connection and never says a word.
	Hang Kind = "hang"
	// Reset resets the connection once the client has named the host.
	Reset Kind = "reset"
	// Flapping instances are healthy, except during a window of every period
	// ([Mix.Flap]); [Network.Up] knows when.
	Flapping Kind = "flapping"

	// TLSExpired presents a certificate that ran out three weeks ago.
	TLSExpired Kind = "tls_expired"
	// TLSWrongHost presents a certificate for another name.
	TLSWrongHost Kind = "tls_wrong_host"
	// TLSUntrusted presents a certificate of an authority nobody knows.
	TLSUntrusted Kind = "tls_untrusted"
	// TLSLongChain presents a hundred kilobytes of certificates.
	TLSLongChain Kind = "tls_long_chain"
	// TLSStall starts a TLS record and never finishes it.
	TLSStall Kind = "tls_stall"
	// NotTLS answers the TLS greeting in plain HTTP.
	NotTLS Kind = "not_tls"

	// ServerError answers 500, 502, 503 or 504; half of these instances do so for
	// robots.txt too, which forbids every other path.
	ServerError Kind = "server_error"
	// Throttled answers 429 with Retry-After to everything but robots.txt.
	Throttled Kind = "throttled"
	// PlainSite is a web site that is no instance: a page at "/", 404 elsewhere.
	PlainSite Kind = "plain_site"
	// Parked answers every path with the same HTML page and status 200.
	Parked Kind = "parked"
	// Gone answers 410 to everything, as a Mastodon instance that deleted itself.
	Gone Kind = "gone"
	// Moved redirects every path for good to another instance ([HostInfo.MovedTo]).
	Moved Kind = "moved"
	// RedirectLoop redirects without end: to itself, to ever longer addresses, or
	// around a ring of hosts.
	RedirectLoop Kind = "redirect_loop"
	// RedirectUnsafe redirects to addresses that must not be followed.
	RedirectUnsafe Kind = "redirect_unsafe"

	// Drip sends its document one byte every 100 ms.
	Drip Kind = "drip"
	// HeaderDrip sends the header of its document one byte every 100 ms.
	HeaderDrip Kind = "header_drip"
	// Interim sends 1xx answers without end in place of its document.
	Interim Kind = "interim"
	// HugeHeader sends headers beyond any reason before its document.
	HugeHeader Kind = "huge_header"
	// Endless sends a document that never ends.
	Endless Kind = "endless"
	// Bomb sends a small compressed document that expands to half a gigabyte.
	Bomb Kind = "bomb"
	// Encoded sends its document under a content encoding nobody asked for:
	// nested, unknown, or claimed and not applied.
	Encoded Kind = "encoded"
	// Truncated ends the connection in the middle of its document.
	Truncated Kind = "truncated"

	// Malformed sends a document that is not the JSON it claims to be.
	Malformed Kind = "malformed"
	// Duplicates sends a document that names keys twice, or once in each case.
	Duplicates Kind = "duplicates"
	// Deep sends a document nested, or filled with keys, beyond any reason.
	Deep Kind = "deep"
	// WrongType sends its document under a media type that is not JSON.
	WrongType Kind = "wrong_type"
	// Liar states impossible numbers: negative, textual, immense, contradictory.
	Liar Kind = "liar"
	// HostileLinks lists nodeinfo documents at addresses that must not be followed.
	HostileLinks Kind = "hostile_links"
	// HostileText is healthy but for its texts, which attack whoever shows them.
	HostileText Kind = "hostile_text"
	// PeerFlood states half a million peers that do not exist.
	PeerFlood Kind = "peer_flood"
	// Farm is one of endless instances below one domain, each naming more of them.
	Farm Kind = "farm"

	// Recorded hosts serve one recorded document ([Config.Documents]). It is in no
	// [Mix].
	Recorded Kind = "recorded"
)

// Kinds lists the kinds that can be in a [Mix], [Healthy] first.
func Kinds() []Kind {
	return []Kind{
		Healthy, Slow, Hang, Reset, Flapping,
		TLSExpired, TLSWrongHost, TLSUntrusted, TLSLongChain, TLSStall, NotTLS,
		ServerError, Throttled, PlainSite, Parked, Gone, Moved, RedirectLoop, RedirectUnsafe,
		Drip, HeaderDrip, Interim, HugeHeader, Endless, Bomb, Encoded, Truncated,
		Malformed, Duplicates, Deep, WrongType, Liar, HostileLinks, HostileText, PeerFlood, Farm,
	}
}

// Sound reports whether a polite client learns the whole truth about an instance
// of this kind, if robots.txt lets it: whatever else is wrong, its documents are
// correct and arrive.
func (k Kind) Sound() bool {
	switch k {
	case Healthy, Slow, HostileText, PeerFlood:
		return true
	default:
		return false
	}
}
