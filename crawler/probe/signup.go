package probe

import (
	"cmp"
	"fmt"

	"landfall"
)

// signup collects what the documents of a visit say of joining. What it comes to
// is decided once, when all have been read: an instance document knows more than
// nodeinfo, and whether members may invite stands in yet another.
type signup struct {
	v2, v1   apiSignup
	nodeinfo nodeinfoSignup
	own      *decision // by a document of the family's own kind
	message  string
	minAge   int
}

// apiSignup is the sign-up part of an instance document.
type apiSignup struct {
	url                        string
	enabled, approval, invites flag
}

// nodeinfoSignup is the sign-up part of a nodeinfo document.
type nodeinfoSignup struct {
	url           string
	open, invites flag
}

// decision is a sign-up mode and the document and fields it rests on.
type decision struct {
	signup    landfall.Signup
	url, path string
}

// settleSignup states the sign-up mode from all that was read: by the family's own
// document if it has one that decides, else by the v2 document if it has the
// switch, else by v1, else by nodeinfo. A switch that is no yes or
// no decides nothing and is not stated, but the basis says what stands there.
func (v *Visit) settleSignup() {
	s, f := &v.signup, v.family()
	var d decision
	switch {
	case s.own != nil:
		d = *s.own
	case s.v2.enabled.known:
		d = byAPI(f, s.v2, s.invites(), "registrations.enabled", "registrations.approval_required")
	case s.v1.enabled.known:
		d = byAPI(f, s.v1, s.invites(), "registrations", "approval_required")
	case s.nodeinfo.open.known:
		d = byNodeinfo(f, v.Facts.Software.Name, s.nodeinfo)
	default:
		v.Facts.Signup = landfall.Signup{Mode: landfall.SignupUnknown, Basis: s.oddBasis()}
		return
	}
	d.signup.Message, d.signup.MinAge = s.message, s.minAge
	v.Facts.Signup = d.signup
	v.Facts.State(landfall.FieldSignup, d.url, d.path, v.Now)
}

// oddBasis says why a stated switch decided nothing, or "".
func (s *signup) oddBasis() string {
	for _, stated := range []struct {
		path string
		flag flag
	}{
		{"registrations.enabled", s.v2.enabled}, {"registrations", s.v1.enabled}, {"openRegistrations", s.nodeinfo.open},
	} {
		if stated.flag.odd != "" {
			return fmt.Sprintf("%s=%s decides nothing: it is neither true nor false", stated.path, stated.flag.odd)
		}
	}
	return ""
}

// invitation is where a document says whether members may invite.
type invitation struct {
	flag
	url, path string
}

// invites returns what is known of invitations: v1 says it for Mastodon, nodeinfo
// for Pleroma, Akkoma and WriteFreely.
func (s *signup) invites() invitation {
	if s.v1.invites.known {
		return invitation{s.v1.invites, s.v1.url, "invites_enabled"}
	}
	return invitation{s.nodeinfo.invites, s.nodeinfo.url, "metadata.invitesEnabled"}
}

// byAPI decides by an instance document.
//
//   - Mastodon and all compatible software: enabled and approval_required →
//     approval; enabled → open; not enabled, but members may invite → invite;
//     else closed.
//     https://docs.joinmastodon.org/entities/Instance/#registrations
//   - Where somebody always decides on each application, enabled → approval.
//   - Where newcomers may apply while open registration is off, not enabled and
//     approval_required → approval.
//
// Which families differ, and why, their own files say.
func byAPI(f *family, s apiSignup, invites invitation, enabledPath, approvalPath string) decision {
	d := decision{url: s.url, path: enabledPath}
	basis := fmt.Sprintf("%s=%v, %s=%v", enabledPath, s.enabled, approvalPath, s.approval)
	asks := s.approval.yes() && f.applies
	switch {
	case s.enabled.yes() && f.open == meansApproval:
		d.signup = landfall.Signup{Mode: landfall.SignupApproval, Basis: basis + "; " + f.names[0] + " always asks for approval"}
	case s.enabled.yes() && f.open == meansNothing:
		d.signup = landfall.Signup{Mode: landfall.SignupUnknown, Basis: basis + "; " + f.names[0] + " always says true"}
	case s.enabled.yes() && s.approval.odd != "":
		d.signup = landfall.Signup{Mode: landfall.SignupUnknown, NotClosed: true, Basis: basis}
	case s.enabled.yes() && s.approval.yes(), !s.enabled.yes() && asks:
		d.path += ", " + approvalPath
		d.signup = landfall.Signup{Mode: landfall.SignupApproval, Basis: basis}
	case s.enabled.yes():
		d.path += ", " + approvalPath
		d.signup = landfall.Signup{Mode: landfall.SignupOpen, Basis: basis}
	case invites.yes():
		d.url, d.path = cmp.Or(invites.url, s.url), invites.path
		d.signup = landfall.Signup{Mode: landfall.SignupInvite, Basis: fmt.Sprintf("%s=%v, %s=true", enabledPath, s.enabled, invites.path)}
	default:
		d.signup = landfall.Signup{Mode: landfall.SignupClosed, Basis: basis}
		if invites.known {
			d.signup.Basis = fmt.Sprintf("%s=%v, %s=%v", enabledPath, s.enabled, invites.path, invites.flag)
		}
	}
	return d
}
