package sim

import "slices"

// Documents of software with an API of its own.

// misskeyMeta is /api/meta of the Misskey family, asked for by POST.
func misskeyMeta(_ *Network, in *instance) *document {
	t, p := in.texts(), in.people()
	s := in.signup(p.users)
	rules := make([]string, len(t.rules))
	for i, r := range t.rules {
		rules[i] = r.text
	}
	doc := object{
		"name": t.title, "description": t.description, "version": in.version, "uri": "https://" + in.name,
		"langs": t.languages, "maintainerName": ContactCanary, "maintainerEmail": ContactCanary + "@" + in.name,
		"disableRegistration": s.mode == "invite", "emailRequiredForSignup": true, "serverRules": rules,
		"repositoryUrl": in.software.source, "iconUrl": in.thumbnail(), "bannerUrl": nil, "themeColor": "#86b300", "federation": "all",
	}
	if in.software.name == "sharkey" {
		doc["approvalRequiredForSignup"] = s.mode == "approval"
	}
	return jsonDocument(roleInstance, mediaJSON, doc)
}

// lemmySite is /api/v3/site.
func lemmySite(_ *Network, in *instance) *document {
	t, p := in.texts(), in.people()
	mode := map[string]string{"open": "Open", "approval": "RequireApplication", "closed": "Closed"}[in.signup(p.users).mode]
	return jsonDocument(roleInstance, mediaJSON, object{
		"site_view": object{
			"site": object{"id": 1, "name": t.title, "sidebar": t.extended, "description": t.description, "actor_id": "https://" + in.name + "/", "icon": in.thumbnail()},
			"local_site": object{"registration_mode": mode, "require_email_verification": true, "captcha_enabled": true,
				"private_instance": false, "federation_enabled": true, "legal_information": ""},
			"counts": object{"users": p.users, "posts": p.posts, "comments": p.comments, "communities": 1 + p.users/20,
				"users_active_month": p.month, "users_active_half_year": p.halfyear},
		},
		"admins":               []any{object{"person": object{"name": ContactCanary, "actor_id": "https://" + in.name + "/u/" + ContactCanary}}},
		"version":              in.version,
		"all_languages":        languageObjects(),
		"discussion_languages": languageNumbers(t.languages),
		"taglines":             []any{},
	})
}

// languageObjects are all languages there are, numbered as Lemmy numbers them.
func languageObjects() []any {
	all := []any{object{"id": 0, "code": "und", "name": "Undetermined"}}
	for i, t := range tongues {
		all = append(all, object{"id": i + 1, "code": t.code, "name": t.code})
	}
	return all
}

// languageNumbers are the numbers of the languages; none chosen means all.
func languageNumbers(codes []string) []int {
	numbers := []int{0}
	for i, t := range tongues {
		if len(codes) == 0 || slices.Contains(codes, t.code) {
			numbers = append(numbers, i+1)
		}
	}
	return numbers
}

// lemmyFederated is /api/v3/federated_instances.
func lemmyFederated(n *Network, in *instance) *document {
	names := n.peerNames(in)
	linked := make([]any, len(names))
	for i, name := range names {
		linked[i] = object{"id": i + 1, "domain": name, "published": "2024-01-02T03:04:05Z"}
	}
	return jsonDocument(rolePeers, mediaJSON, object{
		"federated_instances": object{"linked": linked, "allowed": []any{}, "blocked": []any{}},
	})
}

// peertubeConfig is /api/v1/config.
func peertubeConfig(_ *Network, in *instance) *document {
	t, p := in.texts(), in.people()
	s := in.signup(p.users)
	return jsonDocument(roleInstance, mediaJSON, object{
		"serverVersion": in.version,
		"instance": object{"name": t.title, "shortDescription": t.description, "isNSFW": false, "defaultLanguage": in.traits.tongue.code,
			"avatars": []any{object{"width": 192, "path": picturePath}}, "banners": []any{}},
		"signup": object{"allowed": s.admits(), "allowedForCurrentIP": true,
			"requiresApproval": s.mode == "approval", "requiresEmailVerification": true, "minimumAge": max(s.minAge, 16)},
		"broadcastMessage": object{"enabled": in.closing() != "", "message": s.message, "level": "warning"},
		"federation":       object{"enabled": true},
	})
}

func peertubeAbout(_ *Network, in *instance) *document {
	t := in.texts()
	return jsonDocument(roleOther, mediaJSON, object{"instance": object{
		"name": t.title, "shortDescription": t.description, "description": t.extended, "terms": "",
		"codeOfConduct": t.listed(), "languages": t.languages, "categories": []int{},
	}})
}

func peertubeStats(_ *Network, in *instance) *document {
	p := in.people()
	return jsonDocument(roleOther, mediaJSON, object{
		"totalUsers": p.users, "totalMonthlyActiveUsers": p.month, "totalLocalVideos": p.posts,
		"totalLocalVideoComments": p.comments, "totalInstanceFollowers": p.domains / 4, "totalInstanceFollowing": p.domains / 6,
		"averageRegistrationRequestResponseTimeMs": 3_600_000 * (1 + p.users%90),
	})
}

// friendicaJSON is /friendica/json.
func friendicaJSON(_ *Network, in *instance) *document {
	t, p := in.texts(), in.people()
	policy := map[string]string{"open": "REGISTER_OPEN", "approval": "REGISTER_APPROVE", "closed": "REGISTER_CLOSED"}[in.signup(p.users).mode]
	return jsonDocument(roleOther, mediaJSON, object{
		"version": in.version, "url": "https://" + in.name, "site_name": t.title, "info": t.description,
		"register_policy": policy, "language": in.traits.tongue.code, "explicit_content": false, "platform": "Friendica",
		"admin": object{"name": ContactCanary}, "addons": []string{},
	})
}
