package probe

func longForm() []familyTest {
	mobilizon := func(open, listed string) map[string]answer {
		return with(nodeinfoFor("mobilizon", "5.1.5", `{}`), "/api", `{"data":{"config":{"name":"Quiet","contact":"","description":"Short","longDescription":"<p>Long</p>","languages":["fr"],"countryCode":"fr",
			"registrationsOpen":`+open+`,"registrationsAllowlist":`+listed+`,"version":"5.1.5","rules":{"bodyHtml":"<ul><li>Be kind</li><li>No ads</li></ul>"},"terms":{"url":"https://quiet-harbour-sim.social/terms"},"privacy":{"url":null}}}}`)
	}
	const mobilizonFacts = `
name: Quiet
description: Short
extended_description: Long
software: mobilizon 5.1.5
signup: MODE
rules: Be kind
rules: No ads
languages: fr
contact: no
country: fr
terms_url: https://quiet-harbour-sim.social/terms`
	bookWyrm := func(more string) map[string]answer {
		return with(nodeinfoFor("bookwyrm", "0.8.2", `null`), pathV1, `{"uri":"x","title":"Quiet","version":"0.8.2","short_description":"Books","registrations":false`+more+`}`)
	}
	closed := func(software string) map[string]answer {
		return withNodeinfo(`{"version":"2.0","software":{"name":"` + software + `","version":"6"},"openRegistrations":false,"metadata":{"nodeName":"Quiet"}}`)
	}
	v2 := `{"domain":"x","title":"Quiet","version":"VERSION","registrations":{"enabled":true,"approval_required":false},"rules":[]}`
	return []familyTest{
		{"mobilizon open", mobilizon("true", "false"), "/api", replaced(mobilizonFacts, "MODE", "open")},
		{"mobilizon for listed domains", mobilizon("false", "true"), "/api", replaced(mobilizonFacts, "MODE", "open")},
		{"mobilizon closed", mobilizon("false", "false"), "/api", replaced(mobilizonFacts, "MODE", "closed")},
		{"bookwyrm by request", bookWyrm(`,"approval_required":true`), "/api/v1/instance", "name: Quiet\ndescription: Books\nsoftware: bookwyrm 0.8.2\nsignup: approval"},
		{"bookwyrm closed", bookWyrm(`,"approval_required":false`), "/api/v1/instance", "name: Quiet\ndescription: Books\nsoftware: bookwyrm 0.8.2\nsignup: closed"},
		{"writefreely by invitation", withNodeinfo(`{"version":"2.0","software":{"name":"writefreely","version":"0.16"},"openRegistrations":false,"metadata":{"nodeName":"Quiet","invites":true}}`), "", "name: Quiet\nsoftware: writefreely 0.16\nsignup: invite"},
		{"wordpress", closed("wordpress"), "", "name: Quiet\nsoftware: wordpress 6\nsignup: closed"},
		{"ghost", closed("ghost"), "", "name: Quiet\nsoftware: ghost 6\nsignup: closed"},
		{"gancio", nodeinfoFor("gancio", "1.2", `{"nodeName":"Quiet","nodeDescription":"Dates"}`), "", "name: Quiet\ndescription: Dates\nsoftware: gancio 1.2\nsignup: not closed"},
		{"neodb", with(nodeinfoFor("neodb", "0.11", `{}`), pathV2, replaced(v2, "VERSION", "neodb/0.11")), "/api/v2/instance", "name: Quiet\nsoftware: neodb 0.11\nsignup: open"},
		{"takahe", with(nodeinfoFor("takahe", "0.11", `{}`), pathV2, replaced(v2, "VERSION", "takahe/0.11")), "/api/v2/instance", "name: Quiet\nsoftware: takahe 0.11\nsignup: open"},
		{"bonfire", with(nodeinfoFor("bonfire", "1.0", `{}`), pathV2, replaced(v2, "VERSION", "1.0")), "/api/v2/instance", "name: Quiet\nsoftware: bonfire 1.0\nsignup: open"},
	}
}
