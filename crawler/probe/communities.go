package probe

import (
	"context"
	"slices"
	"strings"

	"landfall"
)

// Bounds on communities.
const (
	maxCommunities = 20
	maxCommunity   = 60 // characters
)

// lemmyCommunities reads the names of the busiest communities of an instance's own.
// Who moderates them, and what is posted, is not in the document. The list of 1.0 is
// another one, and not read.
//
// Source: https://join-lemmy.org/api/, crates/api_common/src/community.rs (0.19)
var lemmyCommunities = extra{"communities", kindOwn, func(ctx context.Context, v *Visit) error {
	if !strings.HasPrefix(v.Facts.Software.Version, "0.") {
		return nil
	}
	return v.communities(ctx, "/api/v3/community/list?type_=Local&sort=TopMonth&limit=20")
}}

// Source: https://codeberg.org/rimu/pyfedi, app/api/alpha/utils/community.py
var pieFedCommunities = extra{"communities", kindOwn, func(ctx context.Context, v *Visit) error {
	return v.communities(ctx, "/api/alpha/community/list?type_=Local&sort=Active&limit=20")
}}

func (v *Visit) communities(ctx context.Context, path string) error {
	p, err := v.page(ctx, path, rankOwn)
	if err != nil {
		return err
	}
	list, ok := p.get("communities").Array()
	if !ok {
		return nil
	}
	var names []string
	for _, e := range list[:min(len(list), maxCommunities)] {
		c := e.Get("community")
		name, _ := c.Get("name").Text()
		name = oneLine(name, maxCommunity)
		shut := slices.ContainsFunc([]string{"nsfw", "removed", "deleted", "hidden"}, func(key string) bool {
			set, _ := c.Get(key).Bool()
			return set
		})
		if local, ok := c.Get("local").Bool(); name != "" && !shut && (local || !ok) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	p.state(landfall.FieldCommunities, "communities[].community.name", func(f *landfall.Facts) { f.Communities = names })
	return nil
}
