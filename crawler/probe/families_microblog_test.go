package probe

import "strings"

func microblogs() []familyTest {
	meta := `{"name":"Quiet Harbour","description":"Sailors","version":"2026.10.1","langs":["ja","en"],"maintainerName":"x","maintainerEmail":null,
		"tosUrl":"https://quiet-harbour-sim.social/tos","privacyPolicyUrl":null,"bannerUrl":"/banner.png","disableRegistration":false,"serverRules":["Be <b>kind</b>","No ads"],
		"maxNoteTextLength":3000,"translatorAvailable":true,"policies":{"canSearchNotes":false}}`
	announcements := `[{"text":"All boats out","title":"Storm","createdAt":"2025-12-30T10:00:00.000Z","updatedAt":null},{"text":"","title":""}]`
	misskey := func(software, meta string) map[string]answer {
		return with(with(nodeinfoFor(software, "2026.10.1", `{}`), "/api/meta", meta), "/api/announcements", announcements)
	}
	const misskeyFacts = `
name: Quiet Harbour
description: Sailors
software: SOFTWARE 2026.10.1
signup: MODE
rules: Be kind
rules: No ads
languages: ja en
contact: yes
terms_url: https://quiet-harbour-sim.social/tos
thumbnail_url: https://quiet-harbour-sim.social/banner.png
max_characters: 3000
quotes: yes
search: no
translation: yes
announcements: Storm

All boats out`
	facts := func(software, mode string) string {
		return strings.NewReplacer("SOFTWARE", software, "MODE", mode).Replace(misskeyFacts)
	}
	v1 := func(more string) string {
		return `{"uri":"quiet-harbour-sim.social","title":"Quiet Harbour","short_description":"Sailors","description":"Sailors","email":"","version":"2.7.2 (compatible; X 1.0)",
			"stats":{"user_count":41,"status_count":301,"domain_count":9},"languages":["en"],"rules":[{"id":"1","text":"Be kind"}],"thumbnail":"https://quiet-harbour-sim.social/t.png"` + more + `}`
	}
	return []familyTest{
		{"misskey", misskey("misskey", meta), "/api/meta /api/announcements", facts("misskey", "open")},
		{"misskey by invitation", misskey("misskey", strings.Replace(meta, "Registration\":false", "Registration\":true", 1)), "/api/meta /api/announcements", facts("misskey", "invite")},
		{"sharkey by approval", misskey("sharkey", strings.Replace(meta, `"disableR`, `"approvalRequiredForSignup":true,"disableR`, 1)), "/api/meta /api/announcements", facts("sharkey", "approval")},
		{
			"pleroma", with(nodeinfoFor("pleroma", "2.9.1", `{"nodeName":"Quiet","invitesEnabled":false,"accountActivationRequired":true,"staffAccounts":["https://quiet-harbour-sim.social/users/x"],
				"features":["polls","quote_posting"],"federation":{"enabled":true,"mrf_simple":{"reject":["a.example","b.example"]}}}`),
				pathV1, v1(`,"registrations":true,"approval_required":true,"max_toot_chars":5000`)),
			"/api/v1/instance", `
name: Quiet Harbour
description: Sailors
software: pleroma 2.9.1
signup: approval
rules: Be kind
languages: en
contact: no
thumbnail_url: https://quiet-harbour-sim.social/t.png
max_characters: 5000
quotes: yes
blocks: 2 servers`,
		},
		{
			"gotosocial", with(nodeinfoFor("gotosocial", "0.20.2", `{}`), pathV2, `{"domain":"x","title":"Quiet","version":"0.20.2","usage":{"users":{"active_month":0}},
				"registrations":{"enabled":true,"approval_required":true},"rules":[],"contact":{"email":"x@y.example"},"configuration":{"statuses":{"max_characters":5000}}}`),
			"/api/v2/instance", `
name: Quiet
software: gotosocial 0.20.2
signup: approval
contact: yes
max_characters: 5000`,
		},
		{"snac", with(nodeinfoFor("snac", "2.84", `{}`), pathV1, v1(`,"registrations":false`)), "/api/v1/instance", `
name: Quiet Harbour
description: Sailors
software: snac 2.84
signup: closed
rules: Be kind
languages: en
contact: no
thumbnail_url: https://quiet-harbour-sim.social/t.png`},
	}
}

