package discover

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"landfall"
	"landfall/internal/netguard/strictjson"
)

func rng() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

func TestSeedsAreEnoughAndEachAHost(t *testing.T) {
	hosts, faults, err := ReadFile(strings.NewReader(seedList))
	if err != nil || len(faults) > 0 {
		t.Fatalf("the built-in list has faults: %v %v", faults, err)
	}
	if len(hosts) < 80 {
		t.Errorf("%d seeds, want at least 80", len(hosts))
	}
	if listed := strings.Count(seedList, "\n") - strings.Count(seedList, "#") - strings.Count(seedList, "\n\n"); listed != len(hosts) {
		t.Errorf("%d lines for %d hosts: one is there twice", listed, len(hosts))
	}
}

func TestReadFileTakesNamesAndNamesTheFaults(t *testing.T) {
	text := "\ufeff# list\nAmber-Otter-Sim.social  # a remark\n\nhttps://quiet-harbour-sim.social/about\namber-otter-sim.social\n" +
		"bücher-sim.de\nhttp://127.0.0.1/\nnot a host\nquiet-harbour-sim.social:8080\nhttps://user@quiet-harbour-sim.social\n"
	hosts, faults, err := ReadFile(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	want := []landfall.Host{"amber-otter-sim.social", "quiet-harbour-sim.social", "xn--bcher-sim-q9a.de"}
	if diff := gocmp.Diff(want, hosts); diff != "" {
		t.Errorf("hosts (-want +got):\n%s", diff)
	}
	var lines []int
	for _, f := range faults {
		lines = append(lines, f.Line)
	}
	if diff := gocmp.Diff([]int{7, 8, 9, 10}, lines); diff != "" {
		t.Errorf("faulty lines (-want +got):\n%s", diff)
	}
}

func TestReadFileRefusesWhatIsNoSeedFile(t *testing.T) {
	small := bounds{bytes: 1000, lines: 50, line: 200, faults: 10}
	for name, text := range map[string]string{
		"a long line":     strings.Repeat("x", 300),
		"too many faults": strings.Repeat("no host\n", small.faults+1),
		"too many lines":  strings.Repeat("\n", small.lines+1),
		"too many bytes":  strings.Repeat(strings.Repeat("#", 99)+"\n", 11),
	} {
		hosts, _, err := readFile(strings.NewReader(text), small)
		if !errors.Is(err, landfall.ErrInvalid) || hosts != nil {
			t.Errorf("%s: %d hosts, error %v; want none and ErrInvalid", name, len(hosts), err)
		}
	}
}

func TestReadFileTakesAsMuchAsItMay(t *testing.T) {
	text := strings.Repeat("quiet-harbour-sim.social\n", 100_000) + strings.Repeat("no host\n", fileBounds().faults)
	hosts, faults, err := ReadFile(strings.NewReader(text))
	if err != nil || len(hosts) != 1 || len(faults) != fileBounds().faults {
		t.Errorf("%d hosts, %d faults, error %v", len(hosts), len(faults), err)
	}
}

func TestReadFilePassesOnWhatTheReaderSays(t *testing.T) {
	lost := errors.New("disk lost")
	if _, _, err := ReadFile(iotest.ErrReader(lost)); !errors.Is(err, lost) {
		t.Errorf("error %v, want the reader's", err)
	}
}

func TestSeedsAreCanonicalAndKnowEveryFamily(t *testing.T) {
	for _, h := range Seeds() {
		if again, err := landfall.ParseHost(string(h)); err != nil || again != h {
			t.Errorf("seed %q parses as %q, %v", h, again, err)
		}
	}
	for _, family := range []string{"Mastodon", "Misskey", "Pleroma", "Akkoma", "Lemmy", "PeerTube", "Pixelfed", "Friendica"} {
		if !strings.Contains(seedList, family) {
			t.Errorf("no seeds of the %s kind", family)
		}
	}
}

func TestPeersTakesNamesAndCountsTheRest(t *testing.T) {
	list := `["amber-otter-sim.social", "AMBER-OTTER-SIM.social", "quiet-harbour-sim.social:3000", "127.0.0.1", "under_score.social",
		"localhost", "x.test", "192.168.0.1.in-addr.arpa", "", {"domain": "copper-heron-sim.town", "suspended_at": "2024-01-01", "n": null}, {"other": 1},
		{"domain": 7, "nested": {"domain": ["inner-sim.social"]}}, null, 3.5e2, ["inner-sim.social"], "` + strings.Repeat("a", 5000) + `\""]`
	sample, err := Peers(strings.NewReader(list), 10, rng())
	if err != nil {
		t.Fatal(err)
	}
	want := Sample{
		Hosts: []landfall.Host{"amber-otter-sim.social", "copper-heron-sim.town"},
		Total: 16,
		Refused: map[landfall.HostFault]int{
			NotAName: 5, landfall.HostNotBare: 1, landfall.HostAddress: 1, landfall.HostBadLabel: 1,
			landfall.HostSpecialUse: 3, landfall.HostEmpty: 1, landfall.HostTooLong: 1,
		},
	}
	slices.Sort(sample.Hosts)
	if diff := gocmp.Diff(want, sample); diff != "" {
		t.Errorf("sample (-want +got):\n%s", diff)
	}
	if got := sample.RefusedTotal(); got != 13 {
		t.Errorf("%d refused in all, want 13", got)
	}
}

func TestBrokenListsContributeNothing(t *testing.T) {
	for name, list := range map[string]string{
		"an object":         `{"error": "This method requires an authenticated user"}`,
		"a string":          `"amber-otter-sim.social"`,
		"no comma":          `["amber-otter-sim.social" "copper-heron-sim.town"]`,
		"comma at the end":  `["amber-otter-sim.social",]`,
		"two documents":     `["amber-otter-sim.social"]["copper-heron-sim.town"]`,
		"words":             `["amber-otter-sim.social", undefined]`,
		"bad number":        `["amber-otter-sim.social", 01]`,
		"endless number":    `["amber-otter-sim.social", ` + strings.Repeat("1", 5000) + `]`,
		"bad escape":        `["amber-otter-sim.social", "\x41"]`,
		"short escape":      `["amber-otter-sim.social", "\u41"]`,
		"control character": "[\"amber-otter-sim.social\", \"a\nb\"]",
		"invalid UTF-8":     "[\"amber-otter-sim.social\", \"\xff\"]",
		"byte order mark":   "\ufeff[\"amber-otter-sim.social\"]",
		"two domains":       `[{"domain": "amber-otter-sim.social", "domain": "copper-heron-sim.town"}]`,
		"key without value": `[{"domain"}]`,
		"number as key":     `[{1: 2}]`,
		"wrong bracket":     `["amber-otter-sim.social"}`,
		"too deep":          strings.Repeat("[", 100) + strings.Repeat("]", 100),
		"endless depth":     strings.Repeat("[", 1_000_000),
		"cut off":           `["amber-otter-sim.social", "copper-hero`,
		"not closed":        `["amber-otter-sim.social"`,
		"html":              `<!doctype html><title>Sign in</title>`,
		"empty":             ``,
		"null":              `null`,
	} {
		sample, err := Peers(strings.NewReader(list), 10, rng())
		if strictjson.Reason(err) == "" || len(sample.Hosts) > 0 {
			t.Errorf("%s: %d hosts, error %v; want none and a document fault", name, len(sample.Hosts), err)
		}
	}
}

func TestAnErrorOfTheNetworkIsPassedOn(t *testing.T) {
	lost := errors.New("connection lost")
	_, err := Peers(io.MultiReader(strings.NewReader(`["amber-otter-sim.social",`), iotest.ErrReader(lost)), 10, rng())
	if !errors.Is(err, lost) {
		t.Errorf("error %v, want the reader's", err)
	}
}

func TestOneDomainCannotFillTheSample(t *testing.T) {
	var list []string
	for i := range 5000 {
		list = append(list, fmt.Sprintf("h%d.forkbomb-sim.club", i))
	}
	list = append(list, "amber-otter-sim.social")
	text, _ := json.Marshal(list)
	sample, err := Peers(strings.NewReader(string(text)), 1000, rng())
	if err != nil {
		t.Fatal(err)
	}
	if len(sample.Hosts) != perDomain+1 || !slices.Contains(sample.Hosts, "amber-otter-sim.social") {
		t.Errorf("%d hosts in the sample, want %d of the farm and the one beside it", len(sample.Hosts), perDomain)
	}
}

// A million names need memory for the sample, not for the list; and a name's
// place in the list does not decide whether it is drawn.
func TestMillionPeers(t *testing.T) {
	const names, most = 1_000_000, 20_000
	debug.FreeOSMemory()
	before, peak := inUse(), uint64(0)
	reader, pipe := io.Pipe()
	go func() {
		writer := bufio.NewWriter(pipe)
		separator := "["
		for i := range names {
			fmt.Fprintf(writer, `%s"host-%d-sim.social"`, separator, i)
			separator = ","
			if i%50_000 == 0 {
				peak = max(peak, inUse())
			}
		}
		fmt.Fprint(writer, "]")
		pipe.CloseWithError(writer.Flush())
	}()
	began := time.Now()
	sample, err := Peers(reader, most, rng())
	took := time.Since(began)
	if err != nil {
		t.Fatal(err)
	}
	grown := float64(peak-min(peak, before)) / (1 << 20)
	late := 0
	for _, h := range sample.Hosts {
		var n int
		if _, err := fmt.Sscanf(string(h), "host-%d-sim.social", &n); err != nil {
			t.Fatalf("%s was not in the list: %v", h, err)
		}
		if n >= names/2 {
			late++
		}
	}
	t.Logf("%d of %d names drawn in %s, %d from the second half, memory grew by %.1f MiB", len(sample.Hosts), sample.Total, took, late, grown)
	if len(sample.Hosts) != most || sample.Total != names {
		t.Errorf("drew %d of %d, want %d of %d", len(sample.Hosts), sample.Total, most, names)
	}
	if late < most*45/100 || late > most*55/100 {
		t.Errorf("%d of %d come from the second half, want about half", late, most)
	}
	if grown > 64 {
		t.Errorf("memory grew by %.1f MiB, want less than 64", grown)
	}
}

// inUse is the memory the process holds from the system, that it has not given
// back.
func inUse() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Sys - m.HeapReleased
}

