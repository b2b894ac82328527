package rank

import "slices"

// Kind is what people do on a server.
type Kind string

// The kinds.
const (
	ShortPosts  Kind = "posts"
	Photos      Kind = "photos"
	Video       Kind = "video"
	Discussions Kind = "discussions" // forums and links
	Books       Kind = "books"
	Events      Kind = "events"
	LongWriting Kind = "writing" // blogs
	Audio       Kind = "audio"
)

// Kinds lists the kinds, in the order pages show them.
func Kinds() []Kind {
	return []Kind{ShortPosts, Photos, Video, Discussions, Books, Events, LongWriting, Audio}
}

// Label returns what a kind is called in a sentence: "short posts".
func (k Kind) Label() string {
	switch k {
	case ShortPosts:
		return "short posts"
	case LongWriting:
		return "long writing"
	case Photos, Video, Discussions, Books, Events, Audio:
		return string(k)
	}
	return "anything"
}

// madeFor holds what each software is made for, by its own description of itself; the
// keys are nodeinfo names. Software that does several things is listed with each.
var madeFor = map[Kind][]string{
	ShortPosts: {
		"mastodon", "glitchsoc", "hometown", "misskey", "sharkey", "firefish", "iceshrimp", "iceshrimp-net", "calckey",
		"catodon", "cherrypick", "foundkey", "meisskey", "pleroma", "akkoma", "rebased", "soapbox", "mitra", "gotosocial",
		"snac", "takahe", "hollo", "smithereen", "wafrn", "friendica", "hubzilla", "streams", "forte", "zap", "osada",
		"diaspora", "gnusocial", "socialhome", "bonfire", "epicyon", "honk", "ktistec", "microblogpub", "tootik",
	},
	Photos:      {"pixelfed", "vernissage"},
	Video:       {"peertube", "loops", "owncast"},
	Discussions: {"lemmy", "kbin", "mbin", "piefed", "lotide", "nodebb", "discourse"},
	Books:       {"bookwyrm", "neodb"},
	Events:      {"mobilizon", "gancio"},
	LongWriting: {"writefreely", "plume", "wordpress", "ghost", "friendica", "hubzilla", "streams", "forte"},
	Audio:       {"funkwhale", "castopod"},
}

// KindsOf returns what people do on servers with a software, given its nodeinfo name;
// none if that is not known of it.
func KindsOf(software string) []Kind {
	var kinds []Kind
	for _, kind := range Kinds() {
		if slices.Contains(madeFor[kind], software) {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}
