package robots

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestAbout(t *testing.T) {
	const file = "User-agent: *\nDisallow: /api/\nCrawl-delay: 5\n\nUser-agent: Landfall\nUser-agent: Other\nDisallow: /nodeinfo\nAllow: /nodeinfo/2.0\n"
	for _, tt := range []struct {
		name    string
		file    *File
		product string
		want    About
	}{
		{"own group", Parse([]byte(file)), "Landfall", About{Found: true, Readable: true, Group: "landfall", Disallow: []string{"/nodeinfo"}, Allow: []string{"/nodeinfo/2.0"}}},
		{"everybody's", Parse([]byte(file)), "Third", About{Found: true, Readable: true, Group: "*", Disallow: []string{"/api/"}, Delay: 5 * time.Second}},
		{"nobody spoken to", Parse([]byte("User-agent: Other\nDisallow: /\n")), "Landfall", About{Found: true, Readable: true}},
		{"no file", AllowAll(), "Landfall", About{Readable: true}},
		{"not to be had", Unreadable(), "Landfall", About{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, tt.file.About(tt.product)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
