package discover

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"landfall"
	"landfall/internal/fixtures"
	"landfall/internal/netguard/strictjson"
)

func TestFormats(t *testing.T) {
	for _, tt := range []struct {
		name   string
		format Format
		text   string
		want   []landfall.Host
		page   Page
	}{
		{
			"nested lists", lemmyFederated,
			`{"x":[{"domain":"no-sim.social"}],"federated_instances":{"linked":[{"domain":"a-sim.social"}],"y":{"linked":["no-sim.social"]},"blocked":["b-sim.social"]}}`,
			[]landfall.Host{"a-sim.social", "b-sim.social"}, Page{Names: 2, Total: -1, Blocked: 1},
		},
		{
			"a cursor", lemmyPages,
			`{"next_page":"P7","items":[{"instance":{"domain":"a-sim.social","x":{"domain":"no-sim.social"}},"domain":7}, {"instance":null}]}`,
			[]landfall.Host{"a-sim.social"}, Page{Names: 2, Next: "P7", Total: -1, Blocked: -1},
		},
		{
			"a total behind the list", peertubeFollows,
			`{"data":[{"follower":{"host":"a-sim.social"},"following":{"url":"x"}}],"total":1234}`,
			[]landfall.Host{"a-sim.social"}, Page{Names: 1, Total: 1234, Blocked: -1},
		},
		{
			"no total", peertubeFollows, `{"data":[],"total":-5}`, nil, Page{Total: -1, Blocked: -1},
		},
		{
			"a key that looks like a path", lemmyFederated,
			`{"federated_instances.linked":["no-sim.social"],"federated_instances":{"linked":["a-sim.social"]}}`,
			[]landfall.Host{"a-sim.social"}, Page{Names: 1, Total: -1, Blocked: -1},
		},
		{
			"the first of several names", lemmyPages, `{"items":[{"domain":"b-sim.social","instance":{"domain":"a-sim.social"}}]}`,
			[]landfall.Host{"a-sim.social"}, Page{Names: 1, Total: -1, Blocked: -1},
		},
	} {
		c := NewCollection(0, rng())
		page, err := c.Read(strings.NewReader(tt.text), tt.format)
		hosts := c.Sample().Hosts
		slices.Sort(hosts)
		if err != nil || page != tt.page || !slices.Equal(hosts, tt.want) {
			t.Errorf("%s: %v, %+v, %v; want %v, %+v", tt.name, hosts, page, err, tt.want, tt.page)
		}
	}
}

func TestWhatIsNotOfTheFormat(t *testing.T) {
	for text, format := range map[string]Format{
		`{"federated_instances":null}`:                        lemmyFederated,
		`{"federated_instances":{"linked":{}}}`:               lemmyFederated,
		`["a-sim.social"]`:                                    lemmyFederated,
		`{"error":"not_found"}`:                               misskeyInstances,
		`{"items":["a-sim.social"],"items":["b-sim.social"]}`: lemmyPages,
		`{"items":[{"instance":{"domain":"a-sim.social"},"instance":{"domain":"b-sim.de"}}]}`: lemmyPages,
		`{"items":["a-sim.social"],"next_page":"a","next_page":"b"}`:                          lemmyPages,
		`{"items":["a-sim.social"]`:                           lemmyPages,
		`{"items":["a-sim.social"]}}`:                         lemmyPages,
		`{"data":[],"total":` + strings.Repeat("1", 70) + `}`: peertubeFollows,
	} {
		c := NewCollection(0, rng())
		_, err := c.Read(strings.NewReader(text), format)
		if hosts := c.Sample().Hosts; strictjson.Reason(err) == "" || len(hosts) > 0 {
			t.Errorf("%.60s: %v, %v; want a document fault and nothing taken", text, hosts, err)
		}
	}
}

// Pages give the sample that one list with all their names would have given.
func TestPagesAddUp(t *testing.T) {
	whole, parts := NewCollection(50, rng()), NewCollection(50, rng())
	var all []string
	for page := range 7 {
		var names []string
		for i := range 40 {
			names = append(names, fmt.Sprintf(`"h%d-sim.social"`, page*30+i))
		}
		all = append(all, names...)
		if _, err := parts.Read(strings.NewReader("["+strings.Join(names, ",")+"]"), mastodonPeers); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := whole.Read(strings.NewReader("["+strings.Join(all, ",")+"]"), mastodonPeers); err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(whole.Sample(), parts.Sample()); diff != "" {
		t.Errorf("(-whole +parts):\n%s", diff)
	}
}

// However long a list is, a visit asks for few pages of it, none twice.
func TestPagesAreFewAndDiffer(t *testing.T) {
	for _, known := range []int{0, 1, 99, 100, 101, 250, 499, 500, 501, 40_000, 1_000_000} {
		for _, total := range []bool{true, false} {
			for seed := range uint64(50) {
				list := misskeyList("+users")
				pages := list.Pages("", rand.New(rand.NewPCG(seed, 1)))
				asked := map[string]bool{}
				names := 0
				for query, more := pages.First(), true; more; {
					at := query.Get("offset")
					if asked[at] {
						t.Fatalf("%d names: page at %s twice", known, at)
					}
					asked[at] = true
					var offset int
					if _, err := fmt.Sscan(at, &offset); err != nil {
						t.Fatal(err)
					}
					page := Page{Names: max(0, min(100, known-offset)), Total: -1}
					if total {
						page.Total = int64(known)
					}
					names += page.Names
					query, more = pages.Next(page)
				}
				if len(asked) > PagesMost || len(asked) == 0 {
					t.Fatalf("%d names: pages at %v", known, asked)
				}
				if total && known <= 500 && names != known {
					t.Fatalf("%d of %d names were read", names, known)
				}
			}
		}
	}
}

func TestRecordedMisskeyList(t *testing.T) {
	for _, path := range fixtures.Glob(t, "misskey-federation", "*", "*.json") {
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		c := NewCollection(0, rng())
		page, err := c.Read(file, misskeyInstances)
		file.Close()
		if sample := c.Sample(); err != nil || page.Names == 0 || len(sample.Hosts) != page.Names {
			t.Errorf("%s: %d of %d names, %v", filepath.Base(path), len(sample.Hosts), page.Names, err)
		}
	}
}

func FuzzFormats(f *testing.F) {
	f.Add([]byte(`{"items":[{"instance":{"domain":"a-sim.social"}}],"next_page":"x","total":1}`))
	f.Add([]byte(`{"federated_instances":{"linked":["a-sim.social"]}}`))
	formats := []Format{mastodonPeers, lemmyFederated, lemmyPages, mbinInstances, peertubeFollows, pocoServers}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, format := range formats {
			c := NewCollection(5, rng())
			page, err := c.Read(io.Reader(strings.NewReader(string(data))), format)
			if n := len(c.Sample().Hosts); err != nil && n > 0 || n > page.Names {
				t.Errorf("%d hosts of %d names, %v", n, page.Names, err)
			}
		}
	})
}
