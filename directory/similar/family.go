package similar

// families are the forks of a software, by the nodeinfo name of the one they come from.
var families = map[string][]string{
	"mastodon": {"glitchsoc", "hometown", "fedibird", "ecko"},
	"pleroma":  {"akkoma", "rebased", "soapbox"},
	"misskey": {
		"sharkey", "iceshrimp", "firefish", "calckey", "foundkey", "cherrypick", "catodon", "meisskey", "magnetar",
	},
	"kbin":     {"mbin"},
	"hubzilla": {"streams", "forte", "zap", "osada", "redmatrix"},
	"forgejo":  {"gitea"},
}

var family = func() map[string]string {
	of := map[string]string{}
	for name, forks := range families {
		for _, fork := range forks {
			of[fork] = name
		}
	}
	return of
}()

// Family returns the software that one comes from, by nodeinfo names; itself if it is
// no fork, and "" for "".
func Family(name string) string {
	if of, ok := family[name]; ok {
		return of
	}
	return name
}
