package server

import (
	"context"
	"net/http"

	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// followers are those who follow somebody.
func (s *Server) followers(ctx context.Context, r *http.Request, by asker) (answer, error) {
	return s.follows(ctx, r, by, false)
}

// following are those whom somebody follows.
func (s *Server) following(ctx context.Context, r *http.Request, by asker) (answer, error) {
	return s.follows(ctx, r, by, true)
}

func (s *Server) follows(ctx context.Context, r *http.Request, by asker, following bool) (answer, error) {
	owner, err := s.person(ctx, r)
	if err != nil {
		return answer{}, err
	}
	of := social.Relations{Of: owner.ID, Following: following}
	l := list{
		id: s.Site.Followers(owner.Username), kind: "OrderedCollection", cursor: "max_id", hidden: owner.Hides,
		count: func(ctx context.Context) (int64, error) { return s.Store.CountFollows(ctx, of) },
		page: func(ctx context.Context, from int64) ([]item, error) {
			found, err := s.Store.Follows(ctx, of, from, pageSize+1)
			return items(found, func(f social.Follow) vocab.Ref { return s.elsewhere(other(f, following)) }), err
		},
	}
	if following {
		l.id = s.Site.Following(owner.Username)
	}
	return s.keepBack(ctx, r, l, &owner, by)
}

// other is the far end of a follow.
func other(f social.Follow, following bool) string {
	if following {
		return f.Followee
	}
	return f.Follower
}

// synchronization tells a server which of its people follow somebody here (FEP-8fcf), and
// nobody else's.
func (s *Server) synchronization(ctx context.Context, r *http.Request, by asker) (answer, error) {
	if by.id == "" {
		return by.unsigned(), nil
	}
	owner, err := s.person(ctx, r)
	if err != nil {
		return answer{}, err
	}
	c := vocab.Collection{ID: vocab.ID(s.Site.Actor(owner.Username) + "/followers_synchronization"), Type: "OrderedCollection"}
	kept, err := s.kept(ctx, &owner, by)
	if err != nil || kept {
		a, broken := written(c)
		if err == nil {
			err = broken
		}
		return a, err
	}
	ids, err := s.Store.FollowersOn(ctx, owner.ID, by.host())
	if err != nil {
		return answer{}, err
	}
	for _, id := range ids {
		c.Items = append(c.Items, vocab.Ref{IRI: vocab.ID(id)})
	}
	c.Total = len(ids)
	return written(c)
}