func TestRecordedPeersLists(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "fixtures")
	paths, _ := filepath.Glob(filepath.Join(dir, "instance-peers", "*", "*.json"))
	paths = append(paths, filepath.Join(dir, "lists", "hitchhikers-guide", "peers_125155.json"))
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("recorded documents are mandatory in CI: %v", err)
		}
		t.Skipf("no recorded documents at %s", dir)
	}
	for _, path := range paths {
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		sample, err := Peers(file, 20_000, rng())
		file.Close()
		t.Logf("%s: %d names, %d taken, %d refused, %d crowded, %v", filepath.Base(path), sample.Total, len(sample.Hosts), sample.RefusedTotal(), sample.Crowded, err)
		t.Logf("  refused: %v", sample.Refused)
		if sample.Total == 0 && !strings.Contains(path, "97d170") || err != nil {
			t.Errorf("%s: %d names, error %v", path, sample.Total, err)
		}
		if distinct := len(slices.Compact(slices.Sorted(slices.Values(sample.Hosts)))); distinct != len(sample.Hosts) {
			t.Errorf("%s: %d of %d hosts are distinct", path, distinct, len(sample.Hosts))
		}
		byDomain := map[string]int{}
		for _, h := range sample.Hosts {
			if byDomain[h.Registrable()]++; byDomain[h.Registrable()] > perDomain {
				t.Errorf("%s: more than %d hosts below %s", path, perDomain, h.Registrable())
			}
		}
		for _, h := range sample.Hosts {
			if again, err := landfall.ParseHost(string(h)); err != nil || again != h {
				t.Errorf("%s: took %q, which parses as %q, %v", path, h, again, err)
			}
		}
	}
}

