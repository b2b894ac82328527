package discover

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"landfall"
	"landfall/internal/fixtures"
)

func listOf(t *testing.T, r io.Reader) (Listed, []landfall.Host, error) {
	t.Helper()
	var all []landfall.Host
	listed, err := ReadList(r, func(hosts []landfall.Host) error {
		all = append(all, hosts...)
		return nil
	})
	return listed, all, err
}

func TestListsOfEveryForm(t *testing.T) {
	want := []landfall.Host{"a-sim.social", "b-sim.social"}
	for text, kind := range map[string]ListKind{
		"a-sim.social\n\n# remark\nhttps://b-sim.social/about # here\n":                              ListText,
		"\ufeffa-sim.social\r\nb-sim.social":                                                         ListText,
		"a-sim.social,1\nb-sim.social,2\n":                                                           ListCSV,
		"rank,Domain,host\n1,a-sim.social,x\n2,b-sim.social,y\n":                                     ListCSV,
		"#domain;severity\na-sim.social;suspend\n\"b-sim.social\";x":                                 ListCSV,
		"Instance\tUsers\n[A](https://a-sim.social)\t7\n[B](https://b-sim.social)\t8":                ListCSV,
		"name,description\na-sim.social,\"two\nlines\"\nb-sim.social,":                               ListCSV,
		`["a-sim.social","b-sim.social"]`:                                                            ListJSON,
		"[\n{\"domain\":\"a-sim.social\",\"name\":\"A\"},\n{\"name\":\"b-sim.social\"}]":             ListJSON,
		`{"data":{"nodes":[{"host":"a-sim.social","name":"A"},{"host":"b-sim.social"}]}}`:            ListJSON,
		`{"stats":{"x":1,"instance_details":[{"domain":"a-sim.social"},{"domain":"b-sim.social"}]}}`: ListJSON,
		"{\"domain\":\"a-sim.social\"}\n{\"domain\":\"b-sim.social\",\"x\":[1]}\n":                   ListNDJSON,
		"\"a-sim.social\"\n\"b-sim.social\"\n":                                                       ListNDJSON,
	} {
		listed, hosts, err := listOf(t, strings.NewReader(text))
		if err != nil || listed.Kind != kind || !slices.Equal(hosts, want) || listed.Total != 2 {
			t.Errorf("%.40q: %s %v, %+v, %v; want %s %v", text, listed.Kind, hosts, listed, err, kind, want)
		}
	}
}

func TestAListCountsWhatItRefuses(t *testing.T) {
	listed, hosts, err := listOf(t, strings.NewReader("domain\tn\na-sim.social\t1\nunder_score.social\t2\n127.0.0.1\t3\nx.test\t4\n"))
	want := map[landfall.HostFault]int{landfall.HostBadLabel: 1, landfall.HostAddress: 1, landfall.HostSpecialUse: 1}
	if diff := gocmp.Diff(want, listed.Refused); err != nil || diff != "" || len(hosts) != 1 || listed.Total != 4 {
		t.Errorf("%v, %+v, %v: %s", hosts, listed, err, diff)
	}
}

func TestAListThatBreaksOffSaysSo(t *testing.T) {
	for _, text := range []string{`["a-sim.social"`, `{"x":1}`, "{\"domain\":\"a-sim.social\"}\n{\"domain\":", `[{"domain":"a","domain":"b"}]`} {
		if _, _, err := listOf(t, strings.NewReader(text)); err == nil {
			t.Errorf("%q is taken for a whole list", text)
		}
	}
	full := errors.New("disk full")
	_, err := ReadList(strings.NewReader(strings.Repeat("a-sim.social\n", 3*listBatch)), func([]landfall.Host) error { return full })
	if !errors.Is(err, full) {
		t.Errorf("error %v, want the one of take", err)
	}
}

func TestALongListIsNotHeld(t *testing.T) {
	debug.FreeOSMemory()
	before, peak, taken := inUse(), uint64(0), 0
	reader, pipe := io.Pipe()
	go func() {
		for i := range 1_000_000 {
			if _, err := fmt.Fprintf(pipe, "{\"domain\":\"host-%d-sim.social\",\"users\":%d}\n", i, i); err != nil {
				return
			}
		}
		pipe.Close()
	}()
	listed, err := ReadList(reader, func(hosts []landfall.Host) error {
		if taken += len(hosts); taken%100_000 == 0 {
			peak = max(peak, inUse())
		}
		return nil
	})
	grown := float64(peak-min(peak, before)) / (1 << 20)
	t.Logf("%d names, memory grew by %.1f MiB", taken, grown)
	if err != nil || taken != 1_000_000 || listed.Total != taken || grown > 32 {
		t.Errorf("%d names, %+v, %v, memory grew by %.1f MiB", taken, listed, err, grown)
	}
}

// Published lists of many makers are read as they are.
func TestRecordedLists(t *testing.T) {
	dir := fixtures.Path(t)
	for path, least := range map[string]int{
		"lists/joinmastodon/*.json": 100, "lists/joinlemmy/*.json": 10, "lists/the-federation/nodes*.json": 1000, "lists/fedidb/*.json": 40,
		"lists/instances-social/*.json": 1000, "lists/lemmyverse/*.json": 500, "lists/awesome-lemmy/*.csv": 5, "lists/fediverse-app/*.txt": 1000,
		"lists/hitchhikers-guide/peers*.json": 100_000, "lists/neodb/*.json": 2, "blocklists/oliphant/[_ims]*0*.csv": 300, "blocklists/gardenfence/*": 100,
	} {
		paths, _ := filepath.Glob(filepath.Join(dir, filepath.FromSlash(path)))
		if len(paths) == 0 {
			t.Errorf("no files %s", path)
		}
		for _, path := range paths {
			file, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			listed, hosts, err := listOf(t, file)
			file.Close()
			t.Logf("%s: %s, %d names, %d hosts, refused %v, %v", filepath.Base(path), listed.Kind, listed.Total, len(hosts), listed.Refused, err)
			if err != nil || len(hosts) < least || len(hosts)*100 < listed.Total*90 {
				t.Errorf("%s: %d hosts of %d names, %v; want %d at least", path, len(hosts), listed.Total, err, least)
			}
		}
	}
}

func FuzzReadList(f *testing.F) {
	f.Add([]byte("domain,x\na-sim.social,1\n"))
	f.Add([]byte(`{"data":[{"host":"a-sim.social"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		listed, err := ReadList(strings.NewReader(string(data)), func(hosts []landfall.Host) error {
			for _, host := range hosts {
				if again, err := landfall.ParseHost(string(host)); err != nil || again != host {
					t.Errorf("%q parses as %q, %v", host, again, err)
				}
			}
			return nil
		})
		_, _ = listed, err
	})
}
