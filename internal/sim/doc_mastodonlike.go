package sim

import "strconv"

// The Mastodon API as other software serves it, each with its own habits.

// pleromaInstance is /api/v1/instance of Pleroma and Akkoma.
func pleromaInstance(_ *Network, in *instance) *document {
	doc := in.commonV1()
	doc["uri"] = "https://" + in.name
	doc["short_description"] = ""
	doc["max_toot_chars"] = 5000
	delete(doc, "contact_account")
	doc["pleroma"] = object{
		"metadata": object{"account_activation_required": false, "features": []string{"pleroma_api"}, "federation": federationPolicies()},
		"stats":    object{"mau": in.people().month},
	}
	return jsonDocument(roleInstance, mediaJSON, doc)
}

// goToSocialV1 is GoToSocial's /api/v1/instance: texts in HTML and plain, sign-up
// by approval even where it is closed.
func goToSocialV1(_ *Network, in *instance) *document {
	doc, description := in.commonV1(), in.texts().description
	doc["account_domain"] = in.name
	for _, field := range []string{"description", "short_description"} {
		doc[field] = "<p>" + escape(description) + "</p>"
		doc[field+"_text"] = description
	}
	doc["approval_required"] = true
	doc["invites_enabled"] = false
	doc["configuration"] = configuration()
	doc["terms"] = ""
	return jsonDocument(roleInstance, mediaJSON, doc)
}

// goToSocialV2 is GoToSocial's /api/v2/instance, which counts nobody.
func goToSocialV2(_ *Network, in *instance) *document {
	doc := in.commonV2()
	doc["description"] = "<p>" + escape(in.texts().description) + "</p>"
	doc["usage"] = object{"users": object{"active_month": 0}}
	reg := in.signup(in.people().users).registrations()
	reg["approval_required"] = true
	doc["registrations"] = reg
	return jsonDocument(roleInstance, mediaJSON, doc)
}

// pixelfedV1 is Pixelfed's /api/v1/instance, which states posts as a string.
func pixelfedV1(_ *Network, in *instance) *document {
	doc, p := in.commonV1(), in.people()
	doc["stats"] = object{"user_count": p.users, "status_count": strconv.FormatInt(p.posts, 10), "domain_count": p.domains}
	doc["configuration"] = configuration()
	doc["urls"] = object{"streaming_api": nil}
	return jsonDocument(roleInstance, mediaJSON, doc)
}

// pixelfedV2 is Pixelfed's /api/v2/instance.
func pixelfedV2(_ *Network, in *instance) *document {
	return jsonDocument(roleInstance, mediaJSON, in.commonV2())
}

// friendicaV1 is Friendica's /api/v1/instance.
func friendicaV1(_ *Network, in *instance) *document {
	doc := in.commonV1()
	doc["invites_enabled"] = false
	return jsonDocument(roleInstance, mediaJSON, doc)
}

// friendicaV2 is Friendica's /api/v2/instance.
func friendicaV2(_ *Network, in *instance) *document {
	doc := in.commonV2()
	doc["friendica"] = object{"version": in.version, "codename": "Yellow Archangel"}
	return jsonDocument(roleInstance, mediaJSON, doc)
}

// federationPolicies is what Pleroma and Akkoma publish of their policies, in both of
// their documents.
func federationPolicies() object {
	return object{
		"enabled": true, "exclusions": false, "mrf_policies": []string{"SimplePolicy"},
		"mrf_simple": object{"reject": []string{"spam-sim.club"}, "accept": []string{}},
	}
}
