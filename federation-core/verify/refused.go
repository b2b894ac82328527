package verify

// RefusedError says why nobody is known to have signed a request, and how it is answered.
type RefusedError struct {
	// Status is 401 where the sender may sign in another way, 403 where that would not help,
	// 429 where too many keys had to be read lately, 503 where the key cannot be had for now.
	Status int
	// Reason is for the sender's eyes: it has nothing of the request in it.
	Reason string
	cause  error
}

// Error is the reason.
func (e *RefusedError) Error() string { return e.Reason }

// Unwrap is what lies behind it.
func (e *RefusedError) Unwrap() error { return e.cause }
