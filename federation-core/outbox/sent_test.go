package outbox_test

import (
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	gocmp "github.com/google/go-cmp/cmp"

	"landfall/federation-core/delivery"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

var update = flag.Bool("update", false, "write the golden files anew")

// sent is an activity in the queue.
type sent struct {
	Signer string          `json:"signer"`
	To     []string        `json:"to"`             // inboxes, in byte order
	Header []string        `json:"sync,omitempty"` // of those, in the same order
	Body   json.RawMessage `json:"body"`
	says   vocab.Activity
}

// sent takes what was put in the queue since the last time, in that order.
func (w *world) sent() []sent {
	w.t.Helper()
	ask := delivery.Ask{Now: noon.AddDate(1, 0, 0), PerHost: 10_000, Rows: 100_000, Bytes: 1 << 30}
	all := must[[]social.Delivery](w.t)(w.core.Deliveries().Due(w.t.Context(), ask))
	slices.SortFunc(all, func(a, b social.Delivery) int {
		return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.Number, b.Number), cmp.Compare(a.Inbox, b.Inbox))
	})
	var order []string
	var done []delivery.Result
	byID := make(map[string]*sent)
	for _, d := range all {
		done = append(done, delivery.Result{Number: d.Number, State: social.Delivered})
		if d.Host != vocab.ID(d.Inbox).Host() {
			w.t.Errorf("%s is queued for the host %s", d.Inbox, d.Host)
		}
		s := byID[d.Activity]
		if s == nil {
			doc := must[*vocab.Document](w.t)(vocab.Parse(d.Body))
			s = &sent{Signer: d.Actor, Body: d.Body, says: must[vocab.Activity](w.t)(doc.Activity())}
			order, byID[d.Activity] = append(order, d.Activity), s
			if string(s.says.ID) != d.Activity || string(s.says.Actor) != d.Actor {
				w.t.Errorf("queued as %s of %s: %s", d.Activity, d.Actor, d.Body)
			}
		}
		s.To = append(s.To, d.Inbox)
		if d.Followers != "" {
			s.Header = append(s.Header, d.Followers)
		}
	}
	w.ok(w.core.Deliveries().Settle(w.t.Context(), done))
	var list []sent
	for _, id := range order {
		list = append(list, *byID[id])
	}
	return list
}

// inboxes are those of all that was sent.
func inboxes(all []sent) []string {
	set := make(map[string]bool)
	for _, s := range all {
		for _, to := range s.To {
			set[to] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}

var (
	minted = regexp.MustCompile(`/(activities|statuses|@alice)/[0-9a-hjkmnp-tv-z]{26}`)
	keys   = regexp.MustCompile(`-----BEGIN PUBLIC KEY-----[^-]*-----END PUBLIC KEY-----\\n`)
)

// golden compares what was sent with a file. What is minted anew each time is numbered there.
func (w *world) golden(name string, all []sent) {
	w.t.Helper()
	got := string(must[[]byte](w.t)(json.MarshalIndent(all, "", "  ")))
	got = strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(got)
	numbers := make(map[string]string)
	got = minted.ReplaceAllStringFunc(got, func(s string) string {
		at := strings.LastIndexByte(s, '/') + 1
		if numbers[s[at:]] == "" {
			numbers[s[at:]] = fmt.Sprintf("%02d", len(numbers)+1)
		}
		return s[:at] + numbers[s[at:]]
	})
	got = keys.ReplaceAllString(got, "(a key)") + "\n"
	path := filepath.Join("testdata", name+".json")
	if *update {
		w.ok(os.MkdirAll("testdata", 0o755))
		w.ok(os.WriteFile(path, []byte(got), 0o644))
	}
	want := string(must[[]byte](w.t)(os.ReadFile(path)))
	if diff := gocmp.Diff(want, got); diff != "" {
		w.t.Errorf("%s: %s", path, diff)
	}
}

func (w *world) equal(what string, got, want any) {
	w.t.Helper()
	if diff := gocmp.Diff(want, got); diff != "" {
		w.t.Errorf("%s: %s", what, diff)
	}
}
