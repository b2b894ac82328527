package storetest

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"landfall"
)

// variety is one observation of every kind there is, in order of time.
func variety() []landfall.Observation {
	rng := newRand(3)
	at := start
	next := func() time.Time {
		at = at.Add(90 * time.Second)
		return at
	}
	full := Answered(rng, Host(0), next())

	bare := Answered(rng, Host(1), next())
	bare.Facts, bare.Steps, bare.Click, bare.Peers = landfall.Facts{}, nil, landfall.Timings{}, 0

	counts := Answered(rng, Host(2), next())
	counts.Facts.Users = landfall.Known(0)
	counts.Facts.ActiveMonth = landfall.Missing(landfall.WhyHidden)
	counts.Facts.ActiveHalfyear = landfall.Count{N: 9, Known: true, Reason: landfall.WhyImplausible}
	counts.Facts.Posts = landfall.Known(landfall.MaxCount)

	// Facts that were not all seen at the same time keep each its own.
	merged := Answered(rng, Host(3), next())
	merged.Facts = merged.Facts.Merge(landfall.Facts{})
	merged.Facts.State(landfall.FieldName, "https://elsewhere-sim.social/about", "title", at.Add(-time.Hour))

	// Facts without evidence, which state nothing, are kept all the same.
	unstated := Failed(rng, Host(4), next(), landfall.OutcomeInvalid, landfall.ClassTheirs, "json_depth")
	unstated.Facts.Users = landfall.Missing(landfall.WhyFetchFailed)

	all := []landfall.Observation{*full, *bare, *counts, *merged, *unstated}
	for i, outcome := range landfall.Outcomes() {
		class := []landfall.Class{landfall.ClassTheirs, landfall.ClassOurs, landfall.ClassAmbiguous}[i%3]
		o := Failed(rng, Host(5+i), next(), outcome, class, "some_reason")
		o.Status = 100 + i
		all = append(all, *o)
	}
	return all
}

func whatIsWrittenIsRead(t *testing.T, open OpenObservations) {
	s := openedStore(t, open)
	if got := readAll(t, s); len(got) != 0 {
		t.Errorf("an empty store holds %d observations", len(got))
	}
	wantCount(t, s, 0)
	all := variety()
	write(t, s, "first", all...)
	wantCount(t, s, int64(len(all)))
	wantSame(t, "all observations", all, readAll(t, s))
	for _, o := range all {
		got, err := s.Recent(t.Context(), o.Host, 5)
		if err != nil {
			t.Fatal(err)
		}
		wantSame(t, "recent of "+string(o.Host), []landfall.Observation{o}, got)
	}
}

// hostileTextIsText stores what strangers may put into their documents. Bytes that
// are no UTF-8 come back as U+FFFD; everything else as it was.
func hostileTextIsText(t *testing.T, open OpenObservations) {
	s := openedStore(t, open)
	rng := newRand(4)
	var all, want []landfall.Observation
	for i, text := range []string{
		"'; DROP TABLE observations; --", "\x00 in the \x00 middle", "a\u202eb\u2028c", "𝒜 🦣 e\u0301",
		"\xff\xfe broken \xc3", strings.Repeat("long ", 50_000), "</script>", `{"json": "\\"}`, " ",
	} {
		o := Answered(rng, Host(i), start.Add(time.Duration(i)*time.Second))
		o.Reason, o.Facts.Name, o.Facts.Software.Version, o.Steps[0].Note = text, text, text, text
		o.Facts.Rules[0].Text = text
		all = append(all, *o)
		valid := strings.ToValidUTF8(text, "\uFFFD")
		o.Facts.Rules = slices.Clone(o.Facts.Rules)
		o.Steps = slices.Clone(o.Steps)
		o.Reason, o.Facts.Name, o.Facts.Software.Version, o.Steps[0].Note = valid, valid, valid, valid
		o.Facts.Rules[0].Text = valid
		want = append(want, *o)
	}
	write(t, s, "hostile", all...)
	got := readAll(t, s)
	for i := range got {
		// JSON writes one U+FFFD for each broken byte and ToValidUTF8 one for a run.
		for _, text := range []*string{&got[i].Facts.Name, &got[i].Facts.Software.Version, &got[i].Steps[0].Note, &got[i].Facts.Rules[0].Text} {
			*text = strings.ReplaceAll(*text, "\uFFFD\uFFFD", "\uFFFD")
		}
	}
	wantSame(t, "hostile text", want, got)
}

func aBatchIsWrittenOnce(t *testing.T, open OpenObservations) {
	s := openedStore(t, open)
	all := variety()
	for _, id := range []string{"first", "never"} {
		if has, err := s.HasBatch(t.Context(), id); err != nil || has {
			t.Errorf("HasBatch(%s) of an empty store = %v, %v", id, has, err)
		}
	}
	write(t, s, "first", all...)
	write(t, s, "first", all...)
	write(t, s, "first") // whatever comes under a known id
	wantCount(t, s, int64(len(all)))
	write(t, s, "nothing")
	wantSame(t, "after a repeated batch", all, readAll(t, s))
	if has, err := s.HasBatch(t.Context(), "never"); err != nil || has {
		t.Errorf("HasBatch of a batch never written = %v, %v", has, err)
	}
}

func overlappingBatchesCollapse(t *testing.T, open OpenObservations) {
	s := openedStore(t, open)
	all := variety()
	write(t, s, "a", all[:6]...)
	write(t, s, "b", all[3:9]...)
	write(t, s, "c", append(slices.Clone(all), all[len(all)-1])...) // and one twice in a batch
	wantCount(t, s, int64(len(all)))
	wantSame(t, "after overlapping batches", all, readAll(t, s))
}

func concurrentBatchesAreAllThere(t *testing.T, open OpenObservations) {
	s := openedStore(t, open)
	const writers, each = 4, 50
	var all []landfall.Observation
	rng := newRand(5)
	for i := range writers * each {
		all = append(all, *Answered(rng, Host(i%7), start.Add(time.Duration(i)*time.Second)))
	}
	var wait sync.WaitGroup
	for w := range writers {
		wait.Go(func() {
			for i := 0; i < each; i += 10 {
				from := w*each + i
				// Every batch is written by two writers, under the same id.
				for _, b := range []int{from, (from + each) % len(all)} {
					if err := s.Write(t.Context(), fmt.Sprint("batch-", b), all[b:b+10]); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	wait.Wait()
	wantSame(t, "all batches", all, readAll(t, s))
}

func whatCannotBeStoredIsRefusedWhole(t *testing.T, open OpenObservations) {
	s := openedStore(t, open)
	all := variety()
	broken := slices.Clone(all)
	broken[3].At = time.Date(400_000, 1, 1, 0, 0, 0, 0, time.UTC)
	wantError(t, "Write of a time that no store has", s.Write(t.Context(), "broken", broken), landfall.ErrInvalid)
	wantCount(t, s, 0)
	if has, err := s.HasBatch(t.Context(), "broken"); err != nil || has {
		t.Errorf("HasBatch of a refused batch = %v, %v", has, err)
	}
	write(t, s, "sound", all...)
	wantSame(t, "after a refused batch", all, readAll(t, s))
}

func observationsSurviveARestart(t *testing.T, open OpenObservations) {
	s := open(t)
	all := variety()
	write(t, s, "first", all[:4]...)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openedStore(t, open)
	write(t, s, "first", all[:4]...)
	write(t, s, "second", all...)
	wantSame(t, "after a restart", all, readAll(t, s))
}
