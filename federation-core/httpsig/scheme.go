package httpsig

// Scheme is a way to sign a request.
type Scheme uint8

// The schemes. A claim that was read is Cavage or RFC9421.
const (
	// Cavage is draft-cavage-http-signatures-12, which every server understands.
	Cavage Scheme = iota
	// RFC9421 is HTTP Message Signatures, for peers known to take it.
	RFC9421
	// CavageNoQuery is Cavage with (request-target) cut off before the query, as some old
	// verifiers rebuild it. It is for a second try after a 401 and is never accepted.
	CavageNoQuery
)

// String is the scheme's name in records and metrics.
func (s Scheme) String() string {
	switch s {
	case RFC9421:
		return "rfc9421"
	case CavageNoQuery:
		return "cavage-no-query"
	default:
		return "cavage"
	}
}

// AcceptSignature is the value of the Accept-Signature header (RFC 9421 section 5.1) that goes
// with a 401: it tells a peer that knocks twice what an RFC 9421 signature of a request with
// this method has to cover.
func AcceptSignature(method string) string {
	covered := `"@method" "@target-uri"`
	if carriesBody(method, nil) {
		covered += ` "content-digest"`
	}
	return "sig1=(" + covered + `);created;alg="` + algRSA + `"`
}
