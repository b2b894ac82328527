package probe

import (
	"fmt"
	"strings"
	"testing"

	"landfall"
)

func TestSignupByNodeinfo(t *testing.T) {
	tests := []struct {
		software, open, metadata string
		want                     landfall.SignupMode
		notClosed                bool
	}{
		{software: "mastodon", open: "true", want: landfall.SignupUnknown, notClosed: true},
		{software: "mastodon", open: "false", want: landfall.SignupClosed},
		{software: "lemmy", open: "true", want: landfall.SignupUnknown, notClosed: true},
		{software: "lemmy", open: "false", want: landfall.SignupClosed},
		{software: "peertube", open: "true", want: landfall.SignupUnknown, notClosed: true},
		{software: "friendica", open: "true", want: landfall.SignupUnknown, notClosed: true},
		{software: "sharkey", open: "true", want: landfall.SignupUnknown, notClosed: true},
		{software: "never-heard-of", open: "true", want: landfall.SignupUnknown, notClosed: true},
		{software: "diaspora", open: "true", want: landfall.SignupOpen},
		{software: "Funkwhale", open: "true", want: landfall.SignupOpen},
		{software: "writefreely", open: "true", want: landfall.SignupOpen},
		{software: "writefreely", open: "false", metadata: `{"invites":true}`, want: landfall.SignupInvite},
		{software: "writefreely", open: "false", metadata: `{"invites":false}`, want: landfall.SignupClosed},
		{software: "loops", open: "true", want: landfall.SignupOpen},
		{software: "misskey", open: "true", want: landfall.SignupOpen},
		{software: "misskey", open: "false", want: landfall.SignupClosed},
		{software: "nodebb", open: "true", want: landfall.SignupOpen},
		{software: "nodebb", open: "false", want: landfall.SignupUnknown},
		{software: "bookwyrm", open: "true", want: landfall.SignupOpen},
		{software: "hubzilla", open: "true", want: landfall.SignupOpen},
		{software: "gotosocial", open: "true", want: landfall.SignupApproval},
		{software: "gotosocial", open: "false", want: landfall.SignupClosed},
		{software: "wafrn", open: "true", want: landfall.SignupUnknown},
		{software: "pleroma", open: "false", metadata: `{"invitesEnabled":true}`, want: landfall.SignupInvite},
		{software: "akkoma", open: "false", metadata: `{"invitesEnabled":false}`, want: landfall.SignupClosed},
		{software: "akkoma", open: "true", metadata: `{"invitesEnabled":true}`, want: landfall.SignupUnknown, notClosed: true},
		{software: "akkoma", open: "false", metadata: `[]`, want: landfall.SignupClosed},
		{software: "akkoma", open: `"FALSE"`, want: landfall.SignupUnknown},
		{software: "mastodon", open: `"true"`, want: landfall.SignupUnknown},
		{software: "mastodon", open: "1", want: landfall.SignupUnknown},
		{software: "mastodon", open: "null", want: landfall.SignupUnknown},
	}
	for _, tt := range tests {
		name := fmt.Sprintf("%s %s %s", tt.software, tt.open, tt.metadata)
		t.Run(name, func(t *testing.T) {
			if tt.metadata == "" {
				tt.metadata = "{}"
			}
			document := fmt.Sprintf(`{"version":"2.0","software":{"name":%q,"version":"1"},"openRegistrations":%s,"metadata":%s}`, tt.software, tt.open, tt.metadata)
			result, _ := visit(t, withNodeinfo(document))
			got := result.Facts.Signup
			if got.Mode != tt.want || got.NotClosed != tt.notClosed {
				t.Errorf("%s (not closed: %v), want %s (%v); basis %q", got.Mode, got.NotClosed, tt.want, tt.notClosed, got.Basis)
			}
			decisive := tt.open == "true" || tt.open == "false"
			if result.Facts.Stated(landfall.FieldSignup) != decisive {
				t.Errorf("stated: %v, want %v", !decisive, decisive)
			}
			if got.Basis == "" && tt.open != "null" {
				t.Error("no basis")
			}
		})
	}
}

