package rank

import "time"

const (
	day  = 24 * time.Hour
	year = 365 * day
)
