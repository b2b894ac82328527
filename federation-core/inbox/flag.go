package inbox

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"

	"landfall/federation-core/markup"
	"landfall/federation-core/social"
)

// flag files a report for each account of this server that it names, with those of the named
// posts that are by it. What it names elsewhere is nobody's matter here.
func (w *work) flag(ctx context.Context) ([]social.Change, error) {
	host := hostOf(w.actor.ID)
	if w.Policy().Decide(host).RejectReports {
		return nil, refusal("reports of its server are not taken")
	}
	if !w.reporters.Take(host, w.Now()) {
		return nil, refusal("its server has sent too many reports")
	}
	posts, err := w.reported(ctx)
	if err != nil {
		return nil, err
	}
	var targets []string
	for _, target := range slices.Sorted(maps.Keys(posts)) {
		_, err := w.neighbour(ctx, target)
		if _, no := errors.AsType[refusal](err); no {
			continue
		}
		if err != nil {
			return nil, err
		}
		targets = append(targets, target)
	}
	if len(targets) == 0 {
		return nil, refusal("it is about nobody here")
	}
	return w.reports(targets, posts), nil
}

// reported returns the accounts here that a report names, each with those of the named posts
// that it wrote. Who wrote a post is what is stored of it, and not how its id is spelt.
func (w *work) reported(ctx context.Context) (map[string][]string, error) {
	posts := make(map[string][]string)
	for _, ref := range w.activity.Objects {
		id := string(ref.IRI)
		if w.Site.Username(id) != "" {
			if _, named := posts[id]; !named {
				posts[id] = nil
			}
			continue
		}
		if !w.Site.Owns(id) {
			continue
		}
		post, stored, err := w.known(ctx, id)
		if _, deleted := errors.AsType[refusal](err); err != nil && !deleted {
			return nil, err
		}
		if stored && !slices.Contains(posts[post.Author], id) {
			posts[post.Author] = append(posts[post.Author], id)
		}
	}
	return posts, nil
}

func (w *work) reports(targets []string, posts map[string][]string) []social.Change {
	changes := make([]social.Change, len(targets))
	for i, target := range targets {
		id := w.arrival
		if i > 0 {
			id += "#" + strconv.Itoa(i)
		}
		changes[i] = social.FileReport{Report: social.Report{
			ID: id, Reporter: w.actor.ID, Target: target, Posts: posts[target], Comment: markup.Text(w.activity.Content), At: w.at,
		}}
	}
	return changes
}
