package landfall

// SignupMode says how a newcomer gets an account.
type SignupMode string

// The sign-up modes. Each software decides in its own way; crawler/probe states
// the rule per software and [Signup.Basis] the fields it went by.
const (
	SignupOpen     SignupMode = "open"     // anyone, at once
	SignupApproval SignupMode = "approval" // anyone may ask; somebody decides
	SignupInvite   SignupMode = "invite"   // only with an invitation from inside
	SignupClosed   SignupMode = "closed"   // nobody
	SignupUnknown  SignupMode = "unknown"  // not stated, or not told apart
)

// SignupModes lists the modes in the order pages show them.
func SignupModes() []SignupMode {
	return []SignupMode{SignupOpen, SignupApproval, SignupInvite, SignupClosed, SignupUnknown}
}

// Signup is what an instance says of joining it.
type Signup struct {
	Mode SignupMode `json:"mode"`
	// NotClosed is set when all that is known is that sign-up is not closed:
	// nodeinfo's "openRegistrations: true" where the software reports true for
	// approval as well. Mode is then unknown.
	NotClosed bool `json:"not_closed,omitempty"`
	// Basis is the deciding fields and values, such as
	// "registrations.enabled=true, approval_required=false".
	Basis string `json:"basis,omitempty"`
	// Message is the instance's own text about joining, plain text.
	Message string `json:"message,omitempty"`
	// MinAge is the stated minimum age in years, 0 if not stated.
	MinAge int `json:"min_age,omitempty"`
}

// Rule is one of an instance's rules in its own words, in its own order.
type Rule struct {
	Text string `json:"text"`
	Hint string `json:"hint,omitempty"`
}
