package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/net/html"

	"landfall"
	"landfall/directory"
)

func TestAPageIsNotSentTwice(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	for path, status := range pages() {
		if status != http.StatusOK {
			continue
		}
		first := get(t, site, path)
		etag := first.Header().Get("ETag")
		again := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
		again.Header.Set("If-None-Match", etag)
		w := httptest.NewRecorder()
		site.ServeHTTP(w, again)
		if etag == "" || w.Code != http.StatusNotModified || w.Body.Len() != 0 {
			t.Errorf("%s with tag %q: %d and %d bytes", path, etag, w.Code, w.Body.Len())
		}
	}
}

func TestTheTagChangesWithThePage(t *testing.T) {
	w := newWorld(everyone()...)
	site := engine(t, w, Config{})
	before := get(t, site, "/servers").Header().Get("ETag")
	w.Snapshot = directory.Build(directory.Material{}, now.Add(time.Second))
	if after := get(t, site, "/servers").Header().Get("ETag"); after == before {
		t.Error("another list has the same tag")
	}
}

func TestStaticFilesAreKeptForGoodUnderTheirHash(t *testing.T) {
	site := engine(t, newWorld(harbour()), Config{})
	doc := document(t, site, "/about", http.StatusOK)
	found := 0
	for _, n := range elements(doc, "link", "script") {
		address := assetAddress(n)
		if !strings.Contains(address, "?v=") {
			continue
		}
		found++
		if cc := get(t, site, address).Header().Get("Cache-Control"); !strings.Contains(cc, "immutable") {
			t.Errorf("%s is kept by %q", address, cc)
		}
		plain, _, _ := strings.Cut(address, "?")
		if cc := get(t, site, plain).Header().Get("Cache-Control"); cc != "no-cache" {
			t.Errorf("%s without its hash is kept by %q", plain, cc)
		}
	}
	if found != 3 {
		t.Errorf("%d static files; want 3", found)
	}
}

func assetAddress(n *html.Node) string {
	if src, ok := attr(n, "src"); ok {
		return src
	}
	href, _ := attr(n, "href")
	return href
}

// slowStore counts what it is asked and takes its time.
type slowStore struct {
	asked atomic.Int64
	takes time.Duration
}

func (s *slowStore) Summary(ctx context.Context, host landfall.Host, _, _ time.Time) (landfall.Summary, error) {
	s.asked.Add(1)
	select {
	case <-time.After(s.takes):
		return landfall.Summary{Host: host, Visits: 1}, nil
	case <-ctx.Done():
		return landfall.Summary{}, ctx.Err()
	}
}

func (s *slowStore) Recent(context.Context, landfall.Host, int) ([]landfall.Observation, error) {
	return nil, nil
}

func (s *slowStore) Speeds(context.Context, landfall.Host, time.Time, time.Time) ([]landfall.VantageSpeed, error) {
	return nil, nil
}

func TestACrowdAsksTheStoreOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &slowStore{takes: time.Second}
		cache := newHistoryCache(store, time.Now)
		for range 50 {
			go func() {
				if past, err := cache.of(t.Context(), "a-sim.social"); err != nil || past.summary.Visits != 1 {
					t.Errorf("got %+v, %v", past, err)
				}
			}()
		}
		time.Sleep(2 * time.Second)
		if n := store.asked.Load(); n != 1 {
			t.Errorf("the store was asked %d times", n)
		}
		time.Sleep(historyFresh)
		if _, err := cache.of(t.Context(), "a-sim.social"); err != nil || store.asked.Load() != 2 {
			t.Errorf("an answer that has gone stale was not asked for again: %v", err)
		}
	})
}

func TestAReaderWhoLeavesDoesNotSpoilItForOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cache := newHistoryCache(&slowStore{takes: time.Second}, time.Now)
		hasty, leave := context.WithCancel(t.Context())
		go func() {
			if _, err := cache.of(hasty, "a-sim.social"); err == nil {
				t.Error("the hasty reader got an answer")
			}
		}()
		synctest.Wait()
		leave()
		if past, err := cache.of(t.Context(), "a-sim.social"); err != nil || past.summary.Visits != 1 {
			t.Errorf("the patient reader got %+v, %v", past, err)
		}
	})
}

func TestAStoreThatHangsIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cache := newHistoryCache(&slowStore{takes: time.Hour}, time.Now)
		began := time.Now()
		if _, err := cache.of(t.Context(), "a-sim.social"); err == nil {
			t.Error("no error")
		}
		if waited := time.Since(began); waited != historyWait {
			t.Errorf("waited %v", waited)
		}
	})
}

func TestTheCacheStaysSmall(t *testing.T) {
	cache := newHistoryCache(nil, func() time.Time { return now })
	for i := range 3 * historyKept {
		cache.keep(landfall.Host(strings.Repeat("a", i%1000)+"-sim.social"), history{}, now.Add(time.Duration(i)))
		if len(cache.kept) > historyKept {
			t.Fatalf("%d are kept", len(cache.kept))
		}
	}
}
