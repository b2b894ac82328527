package caller_test

import (
	"net/http"
	"testing"

	"landfall/federation-core/caller"
)

func TestOf(t *testing.T) {
	proxies, err := caller.Parse([]string{"127.0.0.1", "10.0.0.0/8", "2001:db8:ffff::/48"})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, remote string
		forwarded    []string
		want         string
	}{
		{"by itself", "203.0.113.9:5000", nil, "203.0.113.9"},
		{"a stranger's word for it", "203.0.113.9:5000", []string{"198.51.100.7"}, "203.0.113.9"},
		{"IPv6", "[2001:db8:1:2:3:4:5:6]:5000", nil, "2001:db8:1:2::/64"},
		{"IPv4 in IPv6", "[::ffff:203.0.113.9]:5000", nil, "203.0.113.9"},
		{"a proxy", "127.0.0.1:5000", []string{"203.0.113.9"}, "203.0.113.9"},
		{"a proxy, in IPv6", "[::ffff:127.0.0.1]:5000", []string{"203.0.113.9"}, "203.0.113.9"},
		{"two proxies", "127.0.0.1:5000", []string{"203.0.113.9, 10.1.2.3"}, "203.0.113.9"},
		{"two headers", "127.0.0.1:5000", []string{"203.0.113.9", "10.1.2.3"}, "203.0.113.9"},
		{"what a stranger has put before it", "127.0.0.1:5000", []string{"198.51.100.7, 203.0.113.9"}, "203.0.113.9"},
		{"IPv6 by a proxy", "[2001:db8:ffff::1]:5000", []string{"2001:db8:1:2:3:4:5:6"}, "2001:db8:1:2::/64"},
		{"a proxy that does not say", "127.0.0.1:5000", nil, ""},
		{"a proxy that says nothing", "127.0.0.1:5000", []string{""}, ""},
		{"a proxy that says what is no address", "127.0.0.1:5000", []string{"203.0.113.9, unknown"}, ""},
		{"proxies all the way", "127.0.0.1:5000", []string{"10.0.0.1"}, ""},
		{"a proxy that was not named", "192.168.1.1:5000", []string{"203.0.113.9"}, ""},
		{"one on this machine", "[::1]:5000", []string{"203.0.113.9"}, ""},
		{"no address", "@", nil, ""},
	} {
		r := &http.Request{RemoteAddr: tt.remote, Header: http.Header{"X-Forwarded-For": tt.forwarded}}
		if got := proxies.Of(r); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestParse(t *testing.T) {
	for _, name := range []string{"", "proxy.example", "10.0.0.0/33", "10.0.0.1:80"} {
		if all, err := caller.Parse([]string{"127.0.0.1", name}); err == nil {
			t.Errorf("%q: %v", name, all)
		}
	}
}
