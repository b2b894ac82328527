package probe

import (
	"fmt"

	"landfall"
)

// meaning is what a software's "openRegistrations: true" stands for.
type meaning int

const (
	meansNotClosed meaning = iota // at once or after approval: it does not say which
	meansOpen                     // its switch has no approval step
	meansApproval                 // somebody always decides
	meansNothing                  // the software always says so
)

// openMeaning knows what "openRegistrations: true" means, per software. The
// default is that sign-up is not closed, and no more: Mastodon, Lemmy, PeerTube,
// Friendica, Mbin, Sharkey and others report true also when a person decides on
// each application. The exceptions and their sources:
//
//   - open: diaspora* (registrations.enabled has no approval), Funkwhale,
//     WriteFreely, Loops, Misskey (disableRegistration is its only switch, and
//     accounts are made at once), BookWyrm (allow_registration; asking for an
//     invitation is another switch), NodeBB (true only if registrationType is
//     "normal"), Hubzilla and its kin (true only if register_policy is OPEN).
//   - approval: GoToSocial, where an administrator approves each sign-up.
//   - nothing: Wafrn writes true into the document whatever its setting is
//     (packages/backend/routes/activitypub/well-known.ts), and relays, which have
//     no accounts, mean that servers may subscribe.
func openMeaning(software string) meaning {
	switch software {
	case "diaspora", "funkwhale", "writefreely", "loops", "misskey", "bookwyrm", "nodebb", "hubzilla", "zap", "osada", "streams", "forte":
		return meansOpen
	case "gotosocial":
		return meansApproval
	case "wafrn":
		return meansNothing
	}
	return meansNotClosed
}

// byNodeinfo decides by a nodeinfo document alone: true as [openMeaning] has it;
// false is invite where the metadata says that members may invite (Pleroma,
// Akkoma, WriteFreely), and else closed. NodeBB's false covers approval and
// invitations as well, so that nothing is known but that it is not open.
func byNodeinfo(software string, s nodeinfoSignup) decision {
	d := decision{url: s.url, path: "openRegistrations"}
	basis := fmt.Sprintf("openRegistrations=%v", s.open)
	if !s.open.yes() {
		switch {
		case s.invites.yes():
			d.path += ", metadata"
			d.signup = landfall.Signup{Mode: landfall.SignupInvite, Basis: basis + ", members may invite"}
		case software == "nodebb":
			d.signup = landfall.Signup{Mode: landfall.SignupUnknown, Basis: basis + "; nodebb says false for approval and invitations too"}
		default:
			d.signup = landfall.Signup{Mode: landfall.SignupClosed, Basis: basis}
		}
		return d
	}
	name := software
	if name == "" {
		name = "the software"
	}
	switch openMeaning(software) {
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