// The scanner takes exactly the documents that encoding/json takes for an array,
// and reads the same names out of them.
func TestTheScannerAgreesWithEncodingJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfN(rapid.String(), 0, 8).Draw(t, "names")
		document, err := json.MarshalIndent(names, "", rapid.SampledFrom([]string{"", " ", "\t"}).Draw(t, "indent"))
		if err != nil {
			t.Fatal(err)
		}
		var want, got []string
		if err := json.Unmarshal(document, &want); err != nil {
			t.Fatal(err)
		}
		s := scanner{r: bufio.NewReader(iotest.OneByteReader(bytes.NewReader(document)))}
		s.offer = func(name string, ok bool) {
			if ok {
				got = append(got, name)
			}
		}
		if _, err := s.read(mastodonPeers); err != nil || !slices.Equal(got, want) {
			t.Fatalf("%s reads as %q, %v; want %q", document, got, err, want)
		}
		cut := rapid.IntRange(0, len(document)-1).Draw(t, "cut")
		if _, err := Peers(bytes.NewReader(document[:cut]), 5, rng()); err == nil {
			t.Fatalf("%q is taken for a whole list", document[:cut])
		}
	})
}

// Repeats give a name no second chance: one said a thousand times is drawn as
// often as one said once.
func TestRepeatsDoNotCount(t *testing.T) {
	list := `["` + strings.Repeat(`loud-sim.social", "`, 1000) + `quiet-sim.social"]`
	drawn := map[landfall.Host]int{}
	for seed := range uint64(400) {
		sample, err := Peers(strings.NewReader(list), 1, rand.New(rand.NewPCG(seed, 7)))
		if err != nil || len(sample.Hosts) != 1 {
			t.Fatalf("%v, %v", sample.Hosts, err)
		}
		drawn[sample.Hosts[0]]++
	}
	if drawn["quiet-sim.social"] < 150 || drawn["loud-sim.social"] < 150 {
		t.Errorf("drawn %v times of 400, want about half each", drawn)
	}
}

