package phrase

import (
	"context"
	"time"

	"landfall/web/tongue"
)

// Every says how often: "every 5 minutes", "once a day".
func Every(ctx context.Context, d time.Duration) string {
	switch {
	case d < time.Minute:
		return tongue.Say(ctx, "every few seconds")
	case d < 2*time.Minute:
		return tongue.Say(ctx, "every minute")
	case d < time.Hour:
		return tongue.Count(ctx, int(d/time.Minute), "every minute", "every {n} minutes")
	case d < 2*time.Hour:
		return tongue.Say(ctx, "every hour")
	case d < 24*time.Hour:
		return tongue.Count(ctx, int(d/time.Hour), "every hour", "every {n} hours")
	case d < 48*time.Hour:
		return tongue.Say(ctx, "once a day")
	}
	return tongue.Count(ctx, int(d/(24*time.Hour)), "once a day", "every {n} days")
}
