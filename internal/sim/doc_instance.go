package sim

import "strconv"

// ContactCanary is the name of every contact person in the documents of the
// network. A crawler stores no people, so it must not turn up in what one stores.
const ContactCanary = "private-canary-5e1f"

// commonV1 is what /api/v1/instance holds in every software that has one.
func (in *instance) commonV1() object {
	t, p := in.texts(), in.people()
	s := in.signup(p.users)
	doc := object{
		"uri":               in.name,
		"title":             t.title,
		"short_description": t.description,
		"description":       t.description,
		"email":             ContactCanary + "@" + in.name,
		"version":           in.software.stated(in.version),
		"urls":              object{"streaming_api": "wss://" + in.name},
		"stats":             object{"user_count": p.users, "status_count": p.posts, "domain_count": p.domains},
		"thumbnail":         in.thumbnail(),
		"languages":         t.languages,
		"registrations":     s.admits(),
		"approval_required": s.mode == "approval",
		"contact_account":   in.contactAccount(),
		"rules":             in.ruleObjects(t),
	}
	in.addSunset(doc)
	return doc
}

// commonV2 is what /api/v2/instance holds in every software that has one.
func (in *instance) commonV2() object {
	t, p := in.texts(), in.people()
	s := in.signup(p.users)
	doc := object{
		"domain":        in.name,
		"title":         t.title,
		"version":       in.software.stated(in.version),
		"source_url":    in.software.source,
		"description":   t.description,
		"usage":         object{"users": object{"active_month": p.month}},
		"thumbnail":     object{"url": in.thumbnail()},
		"languages":     t.languages,
		"configuration": configuration(),
		"registrations": s.registrations(),
		"contact":       object{"email": ContactCanary + "@" + in.name, "account": in.contactAccount()},
		"rules":         in.ruleObjects(t),
	}
	in.addSunset(doc)
	return doc
}

// admits reports whether anybody may sign up or ask to.
func (s signup) admits() bool { return s.mode == "open" || s.mode == "approval" }

// registrations is the object of /api/v2/instance about joining.
func (s signup) registrations() object {
	reg := object{"enabled": s.admits(), "approval_required": s.mode == "approval", "message": nil}
	if s.message != "" {
		reg["message"] = "<p>" + escape(s.message) + "</p>"
	}
	return reg
}

// instanceRules is /api/v1/instance/rules.
func instanceRules(_ *Network, in *instance) *document {
	if in.software.family == famMastodon && !atLeast(in.version, 3, 4) {
		return nil
	}
	return jsonDocument(roleOther, mediaJSON, in.ruleObjects(in.texts()))
}

// instanceExtended is /api/v1/instance/extended_description.
func instanceExtended(_ *Network, in *instance) *document {
	if in.software.family == famMastodon && !atLeast(in.version, 4, 0) {
		return nil
	}
	doc := object{"updated_at": nil, "content": ""}
	if t := in.texts(); t.extended != "" {
		doc["updated_at"], doc["content"] = "2026-05-04T03:02:01Z", t.extended
	}
	return jsonDocument(roleOther, mediaJSON, doc)
}

// instancePeers is /api/v1/instance/peers.
func instancePeers(n *Network, in *instance) *document {
	return jsonDocument(rolePeers, mediaJSON, n.peerNames(in))
}

// ruleObjects are the rules as the Mastodon API lists them; hints since 4.3.
func (in *instance) ruleObjects(t texts) []any {
	rules := make([]any, len(t.rules))
	for i, r := range t.rules {
		rule := object{"id": strconv.Itoa(i + 1), "text": r.text}
		if in.software.family == famMastodon && atLeast(in.version, 4, 3) {
			rule["hint"] = r.hint
		}
		rules[i] = rule
	}
	return rules
}

func (in *instance) contactAccount() object {
	return object{
		"id": contactID, "username": ContactCanary, "acct": ContactCanary, "display_name": ContactCanary, "locked": false, "bot": false, "noindex": in.pinned().NoIndex,
		"note": "<p>" + ContactCanary + "</p>", "url": "https://" + in.name + "/@" + ContactCanary, "followers_count": 12,
		"emojis": []any{}, "fields": []any{},
	}
}

func configuration() object {
	return object{
		"accounts": object{"max_featured_tags": 10},
		"statuses": object{"max_characters": 500, "max_media_attachments": 4, "characters_reserved_per_url": 23},
		"media_attachments": object{
			"supported_mime_types": []string{"image/jpeg", "image/png", "image/gif", "image/webp", "video/mp4", "audio/mpeg"},
			"image_size_limit":     16777216, "image_matrix_limit": 33177600,
			"video_size_limit": 103809024, "video_frame_rate_limit": 120, "video_matrix_limit": 8294400,
		},
		"polls": object{"max_options": 4, "max_characters_per_option": 50, "min_expiration": 300, "max_expiration": 2629746},
	}
}
