package api

import (
	"math"
	"time"

	"landfall"
	"landfall/directory"
	"landfall/directory/past"
)

// Reasons for a null that are not [landfall.Count] reasons.
const (
	reasonBelow10     = "below_10"     // fewer than ten people: their number may speak of persons
	reasonNotStated   = "not_stated"   // no document of the instance has it
	reasonNotMeasured = "not_measured" // no visit has measured it
	reasonNotKnown    = "not_known"    // no address of it is known, or nothing of the address
	reasonUnavailable = "unavailable"  // the history cannot be read just now
)

// number is a count as the API shows it: the number, or null and the reason. A number
// may carry a reason to doubt it.
func number(count landfall.Count) (n *int64, reason *string) {
	if count.Known {
		n = &count.N
	} else if count.Reason == "" {
		count.Reason = reasonNotStated
	}
	return n, text(count.Reason)
}

// people is number for counts of people, which are null below ten.
func people(count landfall.Count) (n *int64, reason *string) {
	if count.Known && count.N < directory.FewPeople {
		return nil, text(reasonBelow10)
	}
	return number(count)
}

// text returns nil for "".
func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// moment returns a time to the second in UTC, nil for none.
func moment(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	return text(t.UTC().Format(time.RFC3339))
}

// ms returns milliseconds to a tenth.
func ms(d time.Duration) float64 { return past.Milliseconds(d) }

// share returns part of whole from 0 to 1, nil of nothing. It rounds down, so that 1
// means all.
func share(part, whole int) *float64 {
	if whole == 0 {
		return nil
	}
	s := math.Floor(float64(part)/float64(whole)*1e5) / 1e5
	return &s
}
