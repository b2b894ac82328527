package diagnosis

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ms writes a duration in milliseconds; what was not measured is zero.
func ms(d time.Duration) string {
	if d <= 0 {
		return "not measured"
	}
	if d < 10*time.Millisecond {
		return strconv.FormatFloat(float64(d.Microseconds())/1000, 'f', 1, 64) + " ms"
	}
	return strconv.FormatInt(d.Milliseconds(), 10) + " ms"
}

// rough writes a duration in its largest unit.
func rough(d time.Duration) string {
	for _, unit := range []struct {
		size time.Duration
		one  string
	}{{24 * time.Hour, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}} {
		if n := int(d / unit.size); n > 0 {
			return plural(n, unit.one)
		}
	}
	return plural(int(d/time.Second), "second")
}

func ago(d time.Duration) string { return rough(max(d, 0)) + " ago" }

// plural counts something: "1 day", "2 days".
func plural(n int, one string) string {
	switch {
	case n == 1:
		return "1 " + one
	case strings.HasSuffix(one, "s"):
		return fmt.Sprintf("%d %ses", n, one)
	}
	return fmt.Sprintf("%d %ss", n, one)
}

// some joins the first few of a list.
func some(list []string, most int) string {
	if len(list) <= most {
		return strings.Join(list, ", ")
	}
	return strings.Join(list[:most], ", ") + fmt.Sprintf(" and %d more", len(list)-most)
}
