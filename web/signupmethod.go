package web

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
			ID: "mastodon", Title: "Mastodon and software that speaks its API",
			Documents: []string{"/api/v2/instance", "/api/v1/instance"},
			Cases: []signupCase{
				{"registrations.enabled is true, registrations.approval_required is true", "needs approval"},
				{"registrations.enabled is true, registrations.approval_required is false or missing", "open"},
				{"registrations.enabled is false, members may invite", "invite only"},
				{"registrations.enabled is false otherwise", "closed"},
			},
			Note: "The older document (v1) has the same two switches as “registrations” and “approval_required”. Whether members may invite is read from “invites_enabled” in v1, or from “metadata.invitesEnabled” in nodeinfo. A switch that is neither true nor false decides nothing. This covers Mastodon and its forks, Pleroma, Akkoma, Friendica, Sharkey, Iceshrimp, Takahē, PieFed and others, where they offer one of these documents.",
		},
		{
			ID: "gotosocial", Title: "GoToSocial",
			Documents: []string{"/api/v2/instance", "/api/v1/instance"},
			Cases: []signupCase{
				{"registrations.enabled is true", "needs approval"},
				{"registrations.enabled is false", "closed"},
			},
			Note: "Somebody always decides on each application there, whatever the second switch says.",
		},
		{
			ID: "asking", Title: "Pixelfed and BookWyrm",
			Documents: []string{"/api/v2/instance", "/api/v1/instance"},
			Cases: []signupCase{
				{"registrations is true, approval_required is false", "open"},
				{"registrations is false, approval_required is true", "needs approval"},
				{"registrations is false, approval_required is false", "closed"},
			},
			Note: "Pixelfed takes applications exactly while open sign-up is off. On BookWyrm newcomers may then ask for an invitation. In both, somebody decides.",
		},
		{
			ID: "nodeinfo-open", Title: "Nodeinfo, where true means open",
			Documents: []string{"nodeinfo 1.0 to 2.2"},
			Cases: []signupCase{
				{"openRegistrations is true", "open"},
				{"openRegistrations is false, metadata says that members may invite", "invite only"},
				{"openRegistrations is false otherwise", "closed"},
			},
			Note: "This holds for diaspora*, Funkwhale, WriteFreely, Loops, Misskey, BookWyrm, NodeBB, Hubzilla, Zap, Osada, (streams) and Forte: their source shows that true is only sent if an account is made at once. On NodeBB, false covers approval and invitations too, so it counts as not stated.",
		},
		{
			ID: "nodeinfo-odd", Title: "Nodeinfo, where true means something else",
			Documents: []string{"nodeinfo 1.0 to 2.2"},
			Cases: []signupCase{
				{"GoToSocial: openRegistrations is true", "needs approval"},
				{"WAFRN: openRegistrations is true", "not stated: it always says so"},
			},
		},
		{
			ID: "nodeinfo-other", Title: "Nodeinfo of everything else",
			Documents: []string{"nodeinfo 1.0 to 2.2"},
			Cases: []signupCase{
				{"openRegistrations is true", "takes new people; at once or after approval is not known"},
				{"openRegistrations is false, metadata says that members may invite", "invite only"},
				{"openRegistrations is false otherwise", "closed"},
				{"openRegistrations is missing, or neither true nor false", "not stated"},
			},
			Note: "Lemmy, PeerTube, Mbin, Friendica, Mastodon and others send true as well when a person decides on each request.",
		},
	}
}
