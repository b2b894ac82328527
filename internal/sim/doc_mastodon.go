package sim

// mastodonV1 is Mastodon's /api/v1/instance in the shape of the version.
func mastodonV1(_ *Network, in *instance) *document {
	doc := in.commonV1()
	if !atLeast(in.version, 2, 9) {
		delete(doc, "short_description")
		delete(doc, "registrations")
		delete(doc, "approval_required")
	}
	if atLeast(in.version, 3, 2) {
		doc["invites_enabled"] = in.signup(in.people().users).mode == "invite"
	}
	if atLeast(in.version, 3, 4) {
		doc["configuration"] = configuration()
	} else {
		delete(doc, "rules")
	}
	return jsonDocument(roleInstance, mediaJSON, doc)
}

// mastodonV2 is Mastodon's /api/v2/instance in the shape of the version; there is
// none before 4.0.
func mastodonV2(_ *Network, in *instance) *document {
	v := in.version
	if !atLeast(v, 4, 0) {
		return nil
	}
	s := in.signup(in.people().users)
	doc, reg, conf := in.commonV2(), s.registrations(), configuration()
	doc["registrations"], doc["configuration"] = reg, conf
	conf["urls"] = object{"streaming": "wss://" + in.name, "status": nil}
	conf["translation"] = object{"enabled": false}
	if atLeast(v, 4, 3) {
		reg["url"] = nil
		doc["api_versions"] = object{"mastodon": 2}
		doc["icon"] = in.appIcons()
	}
	if atLeast(v, 4, 4) {
		reg["reason_required"] = s.reason
		reg["min_age"] = nil
		if s.minAge > 0 {
			reg["min_age"] = s.minAge
		}
		conf["limited_federation"] = false
	}
	return jsonDocument(roleInstance, mediaJSON, doc)
}
