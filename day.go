package landfall

import "time"

// Day is what one UTC day of visits to one instance adds up to.
type Day struct {
	Host Host      `json:"host"`
	Date time.Time `json:"date"` // midnight UTC
	// Visits counts visits whose result says something about the instance:
	// answered, or a failure that is theirs or ambiguous. Answered counts those
	// that were answered. Unknown counts visits that failed through our own fault.
	Visits   int `json:"visits"`
	Answered int `json:"answered"`
	Unknown  int `json:"unknown"`
	// Unmeasured is how long nothing was measured on this day, through our own fault;
	// see [WithUnmeasured]. The stores do not know it.
	Unmeasured time.Duration `json:"unmeasured_ns,omitempty"`
	// Click and First are percentiles over the day's answered visits, of what
	// each click and what a first visit costs; zero if there were none.
	Click Percentiles `json:"click"`
	First Percentiles `json:"first"`
	// Phases is the median of each phase of the first exchange; zero if the day's visits
	// are no longer kept.
	Phases Timings `json:"phases"`
}

// Percentiles of a set of durations.
type Percentiles struct {
	P50 time.Duration `json:"p50_ns"`
	P75 time.Duration `json:"p75_ns"`
	P95 time.Duration `json:"p95_ns"`
	N   int           `json:"n"` // how many samples
}

// Summary is what a period of visits to one instance adds up to.
type Summary struct {
	Host Host `json:"host"`
	// Days holds the period's days in order, oldest first, without gaps; a day
	// without visits has Visits 0.
	Days []Day `json:"days"`
	// Visits, Answered and Unknown are the sums over the period.
	Visits   int `json:"visits"`
	Answered int `json:"answered"`
	Unknown  int `json:"unknown"`
	// Click and First are percentiles over the whole period's samples.
	Click Percentiles `json:"click"`
	First Percentiles `json:"first"`
	// Since is when the first visit of the period was, zero if none; its day, if that is
	// all that is kept.
	Since time.Time `json:"since"`
}
