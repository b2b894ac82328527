package discover

import (
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	gocmp "github.com/google/go-cmp/cmp"

	"landfall"
)

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
