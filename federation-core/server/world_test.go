package server_test

import (
	"context"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"landfall/federation-core/fetch"
	"landfall/federation-core/httpsig"
	"landfall/federation-core/identity"
	"landfall/federation-core/local"
	"landfall/federation-core/moderation"
	"landfall/federation-core/server"
	"landfall/federation-core/social"
	"landfall/federation-core/verify"
	"landfall/federation-core/vocab"
	"landfall/internal/sqlstore"
)

const (
	document = vocab.ContentType
	browser  = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
)

var (
	day     = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	site, _ = local.Parse("https://home.example")

	genuine = sync.OnceValue(newKey)
	forged  = sync.OnceValue(newKey)
)

func newKey() *rsa.PrivateKey {
	key, err := httpsig.GenerateKey()
	if err != nil {
		panic(err)
	}
	return key
}

func pem() string {
	text, err := httpsig.EncodePublic(&genuine().PublicKey)
	if err != nil {
		panic(err)
	}
	return text
}

// away is the rest of the network, where nothing is to be had.
type away struct{}

func (away) Document(_ context.Context, _ *fetch.Budget, id vocab.ID) (*vocab.Document, error) {
	switch id.Host() {
	case "down.example":
		return nil, fmt.Errorf("%s does not answer", id)
	case "crowded.example":
		return nil, fetch.ErrCrowded
	}
	return nil, fetch.ErrRefused
}

// world is a server with a store, and people.
type world struct {
	t        testing.TB
	core     *sqlstore.Core
	deps     server.Deps
	settings server.Settings
	policy   *moderation.Policy
	client   *http.Client

	alice, bob, hester, sue, gina social.Actor // here
	fay, stan, bo, den            social.Actor // elsewhere: a follower, a stranger, one blocked, one of a denied server
	posts                         map[string]social.Post
}

// denying is the policy against some servers.
func denying(hosts ...string) *moderation.Policy {
	var rules []moderation.Rule
	for _, host := range hosts {
		rules = append(rules, moderation.Rule{Domain: host, Severity: moderation.Suspend})
	}
	return moderation.New("home.example", moderation.Open, rules, nil)
}

// allowing is the policy for some servers only. One of them is suspended all the same.
func allowing(hosts ...string) *moderation.Policy {
	var allows []moderation.Allow
	for _, host := range hosts {
		allows = append(allows, moderation.Allow{Domain: host})
	}
	return moderation.New("home.example", moderation.AllowList, denying("denied.example").Rules(), allows)
}

func settings() server.Settings {
	return server.Settings{Name: "Home", Description: "A place", Registrations: server.Open}
}

func newWorld(t testing.TB) *world {
	w := &world{t: t, posts: map[string]social.Post{}}
	db, err := sqlstore.Open(t.Context(), sqlstore.Config{Path: filepath.Join(t.TempDir(), "landfall.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	w.core = db.Core()
	w.policy = denying("denied.example")
	w.settings = settings()
	log, now, policy := slog.New(slog.DiscardHandler), func() time.Time { return day }, func() *moderation.Policy { return w.policy }
	w.deps = server.Deps{
		Site: site, Store: w.core, Policy: policy, Version: "1.2.3", Now: now, Log: log,
		Settings: func() server.Settings { return w.settings },
		Inbox:    http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusAccepted) }),
		Verifier: verify.New(verify.Deps{Site: site, Owners: identity.New(w.core, away{}, now), Policy: policy, Caller: func(*http.Request) string { return "" }, Now: now, Log: log}),
	}
	w.populate()
	w.listen()
	return w
}