func TestSignupByInstanceDocument(t *testing.T) {
	const off, on = "false", "true"
	type v1 struct{ registrations, approval, invites string }
	type v2 struct{ enabled, approval string }
	tests := []struct {
		name     string
		software string // by nodeinfo; none if empty
		v1       v1
		v2       v2
		invites  string // nodeinfo's metadata.invitesEnabled
		want     landfall.SignupMode
		source   string
	}{
		{name: "v2 open", v2: v2{on, off}, want: landfall.SignupOpen, source: pathV2},
		{name: "v2 approval", v2: v2{on, on}, want: landfall.SignupApproval, source: pathV2},
		{name: "v2 closed, v1 with invitations", v2: v2{off, off}, v1: v1{off, off, on}, want: landfall.SignupInvite, source: pathV1},
		{name: "v2 closed, v1 without", v2: v2{off, off}, v1: v1{off, off, off}, want: landfall.SignupClosed, source: pathV2},
		{name: "v2 closed, no v1", v2: v2{off, off}, want: landfall.SignupClosed, source: pathV2},
		{name: "v2 closed with approval", v2: v2{off, on}, want: landfall.SignupClosed, source: pathV2},
		{name: "v2 wins over nodeinfo", software: "mastodon", v2: v2{on, on}, want: landfall.SignupApproval, source: pathV2},
		{name: "v1 open", v1: v1{on, off, on}, want: landfall.SignupOpen, source: pathV1},
		{name: "v1 approval", v1: v1{on, on, off}, want: landfall.SignupApproval, source: pathV1},
		{name: "v1 invitations", v1: v1{off, off, on}, want: landfall.SignupInvite, source: pathV1},
		{name: "v1 closed", v1: v1{off, off, off}, want: landfall.SignupClosed, source: pathV1},
		{name: "v1 before approval existed", v1: v1{on, "", ""}, want: landfall.SignupOpen, source: pathV1},
		{name: "v1 without registrations", v1: v1{"", "", ""}, want: landfall.SignupUnknown},
		{name: "v1 with a text", v1: v1{`"FALSE"`, off, off}, want: landfall.SignupUnknown},
		{name: "v1 without registrations, nodeinfo knows", software: "diaspora-fork", v1: v1{"", "", ""}, want: landfall.SignupUnknown, source: pathNodeinfo},
		{name: "approval is a text", v2: v2{on, `"yes"`}, want: landfall.SignupUnknown, source: pathV2},
		{name: "pleroma invitations", software: "pleroma", v2: v2{off, off}, invites: on, want: landfall.SignupInvite, source: pathNodeinfo},
		{name: "pleroma closed", software: "pleroma", v1: v1{off, on, ""}, invites: off, want: landfall.SignupClosed, source: pathV1},
		{name: "gotosocial", software: "gotosocial", v2: v2{on, off}, want: landfall.SignupApproval, source: pathV2},
		{name: "gotosocial closed", software: "gotosocial", v2: v2{off, on}, want: landfall.SignupClosed, source: pathV2},
		{name: "bookwyrm open", software: "bookwyrm", v1: v1{on, off, ""}, want: landfall.SignupOpen, source: pathV1},
		{name: "bookwyrm invite requests", software: "bookwyrm", v1: v1{off, on, ""}, want: landfall.SignupApproval, source: pathV1},
		{name: "bookwyrm closed", software: "bookwyrm", v1: v1{off, off, ""}, want: landfall.SignupClosed, source: pathV1},
		{name: "pixelfed curated", software: "pixelfed", v2: v2{off, on}, want: landfall.SignupApproval, source: pathV2},
		{name: "pixelfed closed", software: "pixelfed", v2: v2{off, off}, want: landfall.SignupClosed, source: pathV2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			answers := map[string]answer{}
			if tt.software != "" {
				metadata := members("invitesEnabled", tt.invites)
				answers = withNodeinfo(fmt.Sprintf(`{"version":"2.0","software":{"name":%q,"version":"1"},"openRegistrations":true,"metadata":%s}`, tt.software, metadata))
			}
			if tt.v2 != (v2{}) {
				answers = with(answers, pathV2, `{"domain":"x","version":"4.5.0","title":"Sim","registrations":`+members("enabled", tt.v2.enabled, "approval_required", tt.v2.approval)+`}`)
			}
			if tt.v1 != (v1{}) || strings.HasPrefix(tt.name, "v1 without registrations") {
				document := members("uri", `"x"`, "version", `"4.5.0"`, "registrations", tt.v1.registrations, "approval_required", tt.v1.approval, "invites_enabled", tt.v1.invites)
				answers = with(answers, pathV1, document)
			}
			result, _ := visit(t, answers)
			if got := result.Facts.Signup; got.Mode != tt.want {
				t.Errorf("%s, want %s; basis %q", got.Mode, tt.want, got.Basis)
			}
			source := strings.TrimPrefix(result.Facts.Evidence[landfall.FieldSignup].Source, "https://"+testHost.String())
			if source != tt.source {
				t.Errorf("evidence from %q, want %q", source, tt.source)
			}
		})
	}
}

// members writes a JSON object of keys and values, without those that are empty.
func members(pairs ...string) string {
	var out []string
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			out = append(out, fmt.Sprintf("%q:%s", pairs[i], pairs[i+1]))
		}
	}
	return "{" + strings.Join(out, ",") + "}"
}

func TestSignupKeepsWhatIsSaidOfIt(t *testing.T) {
	document := `{"domain":"x","version":"4.5.0","registrations":{"enabled":false,"approval_required":false,"message":"<p>Closed until <b>spring</b>.</p>","min_age":16}}`
	result, _ := visit(t, map[string]answer{pathV2: {body: document}})
	if got := result.Facts.Signup; got.Message != "Closed until spring." || got.MinAge != 16 {
		t.Errorf("message %q and age %d, want the document's", got.Message, got.MinAge)
	}
	for _, age := range []string{"-1", "0", "1000", `"16"`, "16.5", "null"} {
		document := `{"domain":"x","version":"4.5.0","registrations":{"enabled":true,"min_age":` + age + `}}`
		if result, _ := visit(t, map[string]answer{pathV2: {body: document}}); result.Facts.Signup.MinAge != 0 {
			t.Errorf("minimum age %s becomes %d", age, result.Facts.Signup.MinAge)
		}
	}
}
