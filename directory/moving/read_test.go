package moving

import (
	"strings"
	"testing"
)

// TestReadRefuses breaks the file in one place each, and asks for the reason.
func TestReadRefuses(t *testing.T) {
	whole := string(embedded)
	for _, tt := range []struct{ name, old, broken, want string }{
		{"unknown key", "version: 1", "version: 1\nmore: 2", "field more not found"},
		{"no version", "version: 1", "version: 0", "no version"},
		{"source that is no URL", "mastodon: https://docs.joinmastodon.org/user/moving/", "mastodon: docs.joinmastodon.org", "no https URL"},
		{"source over plain HTTP", "mastodon: https://docs", "mastodon: http://docs", "no https URL"},
		{"source that nothing rests on", "sources:\n", "sources:\n  idle: https://idle.example/\n", `"idle"`},
		{"claim without a source", "{thing: lists, how: imported, text: \"Your lists, from a file.\", source: fedi-tips}", "{thing: lists, how: imported, text: \"Your lists, from a file.\"}", "has no source"},
		{"claim with a source that is not listed", "from a file.\", source: fedi-tips}", "from a file.\", source: hearsay}", `"hearsay" is not listed`},
		{"thing that is none", "thing: lists,", "thing: listen,", "amiss"},
		{"way that is none", "how: imported", "how: somehow", "amiss"},
		{"loss with a way", "{thing: hashtags, text", "{thing: hashtags, how: moved, text", "amiss"},
		{"usual steps out of order", "  - id: handle\n    everyone: true", "  - id: check\n    everyone: true", "the steps are"},
		{"usual step without a title", "    title: Move\n", "", "needs title"},
		{"step that is none", "      - id: export\n        menu: Preferences", "      - id: exports\n        menu: Preferences", `"exports" is unknown`},
		{"menu without a source", "        text: Look in the settings and on the pages", "        menu: Settings\n        text: Look in the settings and on the pages", "a menu without a source"},
		{"step later than the one before it", "{id: choose, days: 35,", "{id: choose, days: 43,", "begins 43 days"},
		{"step before any notice", "    days: 30\n", "    days: 400\n", "begins 400 days"},
		{"name that is taken", "names: [gotosocial]", "names: [gotosocial, mastodon]", `"mastodon" is taken`},
		{"name in capitals", "names: [gotosocial]", "names: [gotosocial, GoToSocial]", `write "gotosocial"`},
		{"ID that is no name", "names: [gotosocial]", "names: [gts]", "none of its names"},
		{"no generic guide", "  - id: generic\n", "  - id: generic\n    names: [generic]\n", "without names"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(whole, tt.old, tt.broken, 1)
			if text == whole {
				t.Fatalf("%q is not in the file", tt.old)
			}
			if _, err := read(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("read says %v, want %q", err, tt.want)
			}
		})
	}
}
