package inbox_test

import (
	"bytes"
	"context"
	"crypto/rsa"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"landfall/federation-core/caller"
	"landfall/federation-core/fetch"
	"landfall/federation-core/httpsig"
	"landfall/federation-core/identity"
	"landfall/federation-core/inbox"
	"landfall/federation-core/local"
	"landfall/federation-core/moderation"
	"landfall/federation-core/social"
	"landfall/federation-core/verify"
	"landfall/federation-core/vocab"
	"landfall/internal/sqlstore"
)

// world is this server, with a real database, and others on loopback to hear from.
type world struct {
	t            *testing.T
	path         string // of the database
	site         local.Site
	core         *sqlstore.Core
	registry     *identity.Registry
	receiver     *inbox.Receiver
	processor    *inbox.Processor
	policy       *moderation.Policy
	synchroniser *inbox.Synchroniser
	now          time.Time
	outbound     *outbound
	mu           sync.Mutex
	heard        []string
}

// keys are made once: they take the longest.
var keys = sync.OnceValue(func() (all [6]*rsa.PrivateKey) {
	for i := range all {
		key, err := httpsig.GenerateKey()
		if err != nil {
			panic(err)
		}
		all[i] = key
	}
	return all
})

func newWorld(t *testing.T) *world {
	t.Helper()
	return newWorldAt(t, "https://home.example")
}

func newWorldAt(t *testing.T, origin string) *world {
	t.Helper()
	path := filepath.Join(t.TempDir(), "core.db")
	store, err := sqlstore.Open(t.Context(), sqlstore.Config{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	site, err := local.Parse(origin)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, path: path, site: site, core: store.Core(), policy: &moderation.Policy{}, now: time.Now().UTC().Truncate(time.Second), outbound: newOutbound()}
	clock := func() time.Time { return w.now }
	policy := func() *moderation.Policy { return w.policy }
	log := slog.New(slog.DiscardHandler)
	fetcher := fetch.New(fetch.Deps{
		Client: w.outbound, Agent: "test", Now: clock,
		Allowed: func(host string) bool { return w.policy.Decide(host).Allowed },
		Sign: func(_ context.Context, req *http.Request, scheme httpsig.Scheme) error {
			return httpsig.Signer{KeyID: local.KeyID(site.Instance()), Key: keys()[5]}.Sign(req, nil, scheme, w.now)
		},
	})
	w.registry = identity.New(w.core, fetcher, clock)
	w.processor = inbox.NewProcessor(inbox.Deps{
		Site: site, Store: w.core, Actors: w.core, Posts: w.core, Follows: w.core, Origin: w.registry, Policy: policy,
		Wake: func() {}, Now: clock, Log: log,
	})
	w.synchroniser = &inbox.Synchroniser{
		Site: site, Actors: w.core, Follows: w.core, Origin: w.registry, Apply: w.core.Apply, Wake: func() {}, Now: clock, Log: log,
	}
	w.receiver = inbox.NewReceiver(inbox.ReceiverDeps{
		Verifier: verify.New(verify.Deps{Site: site, Owners: w.registry, Policy: policy, Caller: caller.Proxies(nil).Of, Now: clock, Log: log}),
		Known:    w.core, Queue: w.core, Arrived: w.processor.Arrived,
		Offered: w.synchroniser.Offer,
		Heard: func(host string, _ httpsig.Scheme) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.heard = append(w.heard, host)
		},
		Now: clock, Log: log,
	})
	return w
}

// outbound is the way out: it knows the other servers, and counts what is asked of them.
type outbound struct {
	mu    sync.Mutex
	hosts map[string]*remote
	asked []string
	// beyond is the way to hosts that are not known, if there is one.
	beyond func(*http.Request) (*http.Response, error)
}

func newOutbound() *outbound {
	return &outbound{hosts: make(map[string]*remote)}
}

