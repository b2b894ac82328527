package fetch_test

import (
	"context"
	"crypto/rsa"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"landfall/federation-core/fetch"
	"landfall/federation-core/httpsig"
	"landfall/federation-core/vocab"
)

// origin is another server: it answers by its handler, and notes what it was asked.
type origin struct {
	*httptest.Server
	mu    sync.Mutex
	asked []*http.Request
}

func newOrigin(t *testing.T, answer func(o *origin, w http.ResponseWriter, r *http.Request)) *origin {
	o := &origin{}
	o.Server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		o.mu.Lock()
		o.asked = append(o.asked, r.Clone(context.WithoutCancel(r.Context())))
		o.mu.Unlock()
		answer(o, w, r)
	}))
	t.Cleanup(o.Close)
	return o
}

func (o *origin) id(path string) vocab.ID { return vocab.ID(o.URL + path) }

func (o *origin) requests() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return len(o.asked)
}

// note answers with a document that says that it is of an id.
func note(w http.ResponseWriter, id string) {
	w.Header().Set("Content-Type", vocab.ContentType)
	fmt.Fprintf(w, `{"@context":"https://www.w3.org/ns/activitystreams","id":%q,"type":"Note","content":"x"}`, id)
}

var key = sync.OnceValue(func() *rsa.PrivateKey {
	k, err := httpsig.GenerateKey()
	if err != nil {
		panic(err)
	}
	return k
})

// errPasses stands for a fault that may pass.
var errPasses = errors.New("passes")

// reader returns a fetcher that trusts the origins' certificates.
func reader(t *testing.T, o *origin, change func(*fetch.Deps)) *fetch.Fetcher {
	t.Helper()
	client := o.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	deps := fetch.Deps{
		Client: client, Agent: "test", Now: time.Now,
		Allowed: func(string) bool { return true },
		Sign: func(_ context.Context, req *http.Request, scheme httpsig.Scheme) error {
			return httpsig.Signer{KeyID: "https://home.example/actor#main-key", Key: key()}.Sign(req, nil, scheme, time.Now())
		},
	}
	if change != nil {
		change(&deps)
	}
	return fetch.New(deps)
}

// odd answers as servers do, and as they should not.
func odd(o *origin, w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/right", "/own":
		note(w, o.URL+r.URL.Path)
	case "/page": // a post's page, which says where the post itself is
		note(w, o.URL+"/own")
	case "/liar": // CVE-2024-23832: another's id
		note(w, "https://victim.example/users/alice")
	case "/circle":
		note(w, o.URL+"/circle2")
	case "/circle2":
		note(w, o.URL+"/circle")
	case "/moved":
		http.Redirect(w, r, "/right", http.StatusFound)
	case "/moved-liar":
		http.Redirect(w, r, "/liar", http.StatusFound)
	case "/loop":
		http.Redirect(w, r, "/loop", http.StatusFound)
	case "/plain":
		http.Redirect(w, r, "http://"+r.Host+"/right", http.StatusFound)
	case "/data":
		w.Header().Set("Location", "data:application/json,{}")
		w.WriteHeader(http.StatusFound)
	case "/nowhere":
		w.WriteHeader(http.StatusFound)
	case "/anonymous":
		w.Header().Set("Content-Type", vocab.ContentType)
		fmt.Fprint(w, `{"type":"Note"}`)
	case "/gone":
		w.WriteHeader(http.StatusGone)
	case "/forbidden":
		w.WriteHeader(http.StatusForbidden)
	case "/broken":
		w.WriteHeader(http.StatusBadGateway)
	case "/busy":
		w.WriteHeader(http.StatusTooManyRequests)
	case "/huge":
		w.Header().Set("Content-Type", vocab.ContentType)
		fmt.Fprintf(w, `{"id":%q,"content":"%s"}`, o.URL+r.URL.Path, strings.Repeat("x", vocab.MaxBytes))
	case "/junk":
		w.Header().Set("Content-Type", vocab.ContentType)
		fmt.Fprint(w, `{"id"`)
	}
}

