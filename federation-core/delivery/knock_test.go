package delivery

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall/federation-core/social"
)

// peer is a server on a real socket that verifies some kinds of signature.
type peer struct {
	*httptest.Server
	host    string
	knows   map[string]bool // schemes, as sign writes them
	unknown int             // status for the others
	answer  int             // status for those
	moves   func(req *http.Request) (code int, location string)

	mu     sync.Mutex
	had    []knocked
	signed map[string]bool
}

// knocked is a request as it arrived.
type knocked struct{ Path, Scheme, Body string }

func newPeer(t *testing.T, unknown int, knows ...Scheme) *peer {
	p := &peer{knows: map[string]bool{}, unknown: unknown, answer: 202, signed: map[string]bool{}}
	for _, scheme := range knows {
		p.knows[schemeName[scheme]] = true
	}
	p.Server = httptest.NewTLSServer(p)
	t.Cleanup(p.Close)
	p.host = strings.TrimPrefix(p.URL, "https://")
	return p
}

var schemeName = map[Scheme]string{Cavage: "cavage", RFC9421: "rfc9421", CavageNoQuery: "bare"}

func (p *peer) ServeHTTP(resp http.ResponseWriter, req *http.Request) {
	body, _ := io.ReadAll(req.Body)
	scheme, at, _ := strings.Cut(req.Header.Get("Signature"), " at ")
	p.mu.Lock()
	defer p.mu.Unlock()
	p.had = append(p.had, knocked{req.URL.RequestURI(), scheme, string(body)})
	if p.signed[at] {
		http.Error(resp, "this signature was used before", http.StatusInternalServerError)
		return
	}
	p.signed[at] = true
	if p.moves != nil {
		if code, location := p.moves(req); code != 0 {
			resp.Header().Set("Location", location)
			http.Error(resp, "moved", code)
			return
		}
	}
	code := p.answer
	if !p.knows[scheme] {
		code = p.unknown
	}
	resp.WriteHeader(code)
	_, _ = io.WriteString(resp, strings.Repeat(`{"error":"signature"}`, 10_000))
}

// deliver makes one delivery to the peer's inbox, over a client that follows no redirect and
// trusts it, and returns the row and the peer as they are then.
func deliver(t *testing.T, p *peer, path string, known social.Peer) (social.Delivery, social.Peer) {
	t.Helper()
	client := p.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	store := newMemory()
	settled := make(chan struct{}, 1)
	known.Host = p.host
	store.peers[p.host] = known
	w := New(Config{}, Deps{
		Queue: signalling{store, settled}, Peers: store, Client: client,
		Sign: func(_ context.Context, _ string, req *http.Request, _ []byte, by Scheme) error {
			if req.URL.Fragment != "" {
				return errors.New("a fragment would be signed")
			}
			req.Header.Set("Signature", schemeName[by]+" at "+time.Now().String())
			return nil
		},
		Allowed: func(string) bool { return true },
		Chance:  func() float64 { return 0 },
	})
	number := store.add(social.Delivery{Mailbox: social.Mailbox{Inbox: p.URL + path, Host: p.host}, Body: []byte(activity)})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- w.Run(ctx) }()
	<-settled
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	return store.row(number), store.peer(p.host)
}

var errFake = errors.New("connection refused")

const activity = `{"type":"Create","id":"https://here.example/a/1"}`

// signalling tells when something was settled.
type signalling struct {
	*memory
	settled chan struct{}
}

func (s signalling) Settle(ctx context.Context, results []Result) error {
	defer func() { s.settled <- struct{}{} }()
	return s.memory.Settle(ctx, results)
}

func TestDoubleKnock(t *testing.T) {
	tests := []struct {
		name    string
		unknown int // status for other signatures
		knows   []Scheme
		newer   bool // is remembered
		path    string
		order   string
		state   social.DeliveryState
		remains bool // RFC9421
	}{
		{"cavage is enough", 401, []Scheme{Cavage}, false, "/inbox", "cavage", social.Delivered, false},
		{"both, nothing known", 401, []Scheme{Cavage, RFC9421}, false, "/inbox", "cavage", social.Delivered, false},
		{"both, known", 401, []Scheme{Cavage, RFC9421}, true, "/inbox", "rfc9421", social.Delivered, true},
		{"newer only", 401, []Scheme{RFC9421}, false, "/inbox", "cavage rfc9421", social.Delivered, true},
		{"forgot the newer", 401, []Scheme{Cavage}, true, "/inbox", "rfc9421 cavage", social.Delivered, false},
		{"answers 400 to the newer", 400, []Scheme{Cavage}, true, "/inbox", "rfc9421 cavage", social.Delivered, false},
		{"answers 403 to the newer", 403, []Scheme{Cavage}, true, "/inbox", "rfc9421 cavage", social.Delivered, false},
		{"answers 403 to cavage", 403, []Scheme{RFC9421}, false, "/inbox", "cavage", social.Expired, false},
		{"none", 401, nil, false, "/inbox", "cavage rfc9421", social.Expired, false},
		{"none, known", 401, nil, true, "/inbox", "rfc9421 cavage", social.Expired, true},
		{"old cavage without query", 401, []Scheme{CavageNoQuery}, false, "/inbox?for=all", "cavage rfc9421 bare", social.Delivered, false},
		{"broken for the newer", 500, []Scheme{Cavage}, true, "/inbox", "rfc9421", social.Waiting, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := newPeer(t, tt.unknown, tt.knows...)
			got, peer := deliver(t, p, tt.path, social.Peer{RFC9421: tt.newer})
			var want []knocked
			for scheme := range strings.FieldsSeq(tt.order) {
				want = append(want, knocked{tt.path, scheme, activity})
			}
			if diff := cmp.Diff(want, p.had); diff != "" {
				t.Errorf("requests (-want +got):\n%s", diff)
			}
			if got.State != tt.state || got.Attempts != 1 || peer.RFC9421 != tt.remains {
				t.Errorf("state %d (%s), attempts %d, RFC 9421 %t; want %d, 1, %t", got.State, got.Reason, got.Attempts, peer.RFC9421, tt.state, tt.remains)
			}
		})
	}
}
