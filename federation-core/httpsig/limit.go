package httpsig

// What a signed request may have at most. The largest seen from a peer has a signature
// header of 1 KiB that covers six components.
const (
	maxHeader  = 8 << 10  // bytes of one header of the signature or a digest
	maxBase    = 32 << 10 // bytes of all that is covered, target and headers
	maxCovered = 32       // components
	maxParams  = 16       // parameters of a signature
	maxKeyID   = 2 << 10  // bytes
	maxKey     = 16 << 10 // bytes of a key in PEM
)
