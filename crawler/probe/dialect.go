package probe

// dialect is what of Mastodon's API a software serves, beyond nodeinfo.
type dialect struct {
	v2, v1   bool
	extended bool // /api/v1/instance/extended_description
}

// dialectOf returns the dialect of a software by its nodeinfo name. Software that
// is not listed is asked for all but the extended description: two requests, if
// it has none of it. Sources: the projects' API pages, as of 2026.
func dialectOf(name string) dialect {
	switch name {
	case "mastodon", "hometown", "fedibird", "kmyblue", "ecko", "smalltown", "corgidon", "chuckya", "glitch-soc", "friendica":
		return dialect{v2: true, v1: true, extended: true}
	case "gotosocial", "pixelfed":
		return dialect{v2: true, v1: true}
	case "bookwyrm":
		return dialect{v1: true}
	case "snac", "piefed":
		return dialect{v1: true}
	case "misskey", "cherrypick", "foundkey", "dolphin", "meisskey", "groundpolis",
		"lemmy", "mbin", "kbin", "peertube", "mobilizon", "funkwhale", "writefreely", "plume", "castopod", "owncast", "loops",
		"wordpress", "ghost", "drupal", "microblogpub", "wafrn", "nodebb", "discourse", "flarum", "gancio", "socialhome",
		"diaspora", "hubzilla", "streams", "forte", "zap", "osada", "red", "gnusocial", "postactiv", "epicyon",
		"activity-relay", "activityrelay", "aoderelay", "aode-relay", "buzzrelay", "pub-relay", "selective-relay", "bridgy-fed":
		return dialect{}
	}
	return dialect{v2: true, v1: true}
}
