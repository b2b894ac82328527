package inbox

import (
	"context"
	"errors"
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
	if !w.quota.take(host, w.Now()) {
		return nil, refusal("its server has sent too many reports")
	}
	var targets []string
	posts := make(map[string][]string)
	for _, ref := range w.activity.Objects {
		id := string(ref.IRI)
		if author := w.Site.AuthorOf(id); author != "" {
			posts[w.Site.Actor(author)] = append(posts[w.Site.Actor(author)], id)
		} else if w.Site.Username(id) != "" && posts[id] == nil {
			posts[id] = []string{}
		}
	}
	for target := range posts {
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

func (w *work) reports(targets []string, posts map[string][]string) []social.Change {
	changes := make([]social.Change, len(targets))
	for i, target := range targets {
		id := w.id()
		if id == "" {
			id = w.actor.ID + "#flag-" + strconv.FormatInt(w.at.UnixMicro(), 10)
		}
		if i > 0 {
			id += "#" + strconv.Itoa(i)
		}
		changes[i] = social.FileReport{Report: social.Report{
			ID: id, Reporter: w.actor.ID, Target: target, Posts: posts[target], Comment: markup.Text(w.activity.Content), At: w.at,
		}}
	}
	return changes
}
