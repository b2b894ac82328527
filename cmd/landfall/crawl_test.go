package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"landfall"
	"landfall/internal/sim"
)

// crawlSim crawls a simulated network in this process's own sim with the real
// program, and returns the network for its truth and the exported rows.
func crawlSim(t *testing.T, cfg sim.Config, args ...string) (network *sim.Network, rows map[string]instanceRow, data string) {
	t.Helper()
	network = runSim(t, cfg)
	dir := t.TempDir()
	ca, seeds := filepath.Join(dir, "ca.pem"), filepath.Join(dir, "seeds.txt")
	if err := os.WriteFile(ca, network.CAPEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(seeds, []byte(strings.Join(network.Seeds(5), "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	data = filepath.Join(dir, "data")
	args = append([]string{"--lab-dial", network.Addr().String(), "--lab-ca", ca, "--data", data, "crawl", "--once", "--seeds", seeds, "--summary", "json"}, args...)
	var summary crawlSummary
	if err := json.Unmarshal([]byte(landfallOutput(t, args...)), &summary); err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", summary)
	return network, exportedRows(t, landfallOutput(t, "--data", data, "export", "instances")), data
}

func TestCrawlFindsTheNetworkFromItsSeedsAndLearnsTheTruth(t *testing.T) {
	t.Parallel()
	network, rows, _ := crawlSim(t, sim.Config{Hosts: 120, Seed: 7, Mix: sim.MixDemo()})
	if n := network.Stats().ByPath[pinnedPosts]; n != 0 {
		t.Errorf("pinned posts were asked for %d times, and nobody said so", n)
	}
	found, wrong := 0, 0
	healthy := 0
	for _, truth := range network.Hosts() {
		if truth.Kind != sim.Healthy {
			continue
		}
		healthy++
		row, ok := rows[truth.Name]
		if !ok {
			continue
		}
		found++
		if row.Software != truth.Software {
			wrong++
			t.Errorf("%s: software %q, want %q", truth.Name, row.Software, truth.Software)
		}
		if row.SignupMode != string(landfall.SignupUnknown) && row.SignupMode != truth.Signup {
			t.Errorf("%s, %s %s: sign-up %s because %s, want %s", truth.Name, row.Software, row.Version, row.SignupMode, row.SignupBasis, truth.Signup)
		}
	}
	t.Logf("%d of %d healthy instances found, %d rows in all", found, healthy, len(rows))
	if found*100 < healthy*80 {
		t.Errorf("found %d of %d healthy instances by following federation, want at least 80 %%", found, healthy)
	}
}

// A full profile costs five requests or fewer, robots.txt included and the peers
// list not.
func TestAProfileCostsFiveRequests(t *testing.T) {
	t.Parallel()
	network, _, _ := crawlSim(t, sim.Config{Hosts: 200, Seed: 4, Mix: sim.Mix{}})
	stats := network.Stats()
	requests, pictures := stats.Requests, int64(0)
	for path, n := range stats.ByPath {
		switch {
		case isPeersList(path): // once a week
			requests -= n
		case strings.HasSuffix(path, ".png"): // once a month
			requests -= n
			pictures += n
		}
	}
	t.Logf("%d requests for documents of %d hosts: %.2f each; %d for pictures", requests, stats.Hosts, float64(requests)/float64(stats.Hosts), pictures)
	if pictures > int64(stats.Hosts) {
		t.Errorf("%d requests for pictures of %d hosts", pictures, stats.Hosts)
	}
	if stats.Hosts == 0 || requests > 5*int64(stats.Hosts) {
		t.Errorf("%d requests to %d hosts, want at most five each", requests, stats.Hosts)
	}
	for host, of := range stats.ByHost {
		if of.Requests > 8 { // five, a picture, and the peers list, which PeerTube has in two parts
			t.Errorf("%d requests to %s", of.Requests, host)
		}
	}
}

func isPeersList(path string) bool {
	switch path {
	case "/api/v1/instance/peers", "/api/federation/instances", "/api/v3/federated_instances", "/api/v4/federated_instances",
		"/api/v1/server/followers", "/api/v1/server/following", "/api/federated", "/pods.json":
		return true
	}
	return false
}

func TestRobotsObeyedEverywhere(t *testing.T) {
	t.Parallel()
	network, _, _ := crawlSim(t, sim.Config{Hosts: 200, Seed: 3, Mix: sim.MixDemo()})
	stats := network.Stats()
	t.Logf("%d requests to %d hosts", stats.Requests, stats.Hosts)
	for what, n := range map[string]int64{
		"requests to paths that robots.txt forbids":   stats.Forbidden,
		"requests before robots.txt was asked":        stats.BeforeRobots,
		"requests sooner than Crawl-delay allows":     stats.Hurried,
		"requests beyond the first at once to a host": stats.Concurrent - 1,
	} {
		if n != 0 {
			t.Errorf("%d %s, want 0 (%v)", n, what, stats.ForbiddenURLs)
		}
	}
}

func TestHostileNetworkHarmsNothing(t *testing.T) {
	t.Parallel()
	mix := sim.MixHostile()
	mix.Share[sim.PeerFlood] = 1.0 / 300 // each of them costs ten thousand visits to nobody
	_, rows, _ := crawlSim(t, sim.Config{Hosts: 300, Seed: 11, Mix: mix})
	if len(rows) == 0 {
		t.Error("no instance was found among the hostile ones")
	}
}

// pinnedPosts is where every simulated contact has its posts.
const pinnedPosts = "/api/v1/accounts/1/statuses"

func TestCanaryPersonalDataNeverStored(t *testing.T) {
	t.Parallel()
	network, rows, data := crawlSim(t, sim.Config{Hosts: 100, Seed: 5, Mix: sim.MixDemo()}, "--read-pinned")
	if len(rows) == 0 || network.Stats().ByPath[pinnedPosts] == 0 {
		t.Fatal("nothing was crawled")
	}
	for _, dump := range []string{
		landfallOutput(t, "--data", data, "export", "instances"),
		landfallOutput(t, "--data", data, "export", "observations"),
	} {
		if strings.Contains(dump, sim.ContactCanary) || strings.Contains(dump, sim.PostCanary) || strings.Contains(dump, pinnedPosts) {
			t.Error("an export names a contact person, or quotes one")
		}
	}
	files, _ := filepath.Glob(filepath.Join(data, "*"))
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, canary := range []string{sim.ContactCanary, sim.PostCanary, pinnedPosts} {
			if bytes.Contains(content, []byte(canary)) {
				t.Errorf("%s holds %s", filepath.Base(file), canary)
			}
		}
	}
}

// A wildcard farm costs it a handful of requests, and us a handful of
// rows; everybody else is found as if it were not there.
func TestWildcardFarm(t *testing.T) {
	t.Parallel()
	mix := sim.MixHealthy(0)
	mix.Share = map[sim.Kind]float64{sim.Farm: 0.1}
	network, rows, _ := crawlSim(t, sim.Config{Hosts: 200, Seed: 21, Mix: mix})
	var farm string
	found, healthy := 0, 0
	for _, truth := range network.Hosts() {
		if truth.Kind == sim.Farm {
			farm = landfall.Host(truth.Name).Registrable()
			continue
		}
		healthy++
		if _, ok := rows[truth.Name]; ok {
			found++
		}
	}
	grown := 0
	for name := range rows {
		if landfall.Host(name).Registrable() == farm {
			grown++
		}
	}
	stats := network.Stats()
	checks := stats.ByHost["*."+farm].Requests / 3 // those of a made-up name: robots.txt, well-known, nodeinfo
	for name, host := range stats.ByHost {
		if strings.HasSuffix(name, "."+farm) && !strings.HasPrefix(name, "*.") && host.Requests > 0 {
			checks++
		}
	}
	t.Logf("%d of %d others found, %d rows of the farm, %d checks of it", found, healthy, grown, checks)
	if found != healthy {
		t.Errorf("%d of %d others found", found, healthy)
	}
	if grown > 50 {
		t.Errorf("%d rows below %s, want at most 50", grown, farm)
	}
	if checks > 5 {
		t.Errorf("%d checks of the farm in a day, want at most 5", checks)
	}
}
