package strictjson

import (
	"strings"
	"testing"
)

func TestNothingIsGuessed(t *testing.T) {
	doc, err := Parse([]byte(`{"null":null,"text":"42","yes":"true","number":1,"array":[1,"a"],"object":{"a":{"b":3}}}`))
	if err != nil {
		t.Fatal(err)
	}
	absent := doc.Get("absent")
	if absent.Exists() || absent.IsNull() || absent.IsObject() {
		t.Error("an absent value seems to be there")
	}
	if null := doc.Get("null"); !null.Exists() || !null.IsNull() {
		t.Error("null is not there as null")
	}
	if _, _, ok := doc.Get("text").Int(); ok {
		t.Error("a string passes for a number")
	}
	if _, ok := doc.Get("yes").Bool(); ok {
		t.Error("a string passes for a boolean")
	}
	if _, ok := doc.Get("number").Text(); ok {
		t.Error("a number passes for a string")
	}
	if _, ok := doc.Get("object").Array(); ok {
		t.Error("an object passes for an array")
	}
	if _, ok := doc.Get("array").Object(); ok {
		t.Error("an array passes for an object")
	}
	if doc.Get("array", "0").Exists() || doc.Get("text", "a").Exists() || absent.Get("a").Exists() {
		t.Error("Get stepped into what is no object")
	}
	if n, _, ok := doc.Get("object", "a", "b").Int(); !ok || n != 3 {
		t.Errorf("nested number = %d, %v", n, ok)
	}
	var zero Value
	if _, ok := zero.Array(); ok || zero.Exists() {
		t.Error("the zero Value is something")
	}
}

func TestInt(t *testing.T) {
	for _, tt := range []struct {
		number       string
		n            int64
		overflow, ok bool
	}{
		{"0", 0, false, true},
		{"-0", 0, false, true},
		{"42", 42, false, true},
		{"-5", -5, false, true},
		{"3.0", 3, false, true},
		{"3.7", 0, false, false},
		{"1e3", 1000, false, true},
		{"1E+3", 1000, false, true},
		{"1.25e2", 125, false, true},
		{"1.25e1", 0, false, false},
		{"1200e-2", 12, false, true},
		{"12e-2", 0, false, false},
		{"0e999999999999999999999", 0, false, true},
		{"1e-999999999", 0, false, false},
		{"1e999999999", 0, true, true},
		{"1e20", 0, true, true},
		{"9223372036854775807", 1<<63 - 1, false, true},
		{"9223372036854775808", 0, true, true},
		{"-9223372036854775808", -1 << 63, false, true},
		{"-9223372036854775809", 0, true, true},
		{"0." + strings.Repeat("0", 18) + "1e19", 1, false, true},
		{"1e00000000000000000003", 1000, false, true},
	} {
		v, err := Parse([]byte(tt.number))
		if err != nil {
			t.Fatalf("Parse(%s): %v", tt.number, err)
		}
		if n, overflow, ok := v.Int(); n != tt.n && ok && !overflow || overflow != tt.overflow || ok != tt.ok {
			t.Errorf("Int of %s = %d, %v, %v; want %d, %v, %v", tt.number, n, overflow, ok, tt.n, tt.overflow, tt.ok)
		}
	}
}
