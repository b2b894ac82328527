package web

import (
	"landfall/web/tongue"
)

// signupRule says how the sign-up mode of one kind of server is told.
type signupRule struct {
	ID, Title string
	Documents []string
	Cases     []signupCase
	Note      string
}

// signupCase is one line of a rule: what the fields say, and what that means.
type signupCase struct{ If, Then string }

// signupRules says in words what crawler/probe decides: first the documents that
// win, then those that are left.
func signupRules() []signupRule {
	return []signupRule{
		{
			ID: "mastodon", Title: tongue.Mark("Mastodon and software that speaks its API"),
			Documents: []string{"/api/v2/instance", "/api/v1/instance"},
			Cases: []signupCase{
				{tongue.Mark("registrations.enabled is true, registrations.approval_required is true"), tongue.Mark("needs approval")},
				{tongue.Mark("registrations.enabled is true, registrations.approval_required is false or missing"), tongue.Mark("open")},
				{tongue.Mark("registrations.enabled is false, members may invite"), tongue.Mark("invite only")},
				{tongue.Mark("registrations.enabled is false otherwise"), tongue.Mark("closed")},
			},
			Note: tongue.Mark("The older document (v1) has the same two switches as “registrations” and “approval_required”. Whether members may invite is read from “invites_enabled” in v1, or from “metadata.invitesEnabled” in nodeinfo. A switch that is neither true nor false decides nothing. This covers Mastodon and its forks, Pleroma, Akkoma, Friendica, Sharkey, Iceshrimp, Takahē, PieFed and others, where they offer one of these documents."),
		},
		{
			ID: "gotosocial", Title: tongue.Mark("GoToSocial"),
			Documents: []string{"/api/v2/instance", "/api/v1/instance"},
			Cases: []signupCase{
				{tongue.Mark("registrations.enabled is true"), tongue.Mark("needs approval")},
				{tongue.Mark("registrations.enabled is false"), tongue.Mark("closed")},
			},
			Note: tongue.Mark("Somebody always decides on each application there, whatever the second switch says."),
		},
		{
			ID: "asking", Title: tongue.Mark("Pixelfed and BookWyrm"),
			Documents: []string{"/api/v2/instance", "/api/v1/instance"},
			Cases: []signupCase{
				{tongue.Mark("registrations is true, approval_required is false"), tongue.Mark("open")},
				{tongue.Mark("registrations is false, approval_required is true"), tongue.Mark("needs approval")},
				{tongue.Mark("registrations is false, approval_required is false"), tongue.Mark("closed")},
			},
			Note: tongue.Mark("Pixelfed takes applications exactly while open sign-up is off. On BookWyrm newcomers may then ask for an invitation. In both, somebody decides."),
		},
		{
			ID: "nodeinfo-open", Title: tongue.Mark("Nodeinfo, where true means open"),
			Documents: []string{"nodeinfo 1.0–2.2"},
			Cases: []signupCase{
				{tongue.Mark("openRegistrations is true"), tongue.Mark("open")},
				{tongue.Mark("openRegistrations is false, metadata says that members may invite"), tongue.Mark("invite only")},
				{tongue.Mark("openRegistrations is false otherwise"), tongue.Mark("closed")},
			},
			Note: tongue.Mark("This holds for diaspora*, Funkwhale, WriteFreely, Loops, Misskey, BookWyrm, NodeBB, Hubzilla, Zap, Osada, (streams) and Forte: their source shows that true is only sent if an account is made at once. On NodeBB, false covers approval and invitations too, so it counts as not stated."),
		},
		{
			ID: "nodeinfo-odd", Title: tongue.Mark("Nodeinfo, where true means something else"),
			Documents: []string{"nodeinfo 1.0–2.2"},
			Cases: []signupCase{
				{tongue.Mark("GoToSocial: openRegistrations is true"), tongue.Mark("needs approval")},
				{tongue.Mark("WAFRN: openRegistrations is true"), tongue.Mark("not stated: it always says so")},
			},
		},
		{
			ID: "nodeinfo-other", Title: tongue.Mark("Nodeinfo of everything else"),
			Documents: []string{"nodeinfo 1.0–2.2"},
			Cases: []signupCase{
				{tongue.Mark("openRegistrations is true"), tongue.Mark("takes new people; at once or after approval is not known")},
				{tongue.Mark("openRegistrations is false, metadata says that members may invite"), tongue.Mark("invite only")},
				{tongue.Mark("openRegistrations is false otherwise"), tongue.Mark("closed")},
				{tongue.Mark("openRegistrations is missing, or neither true nor false"), tongue.Mark("not stated")},
			},
			Note: tongue.Mark("Lemmy, PeerTube, Mbin, Friendica, Mastodon and others send true as well when a person decides on each request."),
		},
	}
}
