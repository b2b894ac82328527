package outbox_test

import (
	"errors"
	"strconv"
	"strings"
	"sync"
	"testing"

	"landfall/federation-core/outbox"
	"landfall/federation-core/social"
)

func long(n int) string { return strings.Repeat("a", n) }

// names is a text that names so many accounts.
func names(n int) string {
	var text strings.Builder
	for i := range n {
		text.WriteString("@u" + strconv.Itoa(i) + "@far.example ")
	}
	return text.String()
}

func TestNamesOfAccounts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	must[social.Actor](t)(w.EnsureInstance(ctx))
	gone := w.settle(outbox.NewAccount{Username: "gone"})
	w.settle(outbox.NewAccount{Username: "alice"})
	w.ok(w.DeleteAccount(ctx, gone.ID))
	for name, n := range map[string]outbox.NewAccount{
		"taken": {Username: "alice"}, "was taken": {Username: "gone"}, "a route": {Username: "actor"}, "another": {Username: "inbox"},
		"an office": {Username: "admin"}, "empty": {}, "capitals": {Username: "Bob"}, "the server": {Username: "home.example"},
		"a path": {Username: "a/b"}, "no account": {Username: "bob", Type: "Application"}, "long": {Username: "bob", Name: long(outbox.MaxName + 1)},
		"lines": {Username: "bob", Name: "a\nb"},
	} {
		if _, err := w.CreateAccount(ctx, n); !errors.Is(err, outbox.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := w.core.LocalActor(ctx, "bob"); !errors.Is(err, social.ErrNotFound) {
		t.Errorf("bob is there: %v", err)
	}
	bob := w.settle(outbox.NewAccount{Username: "bob", Summary: "I know @alice", Locked: true, Type: "Service"})
	w.equal("stored", must[social.Actor](t)(w.core.Actor(ctx, bob.ID)), bob)
	if !strings.Contains(bob.Profile.Summary, `href="https://home.example/@alice"`) || bob.Profile.Name != "bob" || !bob.Locked || len(bob.Keys) != 1 {
		t.Errorf("%+v", bob)
	}
	if all := w.sent(); len(all) > 0 {
		t.Errorf("sent: %s", all[0].Body)
	}
}

// TestANameIsGivenOnce asks for the same name at the same time: only one gets it.
func TestANameIsGivenOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var all sync.WaitGroup
	var mu sync.Mutex
	given := 0
	for range 8 {
		all.Go(func() {
			_, err := w.CreateAccount(t.Context(), outbox.NewAccount{Username: "alice"})
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				given++
			} else if !errors.Is(err, outbox.ErrInvalid) {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if given != 1 {
		t.Errorf("given %d times", given)
	}
}
