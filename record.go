package landfall

import "time"

// DayRecord is a UTC day of the long-term record in the form in which one store hands
// it to another. Both keep the same buckets, so a day that was handed over answers
// as it did before.
type DayRecord struct {
	Date  time.Time // midnight UTC
	Hosts []HostRecord
	// Reasons counts the day's visits that were not answered.
	Reasons []ReasonCount
}

// HostRecord is one instance's part of a [DayRecord].
type HostRecord struct {
	Daily // but for the percentiles, which the samples give
	// Clicks and Firsts have a duration for each sample, within [SketchError].
	Clicks []time.Duration
	Firsts []time.Duration
	// What any of the day's answered visits said last, empty if none did.
	SaidSoftware string
	SaidVersion  string
	SaidSignup   SignupMode
	SaidRules    string // the digest ([Facts.RulesDigest])
}
