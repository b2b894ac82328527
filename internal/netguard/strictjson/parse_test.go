package strictjson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"reflect"
	"runtime"
	"strings"
	"testing"
)

// hostile are the documents of the threat list that must be refused, and why.
var hostile = []struct {
	name, doc, reason string
}{
	{"nothing", "", "json_empty"},
	{"blank", " \n\t", "json_empty"},
	{"a million arrays deep", strings.Repeat("[", 1_000_000), "json_too_deep"},
	{"a million objects deep", strings.Repeat(`{"a":`, 1_000_000), "json_too_deep"},
	{"one deeper than allowed", strings.Repeat("[", MaxDepth+1) + strings.Repeat("]", MaxDepth+1), "json_too_deep"},
	{"a one-line number of a megabyte", strings.Repeat("9", 1<<20), "json_number_too_long"},
	{"a long fraction", "0." + strings.Repeat("1", 100), "json_number_too_long"},
	{"one key more than allowed", keys(MaxKeys + 1), "json_too_many_keys"},
	{"a hundred thousand keys", keys(100_000), "json_too_many_keys"},
	{"one value more than allowed", "[" + strings.Repeat("1,", MaxValues) + "1]", "json_too_many_values"},
	{"a duplicate key", `{"actor":1,"actor":2}`, "json_duplicate_key"},
	{"a duplicate key spelt with an escape", `{"actor":1,"\u0061ctor":2}`, "json_duplicate_key"},
	{"a duplicate key far behind", strings.TrimSuffix(keys(500), "}") + `,"k0":1}`, "json_duplicate_key"},
	{"a duplicate key deep inside", `{"a":[{"b":{"c":1,"d":[],"c":2}}]}`, "json_duplicate_key"},
	{"a NUL between values", "[1,\x00 2]", "json_malformed"},
	{"a NUL in a string", "\"a\x00b\"", "json_malformed"},
	{"a line break in a string", "\"a\nb\"", "json_malformed"},
	{"invalid UTF-8 in a string", "\"a\xffb\"", "json_invalid_utf8"},
	{"an encoded surrogate", "\"\xed\xa0\x80\"", "json_invalid_utf8"},
	{"an overlong slash", "\"\xc0\xaf\"", "json_invalid_utf8"},
	{"a byte order mark", "\xef\xbb\xbf{}", "json_byte_order_mark"},
	{"UTF-16 with a mark", "\xff\xfe{\x00}\x00", "json_invalid_utf8"},
	{"UTF-16 without a mark", "{\x00}\x00", "json_malformed"},
	{"a second document", "{} {}", "json_trailing_data"},
	{"a bracket too many", "[]]", "json_trailing_data"},
	{"HTML", "<!doctype html><p>hello", "json_malformed"},
	{"an array without an end", "[1,2", "json_malformed"},
	{"an object without an end", `{"a":1`, "json_malformed"},
	{"a string without an end", `"abc`, "json_malformed"},
	{"a string that ends in an escape", `"abc\`, "json_malformed"},
	{"a trailing comma in an array", "[1,]", "json_malformed"},
	{"a trailing comma in an object", `{"a":1,}`, "json_malformed"},
	{"a leading comma", "[,1]", "json_malformed"},
	{"no comma", "[1 2]", "json_malformed"},
	{"no colon", `{"a" 1}`, "json_malformed"},
	{"a key that is no string", `{1:2}`, "json_malformed"},
	{"a single-quoted string", `'a'`, "json_malformed"},
	{"a comment", "[1/**/]", "json_malformed"},
	{"NaN", "NaN", "json_malformed"},
	{"a literal in capitals", "TRUE", "json_malformed"},
	{"half a literal", "nul", "json_malformed"},
	{"a leading zero", "01", "json_trailing_data"},
	{"a bare minus", "-", "json_malformed"},
	{"a leading plus", "+1", "json_malformed"},
	{"a hexadecimal number", "0x10", "json_trailing_data"},
	{"a fraction without digits", "1.", "json_malformed"},
	{"an exponent without digits", "1e+", "json_malformed"},
	{"an unknown escape", `"\x41"`, "json_malformed"},
	{"half a hex escape", `"\u12g4"`, "json_malformed"},
	{"a no-break space", "\u00a0{}", "json_malformed"},
}

// tolerated are documents that are odd and still documents.
var tolerated = []string{
	"null", " true ", "false", `""`, "0", "-0", "1e999999999", "-1.5E-3", "[]", "{}", "[[],{}]",
	`{"actor":"good","ACTOR":"evil"}`,
	"{\"software\":1,\"\u017foftware\":2}",
	`{"":1}`, `{"a":{"a":{"a":[1,{"a":2}]}}}`,
	`"\u0000"`, `"\ud83d\ude80"`, `"\ud83d"`, `"\ude80\ud83d"`, `"\ud83d\u0041"`, `"\"\\\/\b\f\n\r\t\u00e9"`,
	"\"\u2028\u202e\U0001f680\x7f\"",
	strings.Repeat("[", MaxDepth) + strings.Repeat("]", MaxDepth),
	`{"version":"2.0","software":{"name":"mastodon","version":"4.5.2"},"usage":{"users":{"total":12}}}`,
}

func keys(n int) string {
	var b strings.Builder
	b.WriteByte('{')
	for i := range n {
		fmt.Fprintf(&b, `"k%d":1,`, i)
	}
	return strings.TrimSuffix(b.String(), ",") + "}"
}

func TestHostileDocumentsAreRefused(t *testing.T) {
	for _, tt := range hostile {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Parse([]byte(tt.doc))
			if Reason(err) != tt.reason {
				t.Errorf("Parse(%.60q) = %v; want %s", tt.doc, err, tt.reason)
			}
			if got.Exists() {
				t.Errorf("Parse(%.60q) handed out a value with its error", tt.doc)
			}
		})
	}
}

func TestLimitsAreReachable(t *testing.T) {
	for name, doc := range map[string]string{
		"keys":   keys(MaxKeys),
		"values": "[" + strings.Repeat("1,", MaxValues-2) + "1]",
		"number": "1" + strings.Repeat("0", maxNumber-1),
	} {
		if _, err := Parse([]byte(doc)); err != nil {
			t.Errorf("%s at the limit: %v", name, err)
		}
	}
}

func TestAcceptedDocumentsMeanTheSameToEncodingJSON(t *testing.T) {
	for _, doc := range tolerated {
		sameAsEncodingJSON(t, []byte(doc))
	}
	sameAsEncodingJSON(t, []byte(keys(MaxKeys)))
}

// sameAsEncodingJSON fails unless encoding/json reads an accepted document as
// the same values, or refuses a malformed one as well.
func sameAsEncodingJSON(t *testing.T, data []byte) {
	t.Helper()
	got, err := Parse(data)
	if reason := Reason(err); reason != "" {
		if malformed := reason == "json_malformed" || reason == "json_trailing_data"; malformed && json.Valid(data) {
			t.Errorf("Parse(%.200q) = %v; encoding/json takes it", data, err)
		}
		return
	}
	if err != nil {
		t.Fatalf("Parse(%.200q) = %v without a reason", data, err)
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var want any
	if err := decoder.Decode(&want); err != nil {
		t.Fatalf("Parse took %.200q; encoding/json says %v", data, err)
	}
	if plain := plainValue(t, got); !reflect.DeepEqual(want, plain) {
		t.Errorf("%.200q reads as %.200v; encoding/json says %.200v", data, plain, want)
	}
}

// plainValue turns a Value into what encoding/json would have made of it, by its
// exported methods.
func plainValue(t *testing.T, v Value) any {
	t.Helper()
	if array, ok := v.Array(); ok {
		plain := []any{}
		for _, element := range array {
			plain = append(plain, plainValue(t, element))
		}
		return plain
	}
	if object, ok := v.Object(); ok {
		plain := map[string]any{}
		for key, member := range object {
			plain[key] = plainValue(t, member)
			if got := v.Get(key); got != member {
				t.Errorf("Get(%q) finds another value than Object", key)
			}
		}
		return plain
	}
	if text, ok := v.Text(); ok {
		return text
	}
	if b, ok := v.Bool(); ok {
		return b
	}
	if v.IsNull() {
		return nil
	}
	n := v.doc.nodes[v.at]
	number := json.Number(v.doc.data[n.start:n.end])
	checkInt(t, v, number)
	return number
}

// checkInt compares Int with exact arithmetic, where that is affordable.
func checkInt(t *testing.T, v Value, number json.Number) {
	t.Helper()
	n, overflow, ok := v.Int()
	if i := strings.IndexAny(number.String(), "eE"); i >= 0 && len(number)-i > 5 {
		return
	}
	exact, valid := new(big.Rat).SetString(number.String())
	if !valid {
		t.Fatalf("math/big cannot read %s", number)
	}
	switch {
	case ok != exact.IsInt():
		t.Errorf("Int of %s: whole = %v", number, ok)
	case ok && overflow == exact.Num().IsInt64():
		t.Errorf("Int of %s: overflow = %v", number, overflow)
	case ok && !overflow && n != exact.Num().Int64():
		t.Errorf("Int of %s = %d", number, n)
	}
}

func TestKeysAreExactInCase(t *testing.T) {
	doc, err := Parse([]byte("{\"actor\":\"good\",\"ACTOR\":\"evil\",\"\u017foftware\":\"not ours\"}"))
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{"actor": "good", "ACTOR": "evil", "Actor": "", "software": "", "SOFTWARE": ""} {
		if got, _ := doc.Get(key).Text(); got != want {
			t.Errorf("Get(%q) = %q; want %q", key, got, want)
		}
	}
}

func TestEveryDocumentStaysInItsBudget(t *testing.T) {
	const budget = 8 << 20
	array := func(element string) string {
		return "[" + strings.Repeat(element+",", (1<<20)/(len(element)+1)-1) + element + "]"
	}
	for name, doc := range map[string]string{
		"numbers":      array("1"),
		"empty arrays": array("[]"),
		"deep arrays":  array(strings.Repeat("[", 60) + strings.Repeat("]", 60)),
		"strings":      array(`"\u0041"`),
		"most keys":    keys(MaxKeys),
		"commas":       `"` + strings.Repeat(",", 1<<20) + `"`,
		"brackets":     strings.Repeat("[", 1<<20),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := Parse([]byte(doc))
		runtime.ReadMemStats(&after)
		grew := int64(after.TotalAlloc-before.TotalAlloc) - int64(len(doc)) // the test's own copy
		t.Logf("%s: %.1f MiB for %.1f MiB, %v", name, float64(grew)/(1<<20), float64(len(doc))/(1<<20), err)
		if grew > budget {
			t.Errorf("%s: %d bytes allocated; the budget is %d", name, grew, budget)
		}
	}
}

func TestErrorSaysWhatAndWhere(t *testing.T) {
	_, err := Parse([]byte(`{"a":?}`))
	wrapped := fmt.Errorf("read: %w", err)
	if got, want := wrapped.Error(), `read: json_malformed: byte 5 is '?'`; got != want {
		t.Errorf("error is %q; want %q", got, want)
	}
	if Reason(wrapped) != "json_malformed" || Reason(errors.New("other")) != "" {
		t.Error("Reason does not find the fault in the chain")
	}
}

func FuzzParse(f *testing.F) {
	for _, tt := range hostile {
		f.Add([]byte(tt.doc[:min(len(tt.doc), 4096)]))
	}
	for _, doc := range tolerated {
		f.Add([]byte(doc))
	}
	f.Fuzz(func(t *testing.T, data []byte) { sameAsEncodingJSON(t, data) })
}

func BenchmarkParse(b *testing.B) {
	instance := []byte(`{"uri":"quiet-harbour-sim.social","title":"Quiet Harbour","stats":{"user_count":1204,"status_count":88012,"domain_count":9000},` +
		`"languages":["en","de"],"registrations":true,"approval_required":true,"rules":[` +
		strings.TrimSuffix(strings.Repeat(`{"id":"1","text":"Be kind, and mean it; no harassment, no spam.","hint":""},`, 20), ",") +
		`],"description":"` + strings.Repeat(`A place for people who like boats. <a href=\"\/about\">More<\/a> `, 40) + `"}`)
	b.Run("strict", func(b *testing.B) {
		b.SetBytes(int64(len(instance)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := Parse(instance); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding json", func(b *testing.B) {
		b.SetBytes(int64(len(instance)))
		b.ReportAllocs()
		for b.Loop() {
			var v any
			if err := json.Unmarshal(instance, &v); err != nil {
				b.Fatal(err)
			}
		}
	})
}
