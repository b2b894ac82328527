package sim

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

func network(t testing.TB, cfg Config) *Network {
	t.Helper()
	n, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestSameSeedSameNetwork(t *testing.T) {
	cfg := Config{Hosts: 400, Seed: 7, Mix: MixDemo()}
	one, other := network(t, cfg), network(t, cfg)
	if diff := cmp.Diff(one.Hosts(), other.Hosts()); diff != "" {
		t.Fatalf("hosts differ:\n%s", diff)
	}
	var documents int
	for i, in := range one.instances {
		paths := []string{"/", "/.well-known/nodeinfo", in.software.path}
		for path := range familyRoutes[in.software.family] {
			paths = append(paths, path)
		}
		for _, path := range paths {
			a, b := one.document(in, path), other.document(other.instances[i], path)
			if (a == nil) != (b == nil) || a != nil && string(a.body) != string(b.body) {
				t.Errorf("%s%s differs", in.name, path)
			}
			documents++
		}
	}
	if documents < 1200 {
		t.Errorf("only %d documents compared", documents)
	}
}

func TestAnotherSeedIsAnotherNetwork(t *testing.T) {
	names := make(map[string]bool)
	for _, h := range network(t, Config{Hosts: 200, Seed: 1, Mix: MixDemo()}).Hosts() {
		names[h.Name] = true
	}
	var same int
	for _, h := range network(t, Config{Hosts: 200, Seed: 2, Mix: MixDemo()}).Hosts() {
		if names[h.Name] {
			same++
		}
	}
	if same > 10 {
		t.Errorf("%d of 200 names are the same", same)
	}
}

func TestNamesPassForRealOnesAndAreMarked(t *testing.T) {
	domains := make(map[string]string)
	foreign, below := 0, 0
	for _, h := range network(t, Config{Hosts: 3000, Seed: 3, Mix: MixDemo()}).Hosts() {
		ascii, err := idna.Lookup.ToASCII(h.Name)
		if err != nil || ascii != h.Name {
			t.Errorf("%s is not canonical: %q, %v", h.Name, ascii, err)
		}
		suffix, icann := publicsuffix.PublicSuffix(h.Name)
		if !icann {
			t.Errorf("%s lies below %s, no public suffix", h.Name, suffix)
		}
		domain, err := publicsuffix.EffectiveTLDPlusOne(h.Name)
		if err != nil {
			t.Errorf("%s: %v", h.Name, err)
			continue
		}
		if label := strings.TrimSuffix(domain, "."+suffix); !strings.HasSuffix(label, mark) && !strings.HasPrefix(label, "xn--") {
			t.Errorf("%s carries no mark", h.Name)
		}
		if unicode, err := idna.ToUnicode(domain); err != nil || !strings.Contains(unicode, mark+".") {
			t.Errorf("%s carries no mark in Unicode: %s, %v", h.Name, unicode, err)
		}
		if other, taken := domains[domain]; taken && h.Kind != Farm {
			t.Errorf("%s and %s share the domain %s", h.Name, other, domain)
		}
		domains[domain] = h.Name
		if strings.Contains(h.Name, "xn--") {
			foreign++
		}
		if domain != h.Name {
			below++
		}
	}
	if foreign < 10 || below < 100 {
		t.Errorf("%d names with an A-label, %d below their domain: too few", foreign, below)
	}
}

func TestProperNamesAreReadable(t *testing.T) {
	for host, want := range map[string]string{
		"amber-otter-sim.social":             "Amber Otter",
		"social.quiet-heron-sim.co.uk":       "Quiet Heron",
		"xn--smrrebrd-tram-sim-10bf.at":      "Smørrebrød Tram",
		"hub.xn--caf-kettle-sim-dkb.network": "Café Kettle",
	} {
		if got := properName(host); got != want {
			t.Errorf("properName(%s) = %q, want %q", host, got, want)
		}
	}
}

func TestSharesComeOutExactly(t *testing.T) {
	for _, tt := range []struct {
		hosts int
		mix   Mix
		kind  Kind
		want  int
	}{
		{1000, MixHanging(0, 0.3), Hang, 300},
		{1000, MixHanging(0, 0.3), Healthy, 700},
		{5000, MixHealthy(0), Healthy, 5000},
		{10, MixHanging(0, 0.3), Hang, 3},
		{10, MixHanging(0, 1), Hang, 10},
		{1, MixHealthy(0), Healthy, 1},
		{300, MixDemo(), Hang, 6},
		{300, MixDemo(), Bomb, 1},
	} {
		var got int
		for _, h := range network(t, Config{Hosts: tt.hosts, Mix: tt.mix}).Hosts() {
			if h.Kind == tt.kind {
				got++
			}
		}
		if got != tt.want {
			t.Errorf("%d hosts: %d are %s, want %d", tt.hosts, got, tt.kind, tt.want)
		}
	}
}

func TestDemoHasATasteOfEverything(t *testing.T) {
	kinds, software, modes, languages := map[Kind]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	var tiny, immense int
	for _, h := range network(t, Config{Hosts: 300, Seed: 1, Mix: MixDemo()}).Hosts() {
		kinds[h.Kind]++
		software[h.Software]++
		modes[h.Signup]++
		for _, l := range h.Languages {
			languages[l]++
		}
		if h.Users != nil && *h.Users <= 10 {
			tiny++
		}
		if h.Users != nil && *h.Users >= 10_000 {
			immense++
		}
	}
	for _, kind := range Kinds() {
		if kinds[kind] == 0 && kind != PeerFlood {
			t.Errorf("no %s instance", kind)
		}
	}
	if kinds[Healthy] < 180 {
		t.Errorf("only %d are healthy", kinds[Healthy])
	}
	if len(software) < 12 || software["mastodon"] < 120 {
		t.Errorf("software: %v", software)
	}
	if len(modes) != 4 || len(languages) < 7 {
		t.Errorf("sign-up modes %v, languages %v", modes, languages)
	}
	if tiny < 60 || immense < 4 {
		t.Errorf("%d tiny and %d immense instances", tiny, immense)
	}
}

func TestEveryInstanceCanBeFoundFromTheFirstSeed(t *testing.T) {
	for _, tt := range []struct {
		name string
		cfg  Config
	}{
		{"demo", Config{Hosts: 300, Seed: 1, Mix: MixDemo()}},
		{"healthy", Config{Hosts: 2000, Seed: 5, Mix: MixHealthy(0)}},
		{"hanging", Config{Hosts: 2000, Seed: 5, Mix: MixHanging(0, 0.3)}},
		{"hostile", Config{Hosts: 500, Seed: 9, Mix: MixHostile()}},
		{"two", Config{Hosts: 2, Mix: MixHealthy(0)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			n := network(t, tt.cfg)
			found := map[*instance]bool{n.byName[n.Seeds(1)[0]]: true}
			for queue := []*instance{n.byName[n.Seeds(1)[0]]}; len(queue) > 0; queue = queue[1:] {
				if !queue[0].readable() {
					continue
				}
				for _, name := range n.peerNames(queue[0]) {
					if in := n.byName[name]; in != nil && !found[in] {
						found[in] = true
						queue = append(queue, in)
					}
				}
			}
			if len(found) != tt.cfg.Hosts {
				t.Errorf("%d of %d instances found", len(found), tt.cfg.Hosts)
			}
		})
	}
}

func TestSeedsAreWellConnectedAndHealthy(t *testing.T) {
	n := network(t, Config{Hosts: 1000, Seed: 4, Mix: MixHostile()})
	listed := make(map[string]int)
	for _, in := range n.instances {
		for _, name := range n.peerNames(in) {
			listed[name]++
		}
	}
	seeds := n.Seeds(5)
	if len(seeds) != 5 {
		t.Fatalf("%d seeds", len(seeds))
	}
	for _, seed := range seeds {
		if info, ok := n.Host(seed); !ok || info.Kind != Healthy || info.Robots != "none" {
			t.Errorf("seed %s is %s, robots.txt %s", seed, info.Kind, info.Robots)
		}
		if listed[seed] < 100 {
			t.Errorf("seed %s is listed by %d only", seed, listed[seed])
		}
	}
	if got := len(n.Seeds(1_000_000)); got > 1000 {
		t.Errorf("%d seeds of 1000 hosts", got)
	}
}

func TestPeersListsHoldWhatWasAskedFor(t *testing.T) {
	n := network(t, Config{Hosts: 1000, Seed: 4, Mix: MixHealthy(0)})
	for _, in := range n.instances {
		names := n.peerNames(in)
		distinct := make(map[string]bool)
		for _, name := range names {
			distinct[name] = true
			if n.byName[name] == nil {
				t.Fatalf("%s lists the stranger %q", in.name, name)
			}
		}
		if len(names) != 40 || len(distinct) != 40 || distinct[in.name] {
			t.Fatalf("%s lists %d peers, %d distinct", in.name, len(names), len(distinct))
		}
	}
}

func TestImpossibleConfigurationsAreRefused(t *testing.T) {
	sound := Config{Hosts: 10, Mix: MixDemo()}
	if _, err := New(sound); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Config){
		"no hosts":         func(c *Config) { c.Hosts = 0 },
		"too many hosts":   func(c *Config) { c.Hosts = MaxHosts + 1 },
		"everywhere":       func(c *Config) { c.Listen = ":8443" },
		"any address":      func(c *Config) { c.Listen = "0.0.0.0:8443" },
		"any v6 address":   func(c *Config) { c.Listen = "[::]:8443" },
		"public address":   func(c *Config) { c.Listen = "192.0.2.1:0" },
		"a name":           func(c *Config) { c.Listen = "example.org:0" },
		"no port":          func(c *Config) { c.Listen = "127.0.0.1" },
		"unknown kind":     func(c *Config) { c.Mix.Share = map[Kind]float64{"odd": 0.1} },
		"recorded kind":    func(c *Config) { c.Mix.Share = map[Kind]float64{Recorded: 0.1} },
		"negative share":   func(c *Config) { c.Mix.Share = map[Kind]float64{Hang: -0.1} },
		"too much":         func(c *Config) { c.Mix.Share = map[Kind]float64{Hang: 0.6, Reset: 0.6} },
		"latency upwards":  func(c *Config) { c.Mix.Latency = Latency{Min: 2, Max: 1} },
		"junk only":        func(c *Config) { c.Mix.Junk = 1 },
		"always down":      func(c *Config) { c.Mix.Flap = Flap{Period: 1, Down: 2} },
		"nearer than near": func(c *Config) { c.Mix.Near = 1.1 },
		"negative peers":   func(c *Config) { c.Mix.Peers = -1 },
	} {
		cfg := sound
		change(&cfg)
		if _, err := New(cfg); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	for _, listen := range []string{"", "127.0.0.1:0", "127.9.8.7:0", "localhost:0", "[::1]:0"} {
		cfg := sound
		cfg.Listen = listen
		if _, err := New(cfg); err != nil {
			t.Errorf("listen %q: %v", listen, err)
		}
	}
}