// The sample is what sorting all names by hash and taking the first would give,
// fifty a domain.
func TestTheSampleIsTheLowestHashes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.IntRange(1, 120).Draw(t, "most")
		key := rapid.Uint64().Draw(t, "key")
		var all []landfall.Host
		for range rapid.IntRange(0, 300).Draw(t, "offers") {
			n, d := rapid.IntRange(0, 99).Draw(t, "n"), rapid.IntRange(0, 3).Draw(t, "d")
			all = append(all, landfall.Host(fmt.Sprintf("h%d.farm%d-sim.social", n, d)))
		}
		s := newSampler(most, key)
		for _, h := range all {
			s.offer(h)
		}
		slices.SortFunc(all, func(a, b landfall.Host) int {
			return cmp.Compare(keyedHash(key, string(a)), keyedHash(key, string(b)))
		})
		var want []landfall.Host
		perFarm := map[string]int{}
		for _, h := range slices.Compact(all) {
			if perFarm[h.Registrable()]++; perFarm[h.Registrable()] <= perDomain && len(want) < most {
				want = append(want, h)
			}
		}
		if got := s.hosts(); !slices.Equal(got, want) {
			t.Fatalf("sample %q, want %q", got, want)
		}
	})
}

func FuzzPeers(f *testing.F) {
	f.Add([]byte(`["amber-otter-sim.social", {"domain": "copper-heron-sim.town"}]`))
	f.Add([]byte(`[[`))
	f.Add([]byte(`[{"a":`))
	f.Fuzz(func(t *testing.T, data []byte) {
		sample, err := Peers(strings.NewReader(string(data)), 5, rng())
		if err != nil && len(sample.Hosts) > 0 || len(sample.Hosts) > 5 || len(sample.Hosts)+sample.RefusedTotal() > sample.Total {
			t.Errorf("sample %+v, error %v", sample, err)
		}
	})
}

// A list that lost one name and won another keeps all but those of what was kept
// of it.
func TestKeepIsSteady(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var hosts []landfall.Host
	for i := range 5000 {
		hosts = append(hosts, landfall.Host(fmt.Sprintf("n%d-sim.social", i)))
	}
	before := Keep(hosts, 100)
	if len(before) != 100 || !slices.IsSorted(before) {
		t.Fatalf("%d names, sorted %v; want 100", len(before), slices.IsSorted(before))
	}
	rng.Shuffle(len(hosts), func(i, j int) { hosts[i], hosts[j] = hosts[j], hosts[i] })
	if diff := gocmp.Diff(before, Keep(hosts, 100)); diff != "" {
		t.Errorf("the order of a list matters (-before +after):\n%s", diff)
	}
	after := Keep(append(hosts[1:], "new-sim.social"), 100)
	changed := 0
	for _, host := range after {
		if !slices.Contains(before, host) {
			changed++
		}
	}
	if changed > 1 {
		t.Errorf("%d of 100 names changed with one of 5,000", changed)
	}
	if got := Keep(hosts[:7], 100); len(got) != 7 {
		t.Errorf("%d of 7 names kept", len(got))
	}
	if got := Keep(nil, 100); len(got) != 0 {
		t.Errorf("Keep of nothing = %v", got)
	}
}
