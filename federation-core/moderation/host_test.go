package moderation

import (
	"errors"
	"strings"
	"testing"
)

func TestHost(t *testing.T) {
	long := strings.Repeat("a", maxLabelBytes)
	for in, want := range map[string]string{
		"a.example": "a.example", "A.Example.:443": "a.example", "localhost": "localhost", "_x.a-.example": "_x.a-.example",
		"192.0.2.1:80": "192.0.2.1", "[2001:DB8:0:0::1]": "2001:db8::1", "2001:db8::1": "2001:db8::1",
		long + ".example": long + ".example", "r3---sn.example": "r3---sn.example",
		"": "", ".": "", "-a.example": "", "a b.example": "", "a/b": "", "a:b": "", "[a.example]": "", "[::1%25lo]": "", "::1%lo": "",
		long + "a.example": "", strings.Repeat("a.", 126) + "a": strings.Repeat("a.", 126) + "a", strings.Repeat("a.", 127) + "a": "",
	} {
		got, err := Host(in)
		if got != want || (want == "") != errors.Is(err, ErrInvalid) {
			t.Errorf("Host(%q) = %q, %v; want %q", in, got, err, want)
		}
	}
}
