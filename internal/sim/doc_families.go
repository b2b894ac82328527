package sim

import "strings"

// ownRoutes says where software of [famOther] keeps documents of its own.
var ownRoutes = map[string]map[string]builder{
	"piefed":    {"/api/alpha/site": pieFedSite, "/api/v1/instance/domain_blocks": domainBlocks},
	"mbin":      {"/api/info": mbinInfo, "/api/instance": mbinAbout},
	"hubzilla":  {"/siteinfo.json": hubzillaSiteinfo},
	"mobilizon": {"/api": mobilizonConfig},
	"owncast":   {"/api/config": owncastConfig},
	"snac":      {"/api/v1/instance": plainV1},
	"bookwyrm":  {"/api/v1/instance": plainV1, "/api/v1/instance/peers": instancePeers},
}

// plainV1 is /api/v1/instance of software that adds nothing to it.
func plainV1(_ *Network, in *instance) *document {
	return jsonDocument(roleInstance, mediaJSON, in.commonV1())
}

// pieFedSite is /api/alpha/site.
func pieFedSite(_ *Network, in *instance) *document {
	t, p := in.texts(), in.people()
	mode := map[string]string{"open": "Open", "approval": "RequireApplication"}[in.signup(p.users).mode]
	if mode == "" {
		mode = "Closed"
	}
	return jsonDocument(roleInstance, mediaJSON, object{
		"version": in.version, "admins": []any{object{"person": object{"user_name": ContactCanary}}},
		"site": object{
			"name": t.title, "description": t.description, "sidebar": t.extended, "icon": in.thumbnail(),
			"actor_id": "https://" + in.name + "/", "registration_mode": mode, "user_count": p.users, "enable_downvotes": true,
		},
	})
}

// mbinInfo is /api/info.
func mbinInfo(_ *Network, in *instance) *document {
	t, p := in.texts(), in.people()
	return jsonDocument(roleInstance, mediaJSON, object{
		"softwareName": "mbin", "softwareVersion": in.version, "websiteDomain": in.name, "websiteTitle": t.title,
		"websiteContactEmail": ContactCanary + "@" + in.name, "websiteOpenRegistrations": in.signup(p.users).admits(),
		"websiteFederationEnabled": true, "websiteDefaultLang": in.traits.tongue.code,
		"instanceModerators": object{"items": []any{object{"username": ContactCanary}}}, "instanceAdmins": object{"items": []any{object{"username": ContactCanary}}},
	})
}

// mbinAbout is /api/instance.
func mbinAbout(_ *Network, in *instance) *document {
	t := in.texts()
	return jsonDocument(roleOther, mediaJSON, object{
		"about": t.extended, "contact": ContactCanary, "faq": "", "privacyPolicy": "", "terms": t.listed(),
	})
}

// listed writes the rules as a list in Markdown.
func (t texts) listed() string {
	var rules strings.Builder
	for _, r := range t.rules {
		rules.WriteString("* " + r.text + "\n")
	}
	return rules.String()
}

// hubzillaSiteinfo is /siteinfo.json.
func hubzillaSiteinfo(_ *Network, in *instance) *document {
	t, p := in.texts(), in.people()
	policy := map[string]string{"open": "REGISTER_OPEN", "approval": "REGISTER_APPROVE"}[in.signup(p.users).mode]
	if policy == "" {
		policy = "REGISTER_CLOSED"
	}
	return jsonDocument(roleInstance, mediaJSON, object{
		"url": "https://" + in.name, "platform": "hubzilla", "version": in.version, "site_name": t.title, "info": t.description,
		"language": in.traits.tongue.code, "register_policy": policy, "invitation_only": 0, "hide_in_statistics": false,
		"admin":          []any{object{"name": ContactCanary, "address": ContactCanary + "@" + in.name}},
		"channels_total": p.users, "channels_active_monthly": p.month, "channels_active_halfyear": p.halfyear, "local_posts": p.posts,
	})
}

// mobilizonConfig is what POST /api answers to a question about the configuration.
func mobilizonConfig(_ *Network, in *instance) *document {
	t, p := in.texts(), in.people()
	return jsonDocument(roleInstance, mediaJSON, object{"data": object{"config": object{
		"name": t.title, "description": t.description, "longDescription": t.extended, "languages": t.languages, "countryCode": nil,
		"registrationsOpen": in.signup(p.users).mode == "open", "registrationsAllowlist": false, "version": in.version,
		"contact": ContactCanary + "@" + in.name, "rules": object{"bodyHtml": escape(t.listed())},
		"terms": object{"url": nil}, "privacy": object{"url": nil},
	}}})
}

// owncastConfig is /api/config.
func owncastConfig(_ *Network, in *instance) *document {
	t := in.texts()
	return jsonDocument(roleInstance, mediaJSON, object{
		"name": t.title, "summary": t.description, "extraPageContent": t.extended, "logo": picturePath, "version": "Owncast v" + in.version,
		"socialHandles": []any{object{"platform": "mastodon", "url": "https://" + in.name + "/@" + ContactCanary}}, "tags": []string{},
	})
}