func (o *outbound) Do(req *http.Request) (*http.Response, error) {
	o.mu.Lock()
	o.asked = append(o.asked, req.URL.String())
	there := o.hosts[req.URL.Host]
	o.mu.Unlock()
	if there == nil && o.beyond != nil {
		return o.beyond(req)
	}
	if there == nil {
		return nil, fmt.Errorf("no such host %s", req.URL.Host)
	}
	return there.client.Do(req)
}

func (o *outbound) requests() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return len(o.asked)
}

// remote is another server, on a loopback socket of its own.
type remote struct {
	w      *world
	origin string
	client *http.Client

	mu        sync.Mutex
	documents map[string]any // by path
}

func (w *world) server() *remote {
	w.t.Helper()
	r := &remote{w: w, documents: make(map[string]any)}
	server := httptest.NewTLSServer(r)
	w.t.Cleanup(server.Close)
	r.origin, r.client = server.URL, server.Client()
	r.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	w.outbound.mu.Lock()
	defer w.outbound.mu.Unlock()
	w.outbound.hosts[strings.TrimPrefix(r.origin, "https://")] = r
	return r
}

func (r *remote) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	r.mu.Lock()
	doc, ok := r.documents[req.URL.RequestURI()]
	if !ok {
		doc, ok = r.documents[req.URL.Path]
	}
	r.mu.Unlock()
	if !ok {
		doc = http.StatusNotFound
	}
	kind := vocab.ContentType
	switch is := doc.(type) {
	case int:
		w.WriteHeader(is)
		return
	case redirect:
		w.Header().Set("Location", string(is))
		w.WriteHeader(http.StatusFound)
		return
	case typed:
		kind, doc = is.kind, is.doc
	}
	w.Header().Set("Content-Type", kind)
	_ = json.NewEncoder(w).Encode(doc)
}

// redirect is an answer that leads elsewhere.
type redirect string

// typed is a document of another media type.
type typed struct {
	kind string
	doc  any
}

// serve puts an answer at a path: a document, a redirect or a status.
func (r *remote) serve(path string, doc any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.documents[path] = doc
}

// object is a JSON object.
type object map[string]any

// sender is an actor of another server.
type sender struct {
	*remote
	id    string
	key   *rsa.PrivateKey
	keyID string
}

// actor makes an actor there, whose document is served.
func (r *remote) actor(name string, key int) *sender {
	s := &sender{remote: r, id: r.origin + "/users/" + name, key: keys()[key]}
	s.keyID = s.id + "#main-key"
	r.serve("/users/"+name, s.document())
	return s
}

func (s *sender) document() object {
	pem, err := httpsig.EncodePublic(&s.key.PublicKey)
	if err != nil {
		s.w.t.Fatal(err)
	}
	name := s.id[strings.LastIndexByte(s.id, '/')+1:]
	return object{
		"@context": []string{vocab.ContextActivityStreams, vocab.ContextSecurity},
		"id":       s.id, "type": "Person", "preferredUsername": name, "inbox": s.id + "/inbox", "outbox": s.id + "/outbox",
		"followers": s.id + "/followers", "featured": s.id + "/featured", "endpoints": object{"sharedInbox": s.origin + "/inbox"},
		"publicKey": object{"id": s.keyID, "owner": s.id, "publicKeyPem": pem},
	}
}

// request is a signed POST of an activity to the shared inbox here.
func (s *sender) request(activity any, scheme httpsig.Scheme) *http.Request {
	s.w.t.Helper()
	body, isBytes := activity.([]byte)
	if !isBytes {
		var err error
		if body, err = json.Marshal(activity); err != nil {
			s.w.t.Fatal(err)
		}
	}
	req := httptest.NewRequest(http.MethodPost, s.w.site.SharedInbox(), bytes.NewReader(body))
	req.Header.Set("Content-Type", vocab.ContentType)
	req.RemoteAddr = "127.0.0.1:5000" // of which nobody knows whose it is
	// The name of the key is not under a cavage signature, so that it can be what a signer would
	// refuse to write; under RFC 9421 such a name breaks the signature as well.
	const any = "https://any.example/key"
	if err := (httpsig.Signer{KeyID: any, Key: s.key}).Sign(req, body, scheme, s.w.now); err != nil {
		s.w.t.Fatal(err)
	}
	header := "Signature"
	if scheme == httpsig.RFC9421 {
		header = "Signature-Input"
		if (httpsig.Signer{KeyID: s.keyID, Key: s.key}).Sign(req, body, scheme, s.w.now) == nil {
			return req
		}
	}
	req.Header.Set(header, strings.Replace(req.Header.Get(header), any, s.keyID, 1))
	return req
}

