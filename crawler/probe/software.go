package probe

import (
	"regexp"
	"strings"
	"unicode"

	"landfall"
	"landfall/internal/netguard/strictjson"
)

// maxVersionBytes bounds a version; see [landfall.Software].
const maxVersionBytes = 120

// namePattern is nodeinfo's own pattern for software names, with the dot that
// "iceshrimp.net" has.
var namePattern = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{0,63}$`)

// softwareName brings a stated name into the form of [landfall.Software]: lower
// case, with spaces and underscores as hyphens. Names with other characters are
// refused, for they are no software's.
func softwareName(stated string) (name string, ok bool) {
	if len(stated) > 256 {
		return "", false
	}
	name = strings.ToLower(strings.TrimSpace(stated))
	name = strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '_' }), "-")
	return name, namePattern.MatchString(name)
}

// cleanVersion drops control characters and cuts what is too long.
func cleanVersion(stated string) string {
	if len(stated) > 4*maxVersionBytes {
		stated = stated[:4*maxVersionBytes]
	}
	version := strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) && r != unicode.ReplacementChar {
			return r
		}
		return -1
	}, strings.ToValidUTF8(stated, ""))
	version = strings.TrimSpace(version)
	if len(version) > maxVersionBytes {
		version = strings.TrimSpace(strings.ToValidUTF8(version[:maxVersionBytes], ""))
	}
	return version
}

// The dress that software with a Mastodon API puts around its own version:
// "2.7.2 (compatible; Akkoma 3.10.4)", "4.2.1 (compatible; Iceshrimp.NET/2024.1)",
// "3.0.0 (compatible; Sharkey 2024.3; like Akkoma)", "4.0.0 (not true; really
// snac/2.52)"; or "takahe/0.11.0" alone.
var (
	compatible = regexp.MustCompile(`^[^()]*\((?:compatible; *|not true; really )([^;()]+)[^()]*\)`)
	slashed    = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9.-]*)/([0-9][^\s/]*)$`)
)

// undress returns the name and version inside such a dress; ok is false if there
// is none.
func undress(version string) (name, inner string, ok bool) {
	if len(version) > 4*maxVersionBytes {
		return "", "", false
	}
	said := ""
	if match := compatible.FindStringSubmatch(version); match != nil {
		said = strings.TrimSpace(match[1])
	} else if slashed.MatchString(version) {
		said = version
	} else {
		return "", "", false
	}
	end := strings.IndexAny(said, " /")
	if end < 0 {
		end = len(said)
	}
	name, ok = softwareName(said[:end])
	return name, cleanVersion(strings.Trim(said[end:], " /")), ok
}

// plainVersion is how Mastodon and its forks write versions.
var plainVersion = regexp.MustCompile(`^v?[0-9]+\.[0-9]+`)

// softwareOfInstance tells from an instance document what serves it: by the dress
// of its version, by fields only one software has, by its source repository; a
// bare version is Mastodon's, which has none of these.
func softwareOfInstance(root strictjson.Value) landfall.Software {
	version, _ := root.Get("version").Text()
	source, _ := root.Get("source_url").Text()
	software := landfall.Software{Version: cleanVersion(version), Repository: repositoryURL(source)}
	if name, inner, ok := undress(version); ok {
		software.Name, software.Version = name, inner
		return software
	}
	switch repository := repositoryName(source); {
	case isGoToSocial(root, version, repository):
		software.Name = "gotosocial"
	case ownRepository(repository):
		software.Name = repository
	case plainVersion.MatchString(version):
		software.Name = "mastodon"
	}
	return software
}

// isGoToSocial knows it by its fields: its documents name no software.
func isGoToSocial(root strictjson.Value, version, repository string) bool {
	return repository == "gotosocial" || strings.Contains(version, "+git-") ||
		root.Get("account_domain").Exists() && root.Get("configuration", "emojis").Exists()
}

// repositoryName returns the last part of a repository's URL in lower case.
func repositoryName(source string) string {
	source = strings.ToLower(strings.TrimSuffix(strings.TrimRight(source, "/"), ".git"))
	return source[strings.LastIndexByte(source, '/')+1:]
}

// ownRepository lists software that says its bare version where Mastodon does and
// can be told by its repository.
func ownRepository(name string) bool {
	switch name {
	case "bookwyrm", "hollo", "mitra", "takahe", "neodb", "wildebeest", "pleroma", "akkoma", "pixelfed", "friendica",
		"sharkey", "firefish", "iceshrimp", "iceshrimp.net", "catodon", "ktistec", "ditto", "piefed":
		return true
	}
	return false
}
