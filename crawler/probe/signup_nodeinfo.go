package probe

import (
	"cmp"
	"fmt"

	"landfall"
)

// meaning is what a software's "openRegistrations" stands for.
type meaning int

const (
	// meansVague is the default. True: at once or after approval, it does not say
	// which. Mastodon, Lemmy, PeerTube, Friendica, Mbin, Sharkey and others report
	// true also when a person decides on each application. False: nobody, unless
	// members may invite.
	meansVague    meaning = iota
	meansOpen             // its switch has no approval step
	meansApproval         // somebody always decides
	meansNothing          // the software always says so, or says so of several modes
)

// byNodeinfo decides by a nodeinfo document alone: true as [family.open] has it;
// false is invite where the metadata says that members may invite, unknown where
// [family.shut] says that it covers more than closed, and else closed.
func byNodeinfo(f *family, software string, s nodeinfoSignup) decision {
	d := decision{url: s.url, path: "openRegistrations"}
	basis := fmt.Sprintf("openRegistrations=%v", s.open)
	name := cmp.Or(software, "the software")
	if !s.open.yes() {
		switch {
		case s.invites.yes():
			d.path += ", metadata"
			d.signup = landfall.Signup{Mode: landfall.SignupInvite, Basis: basis + ", members may invite"}
		case f.shut == meansNothing:
			d.signup = landfall.Signup{Mode: landfall.SignupUnknown, Basis: basis + "; " + name + " says false for approval and invitations too"}
		default:
			d.signup = landfall.Signup{Mode: landfall.SignupClosed, Basis: basis}
		}
		return d
	}
	switch f.open {
	case meansOpen:
		d.signup = landfall.Signup{Mode: landfall.SignupOpen, Basis: basis + "; " + name + " says true only if anyone may join at once"}
	case meansApproval:
		d.signup = landfall.Signup{Mode: landfall.SignupApproval, Basis: basis + "; " + name + " always asks for approval"}
	case meansNothing:
		d.signup = landfall.Signup{Mode: landfall.SignupUnknown, Basis: basis + "; " + name + " always says true"}
	default:
		d.signup = landfall.Signup{
			Mode: landfall.SignupUnknown, NotClosed: true,
			Basis: basis + "; " + name + " may say true for approval as well, so only \"not closed\" is known",
		}
	}
	return d
}
