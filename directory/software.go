package directory

import (
	"maps"
	"slices"
)

// softwareNames spells the software whose name is not its nodeinfo name.
var softwareNames = map[string]string{
	"activity-relay": "Activity-Relay", "activityrelay": "ActivityRelay", "akkoma": "Akkoma", "ampache": "Ampache",
	"bandwagon": "Bandwagon", "birdsitelive": "BirdsiteLIVE", "bonfire": "Bonfire", "bookwyrm": "BookWyrm",
	"bridgy-fed": "Bridgy Fed", "calckey": "Calckey", "castopod": "Castopod", "catodon": "Catodon",
	"cherrypick": "CherryPick", "diaspora": "diaspora*", "discourse": "Discourse", "drupal": "Drupal",
	"emissary": "Emissary", "epicyon": "Epicyon", "firefish": "Firefish", "flipboard": "Flipboard",
	"flohmarkt": "flohmarkt", "forgejo": "Forgejo", "forte": "Forte", "foundkey": "FoundKey",
	"friendica": "Friendica", "funkwhale": "Funkwhale", "gancio": "Gancio", "ghost": "Ghost", "gitea": "Gitea",
	"glitchsoc": "Glitch-soc", "gnusocial": "GNU social", "gotosocial": "GoToSocial", "hollo": "Hollo",
	"hometown": "Hometown", "honk": "honk", "hubzilla": "Hubzilla", "iceshrimp": "Iceshrimp",
	"iceshrimp-net": "Iceshrimp.NET", "kbin": "kbin", "ktistec": "Ktistec", "lemmy": "Lemmy", "loops": "Loops",
	"lotide": "lotide", "manyfold": "Manyfold", "mastodon": "Mastodon", "mbin": "Mbin", "meisskey": "Meisskey",
	"microblogpub": "microblog.pub", "misskey": "Misskey", "mitra": "Mitra", "mobilizon": "Mobilizon",
	"neodb": "NeoDB", "nextcloud": "Nextcloud", "nodebb": "NodeBB", "osada": "Osada", "owncast": "Owncast",
	"peertube": "PeerTube", "piefed": "PieFed", "pixelfed": "Pixelfed", "pleroma": "Pleroma", "plume": "Plume",
	"rebased": "Rebased", "sharkey": "Sharkey", "smithereen": "Smithereen", "snac": "snac", "soapbox": "Soapbox",
	"socialhome": "Socialhome", "streams": "(streams)", "takahe": "Takahē", "threads": "Threads", "tootik": "tootik",
	"vernissage": "Vernissage", "wafrn": "WAFRN", "wordpress": "WordPress", "writefreely": "WriteFreely",
	"xwiki": "XWiki", "zap": "Zap",
}

// SoftwareLabel returns how a software spells its name, given its nodeinfo name:
// "GoToSocial" for "gotosocial". A software that is not known keeps the name it
// states; [Unknown] and "" are "Not stated".
func SoftwareLabel(name string) string {
	if name == "" || name == Unknown {
		return "Not stated"
	}
	if label, ok := softwareNames[name]; ok {
		return label
	}
	return name
}

// KnownSoftware returns the nodeinfo names of software that has a spelling of its own, in
// order.
func KnownSoftware() []string { return slices.Sorted(maps.Keys(softwareNames)) }
