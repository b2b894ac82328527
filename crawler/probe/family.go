package probe

import (
	"context"
	"slices"
)

// family is one kind of software and its forks: which documents say what of an
// instance beyond nodeinfo, and what its sign-up switches mean. Each has a file of
// its own, whose comment names the documents, the fields and the rule for sign-up.
type family struct {
	// names are its nodeinfo names.
	names []string
	// read asks for the family's own documents; nil if nodeinfo says it all.
	read func(context.Context, *run)
	// metadata reads what only this family puts into nodeinfo's "metadata".
	metadata func(page)
	// extras are documents that take turns: see [run.extras].
	extras []extra

	// open and shut are what nodeinfo's "openRegistrations" stands for, true and
	// false.
	open, shut meaning
	// applies is set if newcomers may apply exactly while the instance document says
	// "registrations: false" and "approval_required: true".
	applies bool
	// invites is set if members may be able to invite while sign-up is closed, which
	// only /api/v1/instance says.
	invites bool
	// hidesActive is set if the v2 document's active people are a constant 0.
	hidesActive bool
	// invents says why the counts that were stated are none; "" if they may be
	// believed. nil stands for "".
	invents func(*Visit) string
	// pins is set if pinned posts can be read without signing in.
	pins bool
	// numerals is set if counts may be texts of digits.
	numerals bool
}

// families lists them all, but for the fallback.
var families = []*family{
	&mastodon, &pleroma, &goToSocial, &pixelfed, &friendica, &hubzilla, &misskey, &misskeyForks, &lemmy, &pieFed, &mbin,
	&peerTube, &funkwhale, &castopod, &owncast, &mobilizon, &gancio, &writeFreely, &wordPress, &ghost, &bookWyrm, &neoDB,
	&diaspora, &gnuSocial, &nodeBB, &discourse, &takahe, &snac, &wafrn, &bonfire, &loops, &threads, &relay, &nodeinfoOnly,
}

// familyOf returns the family of a software by its nodeinfo name; what nobody has
// heard of is [generic].
func familyOf(name string) *family {
	for _, f := range families {
		if slices.Contains(f.names, name) {
			return f
		}
	}
	return &generic
}

// family returns the family of what runs here, as far as is known.
func (v *Visit) family() *family { return v.families(v.Facts.Software.Name) }
