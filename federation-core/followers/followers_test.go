package followers_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"landfall/federation-core/followers"
)

// TestDigest has the example of FEP-8fcf.
func TestDigest(t *testing.T) {
	for _, tt := range []struct {
		ids  []string
		want string
	}{
		{nil, strings.Repeat("0", 64)},
		{[]string{"https://testing.example.org/users/1"}, "3a06e99569547f444c352ab7f52e4bab207abec5ca6f07b0045cfdc9723f8fa9"},
		{[]string{"https://testing.example.org/users/1", "https://testing.example.org/users/2"}, "c33f48cd341ef046a206b8a72ec97af65079f9a3a9b90eef79c5920dce45c61f"},
	} {
		if got := followers.Digest(tt.ids); got != tt.want {
			t.Errorf("Digest(%q) = %s, want %s", tt.ids, got, tt.want)
		}
	}
	header := followers.Header("https://example.org/users/1/followers", "https://example.org/users/1/followers_synchronization",
		"c33f48cd341ef046a206b8a72ec97af65079f9a3a9b90eef79c5920dce45c61f")
	want := `collectionId="https://example.org/users/1/followers", url="https://example.org/users/1/followers_synchronization", ` +
		`digest="c33f48cd341ef046a206b8a72ec97af65079f9a3a9b90eef79c5920dce45c61f"`
	if header != want {
		t.Errorf("Header = %s", header)
	}
}

// TestTheOrderDoesNotMatter, and one more or less does.
func TestTheOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfNDistinct(rapid.String(), 1, 20, rapid.ID[string]).Draw(t, "ids")
		turned := slices.Clone(ids)
		slices.Reverse(turned)
		if followers.Digest(ids) != followers.Digest(turned) || followers.Digest(ids) == followers.Digest(ids[1:]) {
			t.Errorf("the digest of %q", ids)
		}
	})
}
