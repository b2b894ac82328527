package httpsig

import (
	"net/http"
	"testing"
	"time"
)

// TestPlace sends a signed request elsewhere than it was signed for.
func TestPlace(t *testing.T) {
	judgeAll(t, []attempt{
		{name: "another host", arrive: func(r *http.Request) { r.Host = "other.test" }, refused: WrongHost},
		{name: "another port", arrive: func(r *http.Request) { r.Host = "home.test:8443" }, refused: WrongHost},
		{name: "our port, not as signed", arrive: func(r *http.Request) { r.Host = "home.test:443" }, refused: BadSignature},
		{name: "whole URL without a path", arrive: func(r *http.Request) { r.RequestURI = "https://home.test?page=/inbox" }, refused: BadTarget},
		{name: "no path", arrive: func(r *http.Request) { r.RequestURI = "*" }, refused: BadTarget},
		{name: "fragment on the request line", arrive: func(r *http.Request) { r.RequestURI += "#x" }, refused: BadTarget},
		{name: "another path", arrive: func(r *http.Request) { r.RequestURI = "/users/ada/inbox?page=1" }, refused: BadSignature},
		{name: "another query", arrive: func(r *http.Request) { r.RequestURI = "/inbox?page=2" }, refused: BadSignature},
		{name: "query left out", arrive: func(r *http.Request) { r.RequestURI = "/inbox" }, refused: BadSignature},
		{name: "another method", arrive: func(r *http.Request) { r.Method = "PUT" }, refused: BadSignature},
		{name: "method in small letters", method: "get", said: statement{covered: cavageGet}, refused: BadMethod},
		{name: "another path", in: RFC9421, arrive: func(r *http.Request) { r.RequestURI = "/users/ada/inbox?page=1" }, refused: BadSignature},
		{name: "another method", in: RFC9421, arrive: func(r *http.Request) { r.Method = "PUT" }, refused: BadSignature},
		{name: "key id changed", in: RFC9421, edit: replace("erin", "eric"), refused: BadSignature},
		{name: "created changed", in: RFC9421, edit: replace(unix(clock), unix(clock.Add(time.Second))), refused: BadSignature},
	})
}
