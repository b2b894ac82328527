package landfall

import "time"

// Trending are the hashtags that an instance showed as talked about on one day.
type Trending struct {
	Host Host
	Day  time.Time // in UTC; its hours do not matter
	Tags []string  // without "#"
}

// TrendingDays is for how many days trending hashtags are kept.
const TrendingDays = 14

// TrendingPerDay is how many of an instance's hashtags of a day are kept.
const TrendingPerDay = 10