func smallSites() []familyTest {
	return []familyTest{
		{
			"friendica", with(with(nodeinfoFor("friendica", "2026.03", `{}`), "/friendica/json", `{"version":"2026.03","site_name":"Quiet","info":"Old boats","language":"de","register_policy":"REGISTER_INVITATION",
				"admin":{"name":"x","profile":"y"}}`), pathV2, `{"domain":"x","title":"Quiet Harbour","version":"2.8.0 (compatible; Friendica 2026.03)","description":"Sailors","registrations":{"enabled":false},"rules":[{"id":1,"text":"Be kind"}]}`),
			"/friendica/json /api/v2/instance", `
name: Quiet Harbour
description: Sailors
software: friendica 2026.03
signup: invite
rules: Be kind
languages: de
contact: yes`,
		},
		{
			"hubzilla wants to be in no statistics", with(nodeinfoFor("hubzilla", "10.4", `{}`), "/siteinfo.json", `{"platform":"hubzilla","version":"10.4","site_name":"Quiet","info":"Old boats","language":"en","location":"Amsterdam",
				"register_policy":"REGISTER_APPROVE","invitation_only":0,"hide_in_statistics":true,"channels_total":"50","admin":[]}`),
			"/siteinfo.json", "",
		},
		{
			"gnu social", with(nodeinfoFor("gnusocial", "2.0", `{}`), "/api/gnusocial/config.json", `{"site":{"name":"Quiet","language":"en","closed":"0","inviteonly":"1","private":"0","textlimit":1000,"email":"x@y.example"}}`),
			"/api/gnusocial/config.json", `
name: Quiet
software: gnusocial 2.0
signup: invite
languages: en
contact: yes
max_characters: 1000`,
		},
		{
			"hubzilla by invitation", with(nodeinfoFor("hubzilla", "10.4", `{}`), "/siteinfo.json", `{"platform":"hubzilla","version":"10.4","url":"https://quiet-harbour-sim.social","site_name":"Quiet","info":"<b>Old</b> boats","language":"en","location":"Amsterdam",
				"register_policy":"REGISTER_APPROVE","invitation_only":1,"hide_in_statistics":0,"channels_total":50,"admin":[]}`),
			"/siteinfo.json", `
name: Quiet
description: Old boats
software: hubzilla 10.4
signup: invite
languages: en
contact: no
country: Amsterdam`,
		},
		{"misskey by nodeinfo alone", withNodeinfo(`{"version":"2.1","software":{"name":"misskey","version":"2026.10.1"},"openRegistrations":false,"metadata":{"nodeName":"Quiet","disableRegistration":true,"maxNoteTextLength":3000,
				"tosUrl":"https://quiet-harbour-sim.social/tos","maintainer":{"name":"x","email":"x@y.example"}},"usage":{"users":{"total":3,"activeMonth":null}}}`), "/api/meta", `
name: Quiet
software: misskey 2026.10.1
signup: invite
contact: yes
terms_url: https://quiet-harbour-sim.social/tos
max_characters: 3000`},
		{"wafrn", nodeinfoFor("wafrn", "1.0", `{"nodeName":"Quiet"}`), "", "name: Quiet\nsoftware: wafrn 1.0\nsignup: unknown"},
		{"diaspora", nodeinfoFor("diaspora", "0.9", `{"nodeName":"Quiet","adminAccount":"x"}`), "", "name: Quiet\nsoftware: diaspora 0.9\nsignup: open\ncontact: yes"},
		{"loops", nodeinfoFor("loops", "1.0", `{"nodeName":"Quiet","nodeDescription":"Short"}`), "", "name: Quiet\ndescription: Short\nsoftware: loops 1.0\nsignup: open"},
		{"threads", nodeinfoFor("threads", "1", `{}`), "", "software: threads 1\nsignup: not closed"},
	}
}
