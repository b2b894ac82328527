package landfall

import (
	"encoding/json"
	"strconv"
)

// Count is a number an instance states of itself, or the reason why there is
// none. Unknown is a value: a missing number is never 0. The zero Count is
// unknown without a reason.
type Count struct {
	// N is the number; it means nothing unless Known.
	N int64
	// Known tells a stated number from a missing one.
	Known bool
	// Reason says why the number is missing, as one of the Why constants, or
	// carries a doubt about a stated one ([WhyImplausible]).
	Reason string
}

// Why a count is missing, or stated but not to be trusted.
const (
	WhyNotStated   = "not_stated"   // the document has no such field, or null
	WhyMalformed   = "malformed"    // not a whole number: a string, a fraction, an object
	WhyOutOfRange  = "out_of_range" // negative, or above MaxCount
	WhyImplausible = "implausible"  // contradicts another count of the same document
	WhyHidden      = "hidden"       // the software is known to send a placeholder
	WhyRandom      = "random"       // the software was set to invent it
	WhyNotMeasured = "not_measured" // no document that could state it has been read yet
	WhyAskedNotTo  = "asked_not_to" // robots.txt or an opt-out forbids the document
	WhyFetchFailed = "fetch_failed" // the document that states it could not be read
)

// MaxCount bounds what an instance may claim; beyond it the count is unknown
// ([WhyOutOfRange]). No single instance comes near it.
const MaxCount = 50_000_000_000

// MaxPeople bounds claimed numbers of people.
const MaxPeople = 50_000_000

// Known returns a stated count.
func Known(n int64) Count { return Count{N: n, Known: true} }

// Missing returns an unknown count and the reason.
func Missing(why string) Count { return Count{Reason: why} }

// String returns the digits, or "unknown".
func (c Count) String() string {
	if !c.Known {
		return "unknown"
	}
	return strconv.FormatInt(c.N, 10)
}

// Ptr returns the number for a nullable column or JSON field, nil if unknown.
func (c Count) Ptr() *int64 {
	if !c.Known {
		return nil
	}
	return &c.N
}

type countJSON struct {
	N      *int64 `json:"n"`
	Reason string `json:"reason,omitempty"`
}

// MarshalJSON writes {"n": 12} or {"n": null, "reason": "not_stated"}.
func (c Count) MarshalJSON() ([]byte, error) { return json.Marshal(countJSON{c.Ptr(), c.Reason}) }

// UnmarshalJSON reads what MarshalJSON wrote.
func (c *Count) UnmarshalJSON(data []byte) error {
	var v countJSON
	if err := json.Unmarshal(data, &v); err != nil {
		return err
	}
	*c = Count{Reason: v.Reason}
	if v.N != nil {
		c.N, c.Known = *v.N, true
	}
	return nil
}