// listen starts the server behind TLS.
func (w *world) listen() {
	s := httptest.NewTLSServer(server.New(w.deps))
	w.t.Cleanup(s.Close)
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	w.client = &http.Client{
		Transport: &http.Transport{
			TLSClientConfig: &tls.Config{RootCAs: roots, ServerName: "example.com"},
			DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
				return new(net.Dialer).DialContext(ctx, network, s.Listener.Addr().String())
			},
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	w.t.Cleanup(w.client.CloseIdleConnections)
}

func (w *world) apply(changes ...social.Change) {
	w.t.Helper()
	if err := w.core.Apply(w.t.Context(), changes); err != nil {
		w.t.Fatal(err)
	}
}

// person makes somebody of this server.
func person(name string) social.Actor {
	id := site.Actor(name)
	return social.Actor{
		ID: id, Local: true, Type: "Person", Username: name, Host: site.Host(), Inbox: site.Inbox(name), SharedInbox: site.SharedInbox(),
		Outbox: site.Outbox(name), Followers: site.Followers(name), Following: site.Following(name), Featured: site.Featured(name),
		Profile:   social.Profile{Name: "Dr " + name, Summary: "<p>Hello</p>", URL: site.Page(name)},
		Keys:      []social.Key{{ID: local.KeyID(id), PEM: pem()}},
		Published: day.AddDate(-1, 0, 0), Fetched: day,
	}
}

// visitor makes somebody of another one.
func visitor(name, host string) social.Actor {
	id := "https://" + host + "/users/" + name
	return social.Actor{
		ID: id, Type: "Person", Username: name, Host: host, Inbox: id + "/inbox", Followers: id + "/followers",
		Keys: []social.Key{{ID: local.KeyID(id), PEM: pem()}}, Published: day, Fetched: day,
	}
}

// post makes a post by alice; narrow ones have recipients.
func (w *world) post(name string, n int, v social.Visibility, to ...string) social.Post {
	p := social.Post{
		ID: w.alice.ID + "/statuses/" + name, Author: w.alice.ID, Local: true, Type: "Note", Content: "<p>This is " + name + "</p>",
		URL: site.Page("alice") + "/" + name, Visibility: v, To: to, Published: day.Add(time.Duration(n-60) * time.Minute),
	}
	w.posts[name] = p
	return p
}

func (w *world) populate() {
	w.alice, w.bob, w.hester, w.sue, w.gina = person("alice"), person("bob"), person("hester"), person("sue"), person("gina")
	w.hester.Hides = true
	suspended := w.sue
	suspended.Standing = social.Suspended
	instance := person("alice")
	instance.ID, instance.Type, instance.Username, instance.Inbox = site.Instance(), "Application", site.Host(), site.SharedInbox()
	instance.Keys = []social.Key{{ID: local.KeyID(site.Instance()), PEM: pem()}}
	instance.Outbox, instance.Followers, instance.Following, instance.Featured, instance.Profile = "", "", "", "", social.Profile{Name: "Home"}
	w.fay, w.stan = visitor("fay", "away.example"), visitor("stan", "far.example")
	w.bo, w.den = visitor("bo", "blocked.example"), visitor("den", "denied.example")
	for _, a := range []social.Actor{w.alice, w.bob, w.hester, w.sue, w.gina, instance} {
		w.apply(social.SaveActor{Actor: a})
	}
	for _, a := range []social.Actor{w.fay, w.stan, w.bo, w.den} {
		w.apply(social.KeepActor{Actor: a})
	}
	public := string(vocab.Public)
	reply := social.Post{ID: w.stan.ID + "/1", Author: w.stan.ID, Type: "Note", InReplyTo: w.alice.ID + "/statuses/public", To: []string{public}, Published: day}
	hidden := social.Post{ID: w.sue.ID + "/statuses/1", Author: w.sue.ID, Local: true, Type: "Note", To: []string{public}, Published: day}
	bobs, remote := social.Post{ID: w.alice.ID + "/statuses/bobs", Author: w.bob.ID, Local: true, Type: "Note", Published: day}, hidden
	remote.ID, remote.Author, remote.Local = w.alice.ID+"/statuses/remote", w.stan.ID, false
	for _, p := range []social.Post{
		bobs, remote, w.post("public", 1, social.Public, public), w.post("unlisted", 2, social.Unlisted, w.alice.Followers),
		w.post("followers", 3, social.Followers, w.alice.Followers), w.post("direct", 4, social.Direct, w.stan.ID),
		w.post("deleted", 5, social.Public, public), w.post("deletedfollowers", 6, social.Followers), reply, hidden,
	} {
		w.apply(social.AddPost{Post: p})
	}
	for _, f := range [][2]string{{w.fay.ID, w.alice.ID}, {w.bob.ID, w.alice.ID}, {w.fay.ID, w.hester.ID}, {w.alice.ID, w.stan.ID}} {
		w.apply(social.AddFollow{Follow: social.Follow{Follower: f[0], Followee: f[1], Accepted: true, At: day}})
	}
	w.apply(
		social.AddReaction{Reaction: social.Reaction{Kind: social.Boost, Actor: w.alice.ID, Post: reply.ID, Activity: site.NewActivity(day), At: day}},
		social.Pin{Actor: w.alice.ID, Post: w.posts["public"].ID}, social.Pin{Actor: w.alice.ID, Post: w.posts["followers"].ID},
		social.AddBlock{Block: social.Block{Blocker: w.alice.ID, Blocked: w.bo.ID, At: day}},
		social.RemovePost{ID: w.posts["deleted"].ID, Author: w.alice.ID, At: day},
		social.RemovePost{ID: w.posts["deletedfollowers"].ID, Author: w.alice.ID, At: day},
		social.SaveActor{Actor: suspended}, social.RemoveActor{ID: w.gina.ID, At: day},
	)
}

// asking is a request: by whom, with what key.
type asking struct {
	method, path, accept string
	by                   social.Actor // zero for nobody
	key                  *rsa.PrivateKey
	scheme               httpsig.Scheme
	edit                 func(*http.Request)
}

// answered is what came back.
type answered struct {
	status int
	header http.Header
	body   string
}

func (w *world) ask(a asking) answered {
	w.t.Helper()
	if a.method == "" {
		a.method = http.MethodGet
	}
	req, err := http.NewRequestWithContext(w.t.Context(), a.method, site.Origin()+a.path, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	if a.accept != "" {
		req.Header.Set("Accept", a.accept)
	}
	if a.by.ID != "" {
		if a.key == nil {
			a.key = genuine()
		}
		if err := (httpsig.Signer{KeyID: a.by.Keys[0].ID, Key: a.key}).Sign(req, nil, a.scheme, day); err != nil {
			w.t.Fatal(err)
		}
	}
	if a.edit != nil {
		a.edit(req)
	}
	resp, err := w.client.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	resp.Header.Del("Date")
	return answered{resp.StatusCode, resp.Header, string(body)}
}

// read asks for a document as anybody and parses it.
func (w *world) read(path string) *vocab.Document {
	w.t.Helper()
	got := w.ask(asking{path: path, accept: document})
	doc, err := vocab.Parse([]byte(got.body))
	if err != nil || got.header.Get("Content-Type") != vocab.ContentType {
		w.t.Fatalf("%s: %d %s: %v: %s", path, got.status, got.header.Get("Content-Type"), err, got.body)
	}
	return doc
}
