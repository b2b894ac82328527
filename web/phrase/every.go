package phrase

import "time"

// Every says how often something happens: "every 6 hours", "once a day".
func Every(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "every few seconds"
	case d < 2*time.Minute:
		return "every minute"
	case d < time.Hour:
		return "every " + Of(int(d/time.Minute), "minute", "minutes")
	case d < 2*time.Hour:
		return "every hour"
	case d < 24*time.Hour:
		return "every " + Of(int(d/time.Hour), "hour", "hours")
	case d < 48*time.Hour:
		return "once a day"
	}
	return "every " + Of(int(d/(24*time.Hour)), "day", "days")
}
