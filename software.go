package landfall

import "strings"

// Software is what an instance runs, as its own documents say.
type Software struct {
	// Name is the nodeinfo software name in lower case, such as "mastodon":
	// letters, digits, dots and hyphens. Forks often keep their parent's name.
	Name string `json:"name"`
	// Version is the version as stated, at most 120 bytes, without the
	// "(compatible; …)" dress that some software puts around it.
	Version string `json:"version"`
	// Repository is the source repository's https URL, if stated.
	Repository string `json:"repository,omitempty"`
}

// IsZero reports whether the software is unknown.
func (s Software) IsZero() bool { return s.Name == "" }

// String returns "mastodon 4.5.2", "mastodon", or "unknown software".
func (s Software) String() string {
	if s.IsZero() {
		return "unknown software"
	}
	return strings.TrimSpace(s.Name + " " + s.Version)
}
