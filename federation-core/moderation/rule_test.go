package moderation

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestTidy(t *testing.T) {
	for name, tt := range map[string]struct{ in, want string }{
		"line ends":              {" a\r\nb\rc\n", "a\nb\nc"},
		"control characters":     {"a\x00\x1b[31m\tb\u0085c", "a[31m\tbc"},
		"bytes that are no text": {"a\xffb", "ab"},
		"as long as it may be":   {strings.Repeat("a", maxComment), strings.Repeat("a", maxComment)},
		"too long":               {strings.Repeat("a", maxComment+1), strings.Repeat("a", maxComment)},
		"too long, in a letter":  {strings.Repeat("a", maxComment-1) + "ä", strings.Repeat("a", maxComment-1)},
	} {
		if got := tidy(tt.in); got != tt.want {
			t.Errorf("%s: %.40q, want %.40q", name, got, tt.want)
		}
		if got := tidy(tidy(tt.in)); got != tt.want {
			t.Errorf("%s, twice: %.40q", name, got)
		}
	}
}

func TestRuleAsJSON(t *testing.T) {
	want := Rule{Domain: "evil.example", Severity: Silence, RejectMedia: true, PublicComment: "loud", Created: day, By: "mod"}
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got Rule
	if err := json.Unmarshal(data, &got); err != nil || got != want {
		t.Errorf("%s: %+v, %v", data, got, err)
	}
	for _, mode := range []Mode{Open, AllowList} {
		text, err := mode.MarshalText()
		var got Mode
		if err := got.UnmarshalText(text); err != nil || got != mode || mode.String() != string(text) {
			t.Errorf("%s: %v, %v", text, got, err)
		}
		if err != nil {
			t.Error(err)
		}
	}
	if _, err := json.Marshal(Rule{Severity: 7}); err == nil {
		t.Error("a severity that is none was written")
	}
}
