package sim

// Documents that say what is only nice to know.

// domainBlocks is /api/v1/instance/domain_blocks, which two in three keep for
// themselves.
func domainBlocks(n *Network, in *instance) *document {
	c := in.chance(forExtras)
	if !c.hit(0.33) {
		return unauthorized(n, in)
	}
	blocks := make([]any, c.below(80))
	for i := range blocks {
		blocks[i] = object{"domain": "b*d.example", "digest": "0f7a", "severity": "suspend", "comment": ""}
	}
	return jsonDocument(roleOther, mediaJSON, blocks)
}

// trendingTags is /api/v1/trends/tags.
func trendingTags(_ *Network, in *instance) *document {
	return jsonDocument(roleOther, mediaJSON, in.tags("name"))
}

// misskeyTrends is /api/hashtags/trend.
func misskeyTrends(_ *Network, in *instance) *document {
	return jsonDocument(roleOther, mediaJSON, in.tags("tag"))
}

func (in *instance) tags(key string) []any {
	c := in.chance(forExtras)
	tags := make([]any, c.below(6))
	for i := range tags {
		tags[i] = object{key: topicSlugs[c.below(len(topicSlugs))], "history": []any{}}
	}
	return tags
}

// misskeyAnnouncements is /api/announcements.
func misskeyAnnouncements(_ *Network, in *instance) *document {
	announcements := []any{}
	if date := in.closing(); date != "" {
		announcements = append(announcements, object{
			"id": "a1", "createdAt": "2026-05-04T03:02:01.000Z", "updatedAt": nil, "title": in.texts().title,
			"text": fill(in.traits.tongue.closing, date), "imageUrl": nil,
		})
	}
	return jsonDocument(roleOther, mediaJSON, announcements)
}
