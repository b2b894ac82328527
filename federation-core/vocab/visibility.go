package vocab

import (
	"cmp"
	"slices"
)

// Visibility is who may see a post, from the fewest to the most: the zero value is the
// narrowest.
type Visibility int

// The visibilities, as Mastodon has them. An unlisted post is for everybody who comes
// upon it, but on no public timeline.
const (
	VisibleDirect Visibility = iota
	VisibleFollowers
	VisibleUnlisted
	VisiblePublic
)

// Audience is the visibility that an address means, in Mastodon's order: Public among
// to, Public among cc, the author's followers in either, nobody but who is named.
// Followers is the author's collection, as the author's actor names it, "" if unknown.
func Audience(to, cc []ID, followers ID) Visibility {
	switch {
	case slices.Contains(to, Public):
		return VisiblePublic
	case slices.Contains(cc, Public):
		return VisibleUnlisted
	case followers != "" && (slices.Contains(to, followers) || slices.Contains(cc, followers)):
		return VisibleFollowers
	}
	return VisibleDirect
}

// Narrower reports whether fewer may see what has v than what has w.
func (v Visibility) Narrower(w Visibility) bool { return cmp.Less(v, w) }

// String is the word that the client API has for it.
func (v Visibility) String() string {
	switch v {
	case VisiblePublic:
		return "public"
	case VisibleUnlisted:
		return "unlisted"
	case VisibleFollowers:
		return "private"
	}
	return "direct"
}

// recipients reads to, cc or audience. Beyond MaxRecipients the rest is cut, but for
// Public: what is cut can only make an audience smaller.
func (d *Document) recipients(name string) (ids []ID) {
	public := false
	d.value.member(name).each(func(v *value) bool {
		if v.isPublic() {
			if !public {
				ids = append(ids, Public)
			}
			public = true
			return true
		}
		// One place stays free for Public.
		if room := MaxRecipients - 1; len(ids) < room || len(ids) == room && public {
			if r := v.ref(); r.IRI != "" && r.IRI != Public {
				ids = append(ids, r.IRI)
			}
		}
		return true
	})
	return ids
}
