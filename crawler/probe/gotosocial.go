package probe

import "landfall"

// goToSocial is GoToSocial.
//
// Documents: nodeinfo, /api/v2/instance and /api/v1/instance. Its robots.txt forbids
// /api/ always, and nodeinfo unless the numbers in it are true, so that a crawler
// that obeys never sees the ones it invents. The peers list and the blocks need a
// token.
//
// Sign-up: somebody always decides on each application, so enabled → approval.
// https://docs.gotosocial.org/en/latest/admin/signups/
//
// Traps: the v2 document says that 0 people are active, always. Where a proxy serves
// another robots.txt, the numbers may be those of "instance-stats-mode": invented
// anew every hour ("baffle"), or 0 ("zero"); see invented.
// https://docs.gotosocial.org/en/latest/configuration/instance/
var goToSocial = family{
	names: []string{"gotosocial"},
	read:  readMastodon,
	open:  meansApproval, hidesActive: true,
	invents: invented,
}

// invented tells the modes of "instance-stats-mode" apart. Its own robots.txt lets
// nodeinfo be read, and nothing below /api/, exactly if the numbers are true. Under
// another, it is told by the active people: GoToSocial does not count them, it only
// makes them up, together with the rest. Nobody at all is the mode that hides them.
//
// Source: internal/api/robots and internal/processing/fedi/wellknown.go of GoToSocial.
func invented(v *Visit) string {
	f := &v.Facts
	served := v.read[kindNodeinfo] && !v.read[kindV1] && !v.read[kindV2] && v.absent == landfall.WhyAskedNotTo
	switch {
	case served:
		return ""
	case f.ActiveMonth.Known && f.ActiveMonth.N > 0, f.ActiveHalfyear.Known && f.ActiveHalfyear.N > 0:
		return landfall.WhyRandom
	case f.Users.Known && f.Users.N == 0 && (!f.Posts.Known || f.Posts.N == 0):
		return landfall.WhyHidden
	}
	return ""
}
