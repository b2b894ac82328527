// Package kind says what people do on a server, by the software that it runs: that is
// what the software is for, not what is talked about there.
package kind

// Kind is what people do.
type Kind string

// The kinds, in the order in which pages show them.
const (
	ShortPosts Kind = "posts"
	Photos     Kind = "photos"
	Video      Kind = "video"
	Forum      Kind = "forum" // discussions and links
	Blog       Kind = "blog"
	Books      Kind = "books" // books, films and other works are catalogued and reviewed
	Events     Kind = "events"
	Audio      Kind = "audio"
)

// All are all kinds.
var All = []Kind{ShortPosts, Photos, Video, Forum, Blog, Books, Events, Audio}

// software holds the kinds of each software by its nodeinfo name, the foremost first.
var software = map[string][]Kind{
	"mastodon": {ShortPosts}, "glitchsoc": {ShortPosts}, "hometown": {ShortPosts}, "fedibird": {ShortPosts}, "pleroma": {ShortPosts},
	"akkoma": {ShortPosts}, "rebased": {ShortPosts}, "soapbox": {ShortPosts}, "gotosocial": {ShortPosts}, "misskey": {ShortPosts},
	"sharkey": {ShortPosts}, "iceshrimp": {ShortPosts}, "iceshrimp-net": {ShortPosts}, "firefish": {ShortPosts}, "calckey": {ShortPosts},
	"foundkey": {ShortPosts}, "cherrypick": {ShortPosts}, "catodon": {ShortPosts}, "meisskey": {ShortPosts}, "mitra": {ShortPosts},
	"takahe": {ShortPosts}, "snac": {ShortPosts}, "wafrn": {ShortPosts, Blog}, "bonfire": {ShortPosts}, "threads": {ShortPosts},
	"honk": {ShortPosts}, "hollo": {ShortPosts}, "ktistec": {ShortPosts, Blog}, "microblogpub": {ShortPosts, Blog}, "smithereen": {ShortPosts},
	"epicyon": {ShortPosts, Blog}, "gnusocial": {ShortPosts}, "socialhome": {ShortPosts}, "tootik": {ShortPosts}, "emissary": {ShortPosts, Blog},
	"bandwagon": {Audio}, "diaspora": {ShortPosts}, "friendica": {ShortPosts, Events}, "hubzilla": {ShortPosts, Blog, Events},
	"streams": {ShortPosts, Blog, Events}, "forte": {ShortPosts}, "zap": {ShortPosts}, "osada": {ShortPosts},
	"pixelfed": {Photos}, "vernissage": {Photos},
	"peertube": {Video}, "loops": {Video}, "owncast": {Video},
	"lemmy": {Forum}, "piefed": {Forum}, "mbin": {Forum, ShortPosts}, "kbin": {Forum, ShortPosts}, "lotide": {Forum}, "nodebb": {Forum},
	"discourse": {Forum}, "flarum": {Forum},
	"writefreely": {Blog}, "wordpress": {Blog}, "ghost": {Blog}, "plume": {Blog}, "drupal": {Blog}, "xwiki": {Blog},
	"bookwyrm": {Books}, "neodb": {Books},
	"mobilizon": {Events}, "gancio": {Events},
	"funkwhale": {Audio}, "castopod": {Audio}, "ampache": {Audio},
}

// Of returns the kinds of a software by its nodeinfo name, the foremost first; nil if
// that is not known.
func Of(name string) []Kind { return software[name] }

var labels = map[Kind]string{
	ShortPosts: "Short posts", Photos: "Photos", Video: "Video", Forum: "Discussions and links", Blog: "Long writing",
	Books: "Books and other works", Events: "Events", Audio: "Music and podcasts",
}

// Label returns what pages call a kind.
func (k Kind) Label() string { return labels[k] }
