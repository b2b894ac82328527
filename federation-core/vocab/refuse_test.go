package vocab_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"landfall/federation-core/vocab"
)

func TestParseRefuses(t *testing.T) {
	long := strings.Repeat("1", 65)
	tests := []struct{ name, body, reason string }{
		{"nothing", "", "json_empty"},
		{"white space", " \n", "json_empty"},
		{"an array", `[{"id":"https://a.example/1"}]`, "json_no_object"},
		{"a string", `"https://a.example/1"`, "json_no_object"},
		{"null", `null`, "json_no_object"},
		{"a byte order mark", "\xef\xbb\xbf{}", "json_malformed"},
		{"two documents", `{}{}`, "json_trailing_data"},
		{"something behind it", `{} x`, "json_trailing_data"},
		{"half a document", `{"a":`, "json_malformed"},
		{"a comma too many", `{"a":1,}`, "json_malformed"},
		{"a comment", `{/**/}`, "json_malformed"},
		{"single quotes", `{'a':1}`, "json_malformed"},
		{"NaN", `{"a":NaN}`, "json_malformed"},
		{"a raw NUL", "{\"a\":\"\x00\"}", "json_malformed"},
		{"a raw line break in a string", "{\"a\":\"\n\"}", "json_malformed"},
		{"an escaped NUL", `{"a":"\u0000"}`, "json_nul"},
		{"an escaped NUL in a name", `{"id\u0000":"a"}`, "json_nul"},
		{"invalid UTF-8", "{\"a\":\"\xff\"}", "json_invalid_utf8"},
		{"an overlong slash", "{\"a\":\"\xc0\xaf\"}", "json_invalid_utf8"},
		{"a name twice", `{"id":"https://a.example/1","id":"https://b.example/1"}`, "json_duplicate_name"},
		{"a name twice, once escaped", `{"id":"https://a.example/1","\u0069d":"https://b.example/1"}`, "json_duplicate_name"},
		{"a name twice, within", `{"object":{"a":1,"a":2}}`, "json_duplicate_name"},
		{"a name twice, both mangled", `{"\ud800":1,"\ud801":2}`, "json_duplicate_name"},
		{"too deep", strings.Repeat(`{"a":`, vocab.MaxDepth+1) + "1" + strings.Repeat("}", vocab.MaxDepth+1), "json_too_deep"},
		{"too deep in arrays", `{"a":` + strings.Repeat("[", vocab.MaxDepth) + strings.Repeat("]", vocab.MaxDepth) + "}", "json_too_deep"},
		{"too deep, without end", strings.Repeat(`{"a":`, 100_000), "json_too_deep"},
		{"too many members", members(vocab.MaxMembers + 1), "json_too_many_members"},
		{"too many values", `{"a":[` + strings.Repeat("1,", vocab.MaxValues) + `1]}`, "json_too_many_values"},
		{"an endless number", `{"a":` + long + `}`, "json_number_too_long"},
		{"too large", `{"a":"` + strings.Repeat("x", vocab.MaxBytes) + `"}`, "json_too_large"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { refused(t, tt.body, tt.reason) })
	}
}

func refused(t *testing.T, body, reason string) {
	t.Helper()
	d, err := vocab.Parse([]byte(body))
	fault, ok := errors.AsType[*vocab.Error](err)
	if !ok || fault.Reason != reason || !errors.Is(err, vocab.ErrInvalid) || d != nil {
		t.Errorf("Parse(%.80q) = %v, %v; want %s", body, d, err, reason)
	}
}

func members(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `,"m%d":0`, i)
	}
	return "{" + b.String()[1:] + "}"
}

// TestParseTakes has what is at the bounds, or looks wrong and is not.
func TestParseTakes(t *testing.T) {
	tests := []struct{ name, body string }{
		{"nothing in it", `{}`},
		{"white space around it", "\r\n\t {} \n"},
		{"as deep as may be", strings.Repeat(`{"a":`, vocab.MaxDepth) + "1" + strings.Repeat("}", vocab.MaxDepth)},
		{"as many members as may be", members(vocab.MaxMembers)},
		{"the same name in two objects", `{"id":"a","object":{"id":"b"}}`},
		{"names that differ in case", `{"id":"a","ID":"b","Id":"c"}`},
		{"half a surrogate pair", `{"content":"cut \ud83d"}`},
		{"a whole pair", `{"content":"\ud83d\ude80"}`},
		{"unknown names with an at sign", `{"@foo":1,"contentMap":{"@none":"x"}}`},
		{"as large as may be", `{"a":"` + strings.Repeat("x", vocab.MaxBytes-8) + `"}`},
	}
	for _, tt := range tests {
		if _, err := vocab.Parse([]byte(tt.body)); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

// TestParseKeepsNothingOfBody proves that a caller may use its buffer again.
func TestParseKeepsNothingOfBody(t *testing.T) {
	body := []byte(`{"id":"https://a.example/1","type":"Note","content":"x","interactionPolicy":{"a":1}}`)
	d, err := vocab.Parse(body)
	if err != nil {
		t.Fatal(err)
	}
	clear(body)
	if note, err := d.Note(); err != nil || note.Content != "x" || string(note.InteractionPolicy) != `{"a":1}` || d.Raw()[0] != '{' {
		t.Errorf("%+v, %v", note, err)
	}
}
