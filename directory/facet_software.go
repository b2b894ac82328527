package directory

import (
	"cmp"
	"slices"
	"strings"
)

// FamilyPrefix begins the value of a software together with what was made out of it.
const FamilyPrefix = "family:"

// families names the software that each of these began as a copy of. Many a fork keeps
// its parent's name and is not among them.
var families = map[string]string{
	"glitchsoc": "mastodon", "hometown": "mastodon", "kmyblue": "mastodon",
	"calckey": "misskey", "catodon": "misskey", "cherrypick": "misskey", "firefish": "misskey", "foundkey": "misskey",
	"iceshrimp": "misskey", "meisskey": "misskey", "sharkey": "misskey",
	"akkoma": "pleroma", "rebased": "pleroma",
	"mbin": "kbin", "forgejo": "gitea",
	"osada": "hubzilla", "zap": "hubzilla", "streams": "hubzilla", "forte": "hubzilla",
}

// roots are the software that families begin with.
var roots = func() map[string]bool {
	all := map[string]bool{}
	for _, root := range families {
		all[root] = true
	}
	return all
}()

// Kin returns the other software of a software's family, by nodeinfo names in order: what it
// began as a copy of, and what began as a copy of that.
func Kin(name string) []string {
	root := cmp.Or(families[name], name)
	var kin []string
	for fork, of := range families {
		if of == root && fork != name {
			kin = append(kin, fork)
		}
	}
	if root != name {
		kin = append(kin, root)
	}
	slices.Sort(kin)
	return kin
}

func softwareFacet() facetKind {
	return facetKind{
		key: KeySoftware, label: "Software", group: GroupMore,
		parse: parseSoftware, complaint: "is not the name of a software.",
		of: softwareOf, name: softwareName, family: softwareFamily,
	}
}

func versionFacet() facetKind {
	f := fixedFacet(KeyVersion, "Version", versionLabels, "is not a state of a version.",
		oneOf(func(s *Server) string { return string(s.Upkeep.Standing) }))
	f.group = GroupMore
	f.note = "Beside the newest release widely run."
	return f
}

// parseSoftware reads a nodeinfo software name, or the value of a family.
func parseSoftware(text string) (string, bool) {
	const maxName = 64
	text = strings.ToLower(text)
	name, family := strings.CutPrefix(text, FamilyPrefix)
	if len(name) > maxName || family && !roots[name] || name == "" ||
		strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789.-") != "" {
		return "", false
	}
	return text, true
}

func softwareOf(s *Server) []string {
	return withWholes([]string{cmp.Or(s.Facts.Software.Name, Unknown)}, softwareFamily)
}

func softwareFamily(value string) string {
	if root := families[value]; root != "" {
		return FamilyPrefix + root
	}
	if roots[value] {
		return FamilyPrefix + value
	}
	return ""
}

func softwareName(value string) string {
	if name, family := strings.CutPrefix(value, FamilyPrefix); family {
		return SoftwareLabel(name) + " and its forks"
	}
	return SoftwareLabel(value)
}
