package probe

import "strings"

func replaced(text string, pairs ...string) string {
	return strings.NewReplacer(pairs...).Replace(text)
}

func media() []familyTest {
	config := func(signup string) string {
		return `{"serverVersion":"7.3.0","instance":{"name":"Quiet","shortDescription":"Films","serverCountry":"Nederland","defaultLanguage":"nl","banners":[{"path":"/b.jpg"}],"avatars":[{"width":48,"path":"/48.png"},{"width":600,"path":"/600.png"},{"width":120,"path":"/120.png"}]},
			"contactForm":{"enabled":true},"signup":` + signup + `,"broadcastMessage":{"enabled":true,"message":"We **close** in May.","level":"warning"}}`
	}
	about := `{"instance":{"name":"Quiet","description":"Long","terms":"Law applies","codeOfConduct":"1. Be kind\n2. No ads","languages":["nl","en"],"categories":[1,18,1,99,"4"],"administrator":"x"}}`
	peertube := func(signup string) map[string]answer {
		return with(with(with(nodeinfoFor("peertube", "7.3.0", `{}`), "/api/v1/config", config(signup)), "/api/v1/config/about", about),
			"/api/v1/server/stats", `{"averageRegistrationRequestResponseTimeMs":7200000}`)
	}
	const asked = "/api/v1/config /api/v1/config/about"
	const peertubeFacts = `
name: Quiet
description: Films
extended_description: Long
software: peertube 7.3.0
signup: MODE
rules: Be kind
rules: No ads
languages: nl en
contact: yes
country: Nederland
thumbnail_url: https://quiet-harbour-sim.social/b.jpg
icon_url: https://quiet-harbour-sim.social/120.png
categories: Music, Food
announcements: We **close** in May.`
	return []familyTest{
		{"peertube by approval", peertube(`{"allowed":true,"allowedForCurrentIP":false,"requiresApproval":true,"minimumAge":16}`), asked, replaced(peertubeFacts, "MODE", "approval from 16")},
		{"peertube open", peertube(`{"allowed":true,"requiresApproval":false}`), asked, replaced(peertubeFacts, "MODE", "open")},
		{"peertube closed", peertube(`{"allowed":false,"requiresApproval":true}`), asked, replaced(peertubeFacts, "MODE", "closed")},
		{"pixelfed, and counts in digits", with(withNodeinfo(`{"version":"2.0","software":{"name":"pixelfed","version":"0.12.6"},"openRegistrations":false}`), pathV1,
			`{"uri":"x","title":"Quiet","version":"3.5.3 (compatible; Pixelfed 0.12.6)","stats":{"user_count":7,"status_count":"29662653"},"registrations":false,"approval_required":true}`),
			"/api/v2/instance /api/v1/instance", "name: Quiet\nsoftware: pixelfed 0.12.6\nsignup: approval"},
		{"funkwhale", nodeinfoFor("funkwhale", "1.4", `{"nodeName":"Quiet","shortDescription":"Short","longDescription":"Long","contactEmail":"x@y.example","rules":"Be kind.","banner":"/b.jpg","languages":["fr"],"location":"Lyon"}`), "", `
name: Quiet
description: Short
extended_description: Long
software: funkwhale 1.4
signup: open
rules: Be kind.
languages: fr
contact: yes
country: Lyon
thumbnail_url: https://quiet-harbour-sim.social/b.jpg`},
		{"owncast", with(withNodeinfo(`{"version":"2.0","software":{"name":"owncast","version":"0.2.3"},"openRegistrations":false}`), "/api/config", `{"name":"Quiet","summary":"Live","version":"Owncast v0.2.3","logo":"/logo","extraPageContent":"<p>Long</p>"}`), "/api/config", `
name: Quiet
description: Live
extended_description: Long
software: owncast 0.2.3
signup: closed
icon_url: https://quiet-harbour-sim.social/logo`},
		{"castopod", withNodeinfo(`{"version":"2.0","software":{"name":"castopod","version":"1.13"},"openRegistrations":false,"metadata":{"nodeName":"Quiet"}}`), "", "name: Quiet\nsoftware: castopod 1.13\nsignup: closed"},
	}
}
