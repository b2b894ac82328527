package server

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"landfall/federation-core/document"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// outbox is what somebody has published for anybody: posts and boosts, the newest first. What
// is for followers or for somebody by name is never in it, whoever asks.
func (s *Server) outbox(ctx context.Context, r *http.Request, by asker) (answer, error) {
	owner, err := s.person(ctx, r)
	if err != nil {
		return answer{}, err
	}
	l := list{
		id: s.Site.Outbox(owner.Username), kind: "OrderedCollection", cursor: "max_id",
		count: func(ctx context.Context) (int64, error) { return s.countPublished(ctx, owner.ID) },
		page:  func(ctx context.Context, from int64) ([]item, error) { return s.published(ctx, &owner, from) },
	}
	return s.keepBack(ctx, r, l, &owner, by)
}

// keepBack serves a list of somebody's, empty to whom it is kept from.
func (s *Server) keepBack(ctx context.Context, r *http.Request, l list, owner *social.Actor, by asker) (answer, error) {
	kept, err := s.kept(ctx, owner, by)
	if err != nil {
		return answer{}, err
	}
	if kept {
		l.hidden = true
		l.count = func(context.Context) (int64, error) { return 0, nil }
	}
	return s.list(ctx, r, l)
}

func (s *Server) countPublished(ctx context.Context, actor string) (int64, error) {
	posts, err := s.Store.CountPosts(ctx, actor, social.Unlisted)
	if err != nil {
		return 0, err
	}
	boosts, err := s.Store.CountBoosts(ctx, actor)
	return posts + boosts, err
}

// published is a page of posts and boosts together: their numbers are of one kind.
func (s *Server) published(ctx context.Context, owner *social.Actor, from int64) ([]item, error) {
	posts, err := s.Store.PostsOf(ctx, owner.ID, social.Unlisted, from, pageSize+1)
	if err != nil {
		return nil, err
	}
	boosts, err := s.Store.BoostsOf(ctx, owner.ID, from, pageSize+1)
	if err != nil {
		return nil, err
	}
	all := slices.Concat(
		items(posts, func(p social.Post) vocab.Ref { return vocab.Embed(creationOf(&p)) }),
		items(boosts, func(b social.Reaction) vocab.Ref { return s.boost(owner, &b) }),
	)
	slices.SortStableFunc(all, func(a, b item) int { return cmp.Compare(b.number, a.number) })
	return all[:min(len(all), pageSize+1)], nil
}

// boost is the activity that passed a post on, unless it is of a server that is not federated
// with.
func (s *Server) boost(owner *social.Actor, b *social.Reaction) vocab.Ref {
	if b.Activity == "" || s.elsewhere(b.Post).IsZero() {
		return vocab.Ref{}
	}
	to, cc := []vocab.ID{vocab.Public}, []vocab.ID{vocab.ID(owner.Followers)}
	if b.Visibility == social.Unlisted {
		to, cc = cc, to
	}
	return vocab.Embed(vocab.Announce(vocab.ID(b.Activity), vocab.ID(owner.ID), vocab.ID(b.Post), b.At, to, cc))
}

// featured are the posts that somebody shows on its profile, all at once.
func (s *Server) featured(ctx context.Context, r *http.Request, by asker) (answer, error) {
	owner, err := s.person(ctx, r)
	if err != nil {
		return answer{}, err
	}
	kept, err := s.kept(ctx, &owner, by)
	if err != nil {
		return answer{}, err
	}
	c := vocab.Collection{ID: vocab.ID(s.Site.Featured(owner.Username)), Type: "OrderedCollection"}
	if kept {
		return written(c)
	}
	pinned, err := s.Store.Pinned(ctx, owner.ID)
	if err != nil {
		return answer{}, err
	}
	for _, p := range pinned {
		c.Items = append(c.Items, vocab.Embed(document.Note(&p.Of)))
	}
	c.Total = len(c.Items)
	return written(c)
}