func TestDocumentsAreBelievedAtTheirOwnAddress(t *testing.T) {
	o := newOrigin(t, odd)
	for _, tt := range []struct {
		path string
		err  error
		id   string
		most int // requests
	}{
		{"/right", nil, "/right", 1},
		{"/right#part", nil, "/right", 1},
		{"/page", nil, "/own", 2},
		{"/liar", fetch.ErrRefused, "", 1},
		{"/circle", fetch.ErrRefused, "", 2},
		{"/moved", nil, "/right", 2},
		{"/moved-liar", fetch.ErrRefused, "", 2},
		{"/loop", fetch.ErrRefused, "", 3},
		{"/plain", fetch.ErrRefused, "", 1},
		{"/data", fetch.ErrRefused, "", 1},
		{"/nowhere", fetch.ErrRefused, "", 1},
		{"/anonymous", fetch.ErrRefused, "", 1},
		{"/gone", fetch.ErrGone, "", 1},
		{"/forbidden", fetch.ErrRefused, "", 1},
		{"/absent", fetch.ErrRefused, "", 1}, // 200 without a type
		{"/huge", fetch.ErrRefused, "", 1},
		{"/junk", fetch.ErrRefused, "", 1},
		{"/broken", errPasses, "", 1},
		{"/busy", errPasses, "", 1},
	} {
		f := reader(t, o, nil)
		before, budget := o.requests(), fetch.NewBudget()
		doc, err := f.Document(t.Context(), budget, o.id(tt.path))
		switch {
		case tt.err == nil && (err != nil || doc.ID() != o.id(tt.id)):
			t.Errorf("%s: %v", tt.path, err)
		case errors.Is(tt.err, errPasses) && (err == nil || errors.Is(err, fetch.ErrRefused)):
			t.Errorf("%s: %v, want a fault that may pass", tt.path, err)
		case tt.err != nil && !errors.Is(tt.err, errPasses) && !errors.Is(err, tt.err):
			t.Errorf("%s: %v, want %v", tt.path, err, tt.err)
		}
		if n := o.requests() - before; n != tt.most || budget.Used() != n {
			t.Errorf("%s: %d requests and %d counted, want %d", tt.path, n, budget.Used(), tt.most)
		}
	}
	for _, r := range o.asked {
		if r.Header.Get("Signature") == "" || r.Header.Get("Accept") != vocab.AcceptHeader {
			t.Errorf("%s was asked unsigned, or for %q", r.URL, r.Header.Get("Accept"))
		}
	}
}

// CVE-2024-25623, CVE-2024-25636: what somebody uploaded is no document.
func TestOnlyActivityStreamsIsRead(t *testing.T) {
	for kind, want := range map[string]bool{
		"application/activity+json":                                            true,
		"application/activity+json; charset=utf-8":                             true,
		`application/ld+json; profile="https://www.w3.org/ns/activitystreams"`: true,
		"application/ld+json":                                                  false,
		"application/json":                                                     false,
		"text/plain":                                                           false,
		"application/octet-stream":                                             false,
		"text/html":                                                            false,
	} {
		o := newOrigin(t, func(o *origin, w http.ResponseWriter, r *http.Request) {
			note(w, o.URL+"/x")
		})
		o.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", kind)
			fmt.Fprintf(w, `{"id":%q,"type":"Note"}`, o.URL+"/x")
		})
		_, err := reader(t, o, nil).Document(t.Context(), fetch.NewBudget(), o.id("/x"))
		if (err == nil) != want {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

func TestASecondKnockUsesTheOtherSignature(t *testing.T) {
	o := newOrigin(t, func(o *origin, w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Signature-Input") == "" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		note(w, o.URL+r.URL.Path)
	})
	if _, err := reader(t, o, nil).Document(t.Context(), fetch.NewBudget(), o.id("/x")); err != nil || o.requests() != 2 {
		t.Errorf("%v after %d requests", err, o.requests())
	}
}

func TestWhoIsNotAllowedIsNotAsked(t *testing.T) {
	var denied string
	there := newOrigin(t, func(o *origin, w http.ResponseWriter, r *http.Request) { note(w, o.URL+r.URL.Path) })
	here := newOrigin(t, func(o *origin, w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, there.URL+"/x", http.StatusFound)
	})
	denied = vocab.ID(there.URL).Host()
	f := reader(t, here, func(d *fetch.Deps) { d.Allowed = func(host string) bool { return host != denied } })
	for _, id := range []vocab.ID{there.id("/x"), here.id("/x")} {
		if _, err := f.Document(t.Context(), fetch.NewBudget(), id); !errors.Is(err, fetch.ErrRefused) {
			t.Errorf("%s: %v", id, err)
		}
	}
	if there.requests() != 0 || here.requests() != 1 {
		t.Errorf("%d requests to whom nothing may be asked of, %d to the other", there.requests(), here.requests())
	}
}

