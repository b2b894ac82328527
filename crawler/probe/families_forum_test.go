package probe

func forums() []familyTest {
	lemmy := func(mode string) string {
		return `{"site_view":{"site":{"name":"Quiet","sidebar":"Long","description":"Short","icon":"https://quiet-harbour-sim.social/i.png","banner":null},
			"local_site":{"registration_mode":"` + mode + `","captcha_enabled":true},
			"counts":{"users":50,"posts":500,"users_active_month":5,"users_active_half_year":9}},
			"admins":[{"person":{"name":"x"}}],"version":"0.19.15","all_languages":[{"id":0,"code":"und","name":"U"},{"id":37,"code":"en","name":"E"},{"id":38,"code":"nl","name":"N"}],"discussion_languages":[0,38]}`
	}
	const lemmyFacts = `
name: Quiet
description: Short
extended_description: Long
software: lemmy VERSION
signup: MODE
languages: nl
contact: yes
icon_url: https://quiet-harbour-sim.social/i.png`
	facts := func(version, mode, more string) string {
		return replaced(lemmyFacts, "VERSION", version, "MODE", mode) + more
	}
	return []familyTest{
		{"lemmy", with(nodeinfoFor("lemmy", "0.19.15", `{}`), "/api/v3/site", lemmy("RequireApplication")), "/api/v3/site", facts("0.19.15", "approval", "")},
		{"lemmy 1.0", with(nodeinfoFor("lemmy", "1.0.0", `{}`), "/api/v4/site", replaced(lemmy("require_invitation"), `"version"`, `"last_application_duration_seconds":180000,"version"`)),
			"/api/v4/site /api/v4/federated_instances", replaced(facts("1.0.0", "invite", "\nblocks: not published"), "contact: yes", "contact: yes\napproval_wait: 2 days")},
		{"lemmy of 2022", with(nodeinfoFor("lemmy", "0.16.4", `{}`), "/api/v3/site", `{"site_view":{"site":{"name":"Quiet","open_registration":true,"require_application":true},"counts":{"users":3}},"version":"0.16.4"}`),
			"/api/v3/site", "name: Quiet\nsoftware: lemmy 0.16.4\nsignup: approval"},
		{"lemmy with a mode nobody knows", with(nodeinfoFor("lemmy", "0.19.1", `{}`), "/api/v3/site", `{"site_view":{"site":{"name":"Quiet"},"local_site":{"registration_mode":"Lottery"}}}`),
			"/api/v3/site", "name: Quiet\nsoftware: lemmy 0.19.1\nsignup: not closed"},
		{"piefed", with(nodeinfoFor("piefed", "1.3.1", `{}`), "/api/alpha/site", `{"version":"1.3.1","admins":[{}],"site":{"name":"Quiet","description":"Short","sidebar":"Long","icon":"/i.png","registration_mode":"RequireApplication","user_count":44}}`),
			"/api/alpha/site /api/v1/instance/domain_blocks", `
name: Quiet
description: Short
extended_description: Long
software: piefed 1.3.1
signup: approval
contact: yes
icon_url: https://quiet-harbour-sim.social/i.png
blocks: not published`},
		{"mbin", with(with(nodeinfoFor("mbin", "1.8", `{}`), "/api/info", `{"websiteDomain":"x","websiteTitle":"Quiet","websiteContactEmail":"x@y.example","websiteOpenRegistrations":true,"websiteDefaultLang":"en"}`),
			"/api/instance", `{"about":"# Long","contact":"x","faq":"","privacyPolicy":"","terms":"* Be kind\n* No ads"}`),
			"/api/info /api/instance", `
name: Quiet
extended_description: # Long
software: mbin 1.8
signup: not closed
rules: Be kind
rules: No ads
languages: en
contact: yes`},
		{"nodebb says false for more than closed", withNodeinfo(`{"version":"2.0","software":{"name":"nodebb","version":"4"},"openRegistrations":false,"metadata":{"nodeName":"Quiet"}}`), "", "name: Quiet\nsoftware: nodebb 4\nsignup: unknown"},
		{"discourse", with(nodeinfoFor("discourse", "", `{}`), "/about.json", `{"about":{"title":"Quiet","description":"Short","extended_site_description":"Long","locale":"pt_BR","version":"3.5.0","admins":[{"id":1,"username":"x"}],
			"stats":{"users_count":90,"active_users_30_days":30,"posts_count":1000}}}`), "/about.json", `
name: Quiet
description: Short
extended_description: Long
software: discourse 3.5.0
signup: not closed
languages: pt-BR
contact: yes`},
	}
}
