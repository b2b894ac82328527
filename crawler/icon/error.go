package icon

// Reason says in a short snake_case word why a picture was refused.
type Reason string

// The reasons.
const (
	NotAPicture Reason = "icon_not_a_picture" // none of the formats, SVG among others
	TooLarge    Reason = "icon_too_large"     // bytes or pixels
	TooSmall    Reason = "icon_too_small"     // no more than a dot or a line
	TooComplex  Reason = "icon_too_complex"   // more passes over its pixels than any picture needs
	Broken      Reason = "icon_broken"
	TooSlow     Reason = "icon_too_slow"
	Elsewhere   Reason = "icon_elsewhere"   // on a host of another owner
	AskedNotTo  Reason = "icon_noindex"     // sent with an X-Robots-Tag that forbids its use
	NotNamed    Reason = "icon_not_named"   // the instance names none any more
	Unavailable Reason = "icon_unavailable" // the server could not answer this time
)

// Error is a picture that was refused.
type Error struct{ Reason Reason }

func (e *Error) Error() string { return string(e.Reason) }
