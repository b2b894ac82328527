package vocab

import "time"

// layouts are RFC 3339 and what software writes instead: no zone, a zone without its
// colon, a space for the T.
var layouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05.999999999Z0700", "2006-01-02T15:04:05.999999999",
	"2006-01-02 15:04:05.999999999Z07:00", "2006-01-02 15:04:05.999999999 Z0700", "2006-01-02 15:04:05.999999999",
}

// maxTime bounds a date's text.
const maxTime = 64

// parseTime reads a date and time, in UTC where it names no zone. What cannot be read
// and what is absurd (before 1970, after 2099) is the zero time.
func parseTime(s string) time.Time {
	if len(s) > maxTime {
		return time.Time{}
	}
	for _, layout := range layouts {
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		if t = t.UTC(); t.Year() < 1970 || t.Year() > 2099 {
			return time.Time{}
		}
		return t
	}
	return time.Time{}
}

// formatTime writes a time in UTC to the second; "" for the zero time.
func formatTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
