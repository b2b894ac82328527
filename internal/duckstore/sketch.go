//go:build cgo

package duckstore

import (
	"math"
	"time"

	"landfall"
)

// gamma is the width of a sketch's buckets; the schema has it, too.
const gamma = (1 + landfall.SketchError) / (1 - landfall.SketchError)

// middle is the duration that stands for a bucket.
func middle(bucket int16) time.Duration {
	us := 2 * math.Pow(gamma, float64(bucket)) / (gamma + 1)
	return time.Duration(math.Round(us * float64(time.Microsecond)))
}

// bucket is that of a sample, as the schema's macro finds it.
func bucket(sample time.Duration) int16 {
	us := max(float64(sample.Round(time.Microsecond).Microseconds()), 1)
	return int16(math.Ceil(math.Log(us) / math.Log(gamma)))
}

// sketch counts samples by bucket, in order of the buckets.
type sketch []struct {
	bucket int16
	n      int64
}

func (s sketch) percentiles() landfall.Percentiles {
	var n int64
	for _, b := range s {
		n += b.n
	}
	return landfall.Percentiles{P50: s.at(0.5, n), P75: s.at(0.75, n), P95: s.at(0.95, n), N: int(n)}
}

// at returns the sample at the lower end of rank q of n.
func (s sketch) at(q float64, n int64) time.Duration {
	rank := int64(q * float64(n-1))
	for _, b := range s {
		if rank -= b.n; rank < 0 {
			return middle(b.bucket)
		}
	}
	return 0
}
