package outbox_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"landfall/federation-core/local"
	"landfall/federation-core/outbox"
	"landfall/federation-core/social"
	"landfall/internal/sqlstore"
)

// world is a server with people, and others that know them.
type world struct {
	*outbox.Outbox
	t      testing.TB
	core   *sqlstore.Core
	mu     sync.Mutex // of the clock
	clock  time.Time
	found  map[string]social.Actor // by account and by URL
	asked  []string                // of the finder
	denied map[string]bool
	wakes  int
	last   string // the id of the post that latest found
}

var site = func() local.Site {
	s, err := local.Parse("https://home.example")
	if err != nil {
		panic(err)
	}
	return s
}()

// noon is when a world begins.
var noon = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

func newWorld(t testing.TB) *world { return newWorldAt(t, site) }

func newWorldAt(t testing.TB, at local.Site) *world {
	t.Helper()
	store, err := sqlstore.Open(t.Context(), sqlstore.Config{Path: filepath.Join(t.TempDir(), "landfall.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	w := &world{t: t, core: store.Core(), clock: noon, found: map[string]social.Actor{}, denied: map[string]bool{}}
	w.Outbox = outbox.New(outbox.Deps{
		Site: at, Store: w.core, Keys: oneKey{}, Finder: w, Allowed: func(host string) bool { return !w.denied[host] },
		Wake: func() { w.wakes++ }, Now: w.now,
	})
	return w
}

// now goes on by a second each time.
func (w *world) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.clock = w.clock.Add(time.Second)
	return w.clock
}

func (w *world) Find(_ context.Context, account string) (social.Actor, error) {
	w.asked = append(w.asked, account)
	if a, ok := w.found[account]; ok {
		return a, nil
	}
	return social.Actor{}, social.ErrNotFound
}

// oneKey gives all actors the same key: making one takes long. What comes of real ones is
// tested in key_test.go.
type oneKey struct{}

var theKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

func (oneKey) Make(string) ([]byte, *rsa.PublicKey, error) {
	return []byte("sealed"), &theKey().PublicKey, nil
}
func (oneKey) Key(context.Context, string) (*rsa.PrivateKey, error) { return theKey(), nil }
func (oneKey) Forget(string)                                        {}

// must returns a value of what may not fail.
func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func (w *world) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) apply(changes ...social.Change) {
	w.t.Helper()
	w.ok(w.core.Apply(w.t.Context(), changes))
}

// settle makes somebody of this server.
func (w *world) settle(n outbox.NewAccount) social.Actor {
	w.t.Helper()
	return must[social.Actor](w.t)(w.CreateAccount(w.t.Context(), n))
}

// stranger is somebody elsewhere; shared tells that the server has a shared inbox.
func stranger(name, host string, shared bool) social.Actor {
	id := "https://" + host + "/users/" + name
	a := social.Actor{
		ID: id, Type: "Person", Username: name, Host: host, Inbox: id + "/inbox", Followers: id + "/followers",
		Profile: social.Profile{URL: "https://" + host + "/@" + name}, Published: noon, Fetched: noon,
	}
	if shared {
		a.SharedInbox = "https://" + host + "/inbox"
	}
	return a
}

func (w *world) meet(all ...social.Actor) {
	w.t.Helper()
	for _, a := range all {
		w.apply(social.KeepActor{Actor: a})
		w.found[a.Username+"@"+a.Host], w.found[a.ID] = a, a
	}
}

// follows makes a follow that holds.
func (w *world) follows(follower, followee social.Actor) {
	w.t.Helper()
	w.apply(social.AddFollow{Follow: social.Follow{
		Follower: follower.ID, Followee: followee.ID, Activity: follower.ID + "/follows/" + followee.Username, Accepted: true, At: noon,
	}})
}

// cast is who the tests are about. Alice and bob are here. Carol and dan, of a server with a
// shared inbox, follow alice, as do bob and mallory, whose server is not federated with. Erin,
// of a third server, follows nobody.
type cast struct{ alice, bob, carol, dan, erin, mallory social.Actor }

func newCast(t testing.TB) (*world, cast) {
	t.Helper()
	w := newWorld(t)
	c := cast{
		alice: w.settle(outbox.NewAccount{Username: "alice", Name: "Alice"}), bob: w.settle(outbox.NewAccount{Username: "bob"}),
		carol: stranger("carol", "away.example", true), dan: stranger("dan", "away.example", true),
		erin: stranger("erin", "far.example", false), mallory: stranger("mallory", "bad.example", true),
	}
	w.meet(c.carol, c.dan, c.erin, c.mallory)
	for _, a := range []social.Actor{c.bob, c.carol, c.dan, c.mallory} {
		w.follows(a, c.alice)
	}
	w.denied["bad.example"] = true
	return w, c
}

// theirs stores a post of somebody elsewhere.
func (w *world) theirs(by social.Actor, n int, seen social.Visibility, to ...string) social.Post {
	w.t.Helper()
	p := social.Post{
		ID: fmt.Sprintf("%s/statuses/%d", by.ID, n), Author: by.ID, Local: by.Local, Type: "Note", Content: "<p>hello</p>",
		Visibility: seen, To: to, Published: noon.Add(time.Duration(n) * time.Minute),
	}
	w.apply(social.AddPost{Post: p})
	return p
}