// deliver hands a request to the inbox and returns the status.
func (w *world) deliver(req *http.Request) int {
	status, _ := w.answer(req)
	return status
}

func (w *world) answer(req *http.Request) (int, string) {
	rec := httptest.NewRecorder()
	w.receiver.ServeHTTP(rec, req)
	reason, _ := io.ReadAll(rec.Body)
	return rec.Code, strings.TrimSpace(string(reason))
}

// send delivers an activity and works until nothing waits; it returns the status.
func (s *sender) send(activity any) int {
	s.w.t.Helper()
	status := s.w.deliver(s.request(activity, httpsig.Cavage))
	s.w.work()
	return status
}

// work runs the processor until nothing is due.
func (w *world) work() {
	w.t.Helper()
	ctx, cancel := context.WithCancel(w.t.Context())
	done := make(chan error, 1)
	go func() { done <- w.processor.Run(ctx) }()
	deadline := time.After(20 * time.Second)
	for {
		left, err := w.core.Waiting(w.t.Context(), w.now, 1)
		if err != nil {
			w.t.Fatal(err)
		}
		if len(left) == 0 {
			break
		}
		select {
		case <-deadline:
			w.t.Fatalf("%s is not worked on", left[0].ID)
		case <-time.After(time.Millisecond):
		}
	}
	cancel()
	if err := <-done; err != nil {
		w.t.Fatal(err)
	}
}

// person makes an actor here.
func (w *world) person(name string, change func(*social.Actor)) social.Actor {
	w.t.Helper()
	a := social.Actor{
		ID: w.site.Actor(name), Local: true, Type: "Person", Username: name, Host: w.site.Host(), Inbox: w.site.Inbox(name),
		SharedInbox: w.site.SharedInbox(), Followers: w.site.Followers(name), Published: w.now, Fetched: w.now,
	}
	if change != nil {
		change(&a)
	}
	w.apply(social.SaveActor{Actor: a})
	return a
}

// post makes a post of somebody here.
func (w *world) post(author social.Actor, visibility social.Visibility, to ...string) social.Post {
	w.t.Helper()
	p := social.Post{
		ID: w.site.NewPost(author.Username, w.now), Author: author.ID, Local: true, Type: "Note", Content: "<p>hello</p>",
		Visibility: visibility, To: to, Published: w.now,
	}
	w.apply(social.AddPost{Post: p})
	return p
}

func (w *world) apply(changes ...social.Change) {
	w.t.Helper()
	if err := w.core.Apply(w.t.Context(), changes); err != nil {
		w.t.Fatal(err)
	}
}

// follow makes one actor follow another, accepted.
func (w *world) follow(follower, followee string) {
	w.t.Helper()
	w.apply(social.AddFollow{Follow: social.Follow{Follower: follower, Followee: followee, Accepted: true, At: w.now}})
}

// sent returns the types of the activities in the queue for an inbox, in their order.
func (w *world) sent(inbox string) (types []string) {
	w.t.Helper()
	all, err := w.core.Deliveries().Due(w.t.Context(), ask(w.now))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, d := range all {
		if d.Inbox != inbox {
			continue
		}
		doc, err := vocab.Parse(d.Body)
		if err != nil {
			w.t.Fatal(err)
		}
		types = append(types, doc.Type())
	}
	return types
}

// readBody returns a request's body, which can be read again.
func readBody(req *http.Request) []byte {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		panic(err)
	}
	req.Body = io.NopCloser(bytes.NewReader(body))
	return body
}