// A budget that may not be spent yet is no reason to believe anything of the document.
func TestABudgetIsAskedForFirst(t *testing.T) {
	o := newOrigin(t, func(o *origin, w http.ResponseWriter, r *http.Request) { note(w, o.URL+r.URL.Path) })
	f, asked := reader(t, o, nil), 0
	may := func(yes bool) *fetch.Budget {
		return fetch.NewBudgetIf(func() bool { asked++; return yes })
	}
	no := may(false)
	if _, err := f.Document(t.Context(), no, o.id("/x")); !errors.Is(err, fetch.ErrCrowded) || errors.Is(err, fetch.ErrRefused) || o.requests() != 0 || no.Used() != 0 {
		t.Errorf("%v after %d requests", err, o.requests())
	}
	yes := may(true)
	for _, path := range []string{"/x", "/y"} {
		if _, err := f.Document(t.Context(), yes, o.id(path)); err != nil {
			t.Error(err)
		}
	}
	if o.requests() != 2 || asked != 2 {
		t.Errorf("%d requests, asked %d times", o.requests(), asked)
	}
}

// A8: a thread without an end, and a crowd of names below one domain.
func TestABudgetIsSpentOnce(t *testing.T) {
	o := newOrigin(t, func(o *origin, w http.ResponseWriter, r *http.Request) { note(w, o.URL+r.URL.Path) })
	f, budget := reader(t, o, nil), fetch.NewBudget()
	got := 0
	for i := range 50 {
		if _, err := f.Document(t.Context(), budget, o.id(fmt.Sprint("/", i))); err == nil {
			got++
		}
	}
	if got != fetch.RequestsADomain || o.requests() != got {
		t.Errorf("%d of one domain, %d requests", got, o.requests())
	}
	if _, err := f.Document(t.Context(), fetch.NewBudget(), o.id("/49")); err != nil {
		t.Errorf("what one cause could not afford is kept from another: %v", err)
	}
}

// CVE-2026-34148, A10: what could not be had is not asked for again at once.
func TestAbsencesAreRemembered(t *testing.T) {
	var mu sync.Mutex
	now := time.Now()
	clock := func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
	status := http.StatusNotFound
	o := newOrigin(t, func(o *origin, w http.ResponseWriter, r *http.Request) {
		if status == http.StatusOK {
			note(w, o.URL+r.URL.Path)
			return
		}
		w.WriteHeader(status)
	})
	f := reader(t, o, func(d *fetch.Deps) { d.Now = clock })
	ask := func(path string) error {
		_, err := f.Document(t.Context(), fetch.NewBudget(), o.id(path))
		return err
	}
	for range 20 {
		if err := ask("/a"); !errors.Is(err, fetch.ErrRefused) {
			t.Errorf("%v", err)
		}
	}
	status = http.StatusBadGateway
	for range 20 {
		if err := ask("/b"); err == nil {
			t.Error("a broken server was understood")
		}
	}
	if o.requests() != 2 {
		t.Errorf("%d requests", o.requests())
	}
	status = http.StatusOK
	mu.Lock()
	now = now.Add(2 * time.Minute)
	mu.Unlock()
	if err := ask("/b"); err != nil {
		t.Errorf("a fault that passed: %v", err)
	}
	if err := ask("/a"); err == nil {
		t.Error("what is not there was asked for again after two minutes")
	}
	mu.Lock()
	now = now.Add(2 * time.Hour)
	mu.Unlock()
	if err := ask("/a"); err != nil {
		t.Errorf("what was not there hours ago: %v", err)
	}
}
