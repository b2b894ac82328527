package sim

import (
	"strconv"
	"strings"
)

// family says which documents a software serves.
type family int

const (
	famMastodon family = iota
	famPleroma
	famMisskey
	famGoToSocial
	famPixelfed
	famLemmy
	famPeerTube
	famFriendica
	famOther // nodeinfo only
	families // how many
)

// software is one row of the distribution that instances are drawn from. The
// weights follow the order of magnitude of public counts of instances.
type software struct {
	name   string
	family family
	weight float64
	// versions holds versions in use, the most frequent first.
	versions []string
	// compatible is what the version is wrapped in by the Mastodon API, "" if
	// nothing: a text with one %s.
	compatible string
	source     string
	// nodeinfo is the version of its nodeinfo document, at path.
	nodeinfo string
	path     string
	// silent keeps the monthly active users to itself.
	silent bool
	// modes weighs open, approval, invite and closed sign-up.
	modes [4]float64
	// single is set for software that mostly serves one person.
	single bool
}

const plainPath = "/nodeinfo/2.0"

// softwares is the distribution.
var softwares = []software{
	{name: "mastodon", family: famMastodon, weight: 47, source: "https://github.com/mastodon/mastodon",
		versions: []string{"4.6.4", "4.5.12", "4.6.3", "4.4.18", "4.3.21", "4.2.29", "4.5.6", "4.1.25",
			"4.7.0-nightly.2026-11-03", "4.0.15", "3.5.19", "4.5.0", "3.4.10", "3.3.3", "3.1.5", "2.9.4", "2.4.3"},
		nodeinfo: "2.0", path: plainPath, modes: [4]float64{34, 40, 3, 23}},
	{name: "mastodon", family: famMastodon, weight: 5, source: "https://github.com/glitch-soc/mastodon",
		versions: []string{"4.6.4+glitch", "4.7.0-alpha.1+glitch", "4.5.12+glitch", "4.3.21+glitch.1"},
		nodeinfo: "2.0", path: plainPath, modes: [4]float64{20, 35, 10, 35}},
	{name: "mastodon", family: famMastodon, weight: 2, source: "https://github.com/hometown-fork/hometown",
		versions: []string{"4.2.29+hometown-1.1.1", "4.0.15+hometown-1.1.0"},
		nodeinfo: "2.0", path: plainPath, modes: [4]float64{10, 50, 15, 25}},
	{name: "misskey", family: famMisskey, weight: 6, source: "https://github.com/misskey-dev/misskey",
		versions: []string{"2026.10.1", "2026.9.0", "2025.12.2", "2025.5.0", "13.14.2", "12.119.2"},
		nodeinfo: "2.1", path: "/nodeinfo/2.1", silent: true, modes: [4]float64{40, 0, 60, 0}},
	{name: "sharkey", family: famMisskey, weight: 2.5, source: "https://activitypub.software/TransFem-org/Sharkey",
		versions: []string{"2025.5.2", "2025.4.4", "2024.11.2"}, compatible: "3.0.0 (compatible; Sharkey %s)",
		nodeinfo: "2.1", path: "/nodeinfo/2.1", silent: true, modes: [4]float64{20, 40, 40, 0}},
	{name: "iceshrimp", family: famMisskey, weight: 1, source: "https://iceshrimp.dev/iceshrimp/iceshrimp",
		versions: []string{"2023.12.13", "2023.12.7"}, compatible: "4.2.1 (compatible; Iceshrimp %s)",
		nodeinfo: "2.1", path: "/nodeinfo/2.1", modes: [4]float64{30, 0, 70, 0}},
	{name: "cherrypick", family: famMisskey, weight: 0.5, source: "https://github.com/kokonect-link/cherrypick",
		versions: []string{"4.16.0", "4.11.1"}, nodeinfo: "2.1", path: "/nodeinfo/2.1", silent: true, modes: [4]float64{40, 0, 60, 0}},
	{name: "pleroma", family: famPleroma, weight: 4, source: "https://git.pleroma.social/pleroma/pleroma",
		versions: []string{"2.9.1", "2.7.1", "2.5.5", "2.4.53-1-gdc81a1f5"}, compatible: "2.7.2 (compatible; Pleroma %s)",
		nodeinfo: "2.1", path: "/nodeinfo/2.1.json", modes: [4]float64{35, 20, 10, 35}},
	{name: "akkoma", family: famPleroma, weight: 2.5, source: "https://akkoma.dev/AkkomaGang/akkoma",
		versions: []string{"3.16.0-0-g1b1cbd5", "3.15.2-0-g3a04241", "3.13.3"}, compatible: "2.7.2 (compatible; Akkoma %s)",
		nodeinfo: "2.1", path: "/nodeinfo/2.1.json", modes: [4]float64{20, 30, 15, 35}},
	{name: "gotosocial", family: famGoToSocial, weight: 5, source: "https://codeberg.org/superseriousbusiness/gotosocial",
		versions: []string{"0.20.2+git-9f0f3f5", "0.19.3+git-0a4b1c2", "0.17.4+git-93ba7be"},
		nodeinfo: "2.0", path: plainPath, silent: true, single: true, modes: [4]float64{0, 20, 0, 80}},
	{name: "pixelfed", family: famPixelfed, weight: 3.5, source: "https://github.com/pixelfed/pixelfed",
		versions: []string{"0.12.6", "0.12.5", "0.11.13"}, compatible: "3.5.3 (compatible; Pixelfed %s)",
		nodeinfo: "2.0", path: "/api/nodeinfo/2.0.json", modes: [4]float64{60, 10, 0, 30}},
	{name: "lemmy", family: famLemmy, weight: 3.5, source: "https://github.com/LemmyNet/lemmy",
		versions: []string{"0.19.15", "0.19.12", "0.19.3", "0.18.5"},
		nodeinfo: "2.1", path: "/nodeinfo/2.1", modes: [4]float64{20, 60, 0, 20}},
	{name: "piefed", family: famOther, weight: 0.6, source: "https://codeberg.org/rimu/pyfedi",
		versions: []string{"1.3.1", "1.2.4"}, nodeinfo: "2.1", path: "/nodeinfo/2.1", modes: [4]float64{70, 20, 0, 10}},
	{name: "mbin", family: famOther, weight: 0.4, source: "https://github.com/MbinOrg/mbin",
		versions: []string{"1.8.4", "1.8.2"}, nodeinfo: "2.1", path: "/nodeinfo/2.1.json", modes: [4]float64{70, 0, 0, 30}},
	{name: "peertube", family: famPeerTube, weight: 5, source: "https://github.com/Chocobozzz/PeerTube",
		versions: []string{"7.3.0", "7.2.3", "7.1.1", "6.3.3", "5.2.1"},
		nodeinfo: "2.0", path: "/nodeinfo/2.0.json", modes: [4]float64{15, 15, 0, 70}},
	{name: "friendica", family: famFriendica, weight: 2, source: "https://git.friendi.ca/friendica/friendica",
		versions: []string{"2026.03-1580", "2024.12-1576", "2023.05-1518"}, compatible: "2.8.0 (compatible; Friendica %s)",
		nodeinfo: "2.0", path: plainPath, modes: [4]float64{40, 30, 0, 30}},
	{name: "writefreely", family: famOther, weight: 2, source: "https://github.com/writefreely/writefreely",
		versions: []string{"0.16.0", "0.15.1", "0.13.2"}, nodeinfo: "2.0", path: "/api/nodeinfo", single: true, modes: [4]float64{25, 0, 15, 60}},
	{name: "wordpress", family: famOther, weight: 5, source: "https://wordpress.org/plugins/activitypub",
		versions: []string{"6.8.3", "6.7.2", "6.9.0"}, nodeinfo: "2.0", path: "/wp-json/activitypub/1.0/nodeinfo/2.0", single: true, modes: [4]float64{0, 0, 0, 1}},
	{name: "diaspora", family: famOther, weight: 0.8, source: "https://github.com/diaspora/diaspora",
		versions: []string{"0.9.0.0-p74d9d1b2", "0.7.18.2"}, nodeinfo: "1.0", path: "/nodeinfo/1.0", modes: [4]float64{70, 0, 0, 30}},
	{name: "hubzilla", family: famOther, weight: 0.4, source: "https://framagit.org/hubzilla/core",
		versions: []string{"10.4.2", "9.4.3"}, nodeinfo: "1.1", path: "/nodeinfo/1.1", modes: [4]float64{20, 40, 0, 40}},
	{name: "bookwyrm", family: famOther, weight: 1, source: "https://github.com/bookwyrm-social/bookwyrm",
		versions: []string{"0.8.2", "0.7.5"}, nodeinfo: "2.0", path: plainPath, modes: [4]float64{30, 40, 0, 30}},
	{name: "mobilizon", family: famOther, weight: 0.4, source: "https://framagit.org/framasoft/mobilizon",
		versions: []string{"5.1.5", "4.1.0"}, nodeinfo: "2.1", path: "/.well-known/nodeinfo/2.1", modes: [4]float64{60, 0, 0, 40}},
	{name: "Funkwhale", family: famOther, weight: 0.5, source: "https://dev.funkwhale.audio/funkwhale/funkwhale",
		versions: []string{"1.4.1", "2.0.0-alpha.2"}, nodeinfo: "2.0", path: "/api/v1/instance/nodeinfo/2.0/", modes: [4]float64{40, 0, 0, 60}},
	{name: "snac", family: famOther, weight: 1, source: "https://codeberg.org/grunfink/snac2",
		versions: []string{"2.84", "2.77"}, nodeinfo: "2.0", path: "/nodeinfo_2_0", single: true, modes: [4]float64{0, 0, 0, 1}},
	{name: "owncast", family: famOther, weight: 0.6, source: "https://github.com/owncast/owncast",
		versions: []string{"0.2.3", "0.1.3"}, nodeinfo: "2.0", path: plainPath, single: true, modes: [4]float64{0, 0, 0, 1}},
	{name: "nodebb", family: famOther, weight: 0.2, source: "https://github.com/NodeBB/NodeBB",
		versions: []string{"4.6.1", "4.4.3"}, nodeinfo: "2.0", path: plainPath, modes: [4]float64{80, 10, 0, 10}},
}

// drawSoftware picks a row; softwares[0] with a version of the present series if
// only Mastodon is wanted.
func drawSoftware(c *chance, mastodonOnly bool) (row *software, version string) {
	if mastodonOnly {
		return &softwares[0], softwares[0].versions[c.below(5)]
	}
	weights := make([]float64, len(softwares))
	for i := range softwares {
		weights[i] = softwares[i].weight
	}
	row = &softwares[weighted(c, weights)]
	u := c.float()
	at := int(u * u * float64(len(row.versions))) // older versions are rarer
	return row, row.versions[at]
}

// stated is the version as the Mastodon API states it.
func (s *software) stated(version string) string {
	if s.compatible == "" {
		return version
	}
	return strings.Replace(s.compatible, "%s", version, 1)
}

// atLeast compares the first two numbers of a version.
func atLeast(version string, major, minor int) bool {
	parts := strings.SplitN(version, ".", 3)
	if len(parts) < 2 {
		return false
	}
	first, err1 := strconv.Atoi(parts[0])
	second, err2 := strconv.Atoi(parts[1])
	if err1 != nil || err2 != nil {
		return false
	}
	return first > major || first == major && second >= minor
}
