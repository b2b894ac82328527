package server

import (
	"context"
	"errors"
	"net/http"
	"regexp"

	"landfall/federation-core/document"
	"landfall/federation-core/local"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// postNames are the last parts of the ids of posts.
var postNames = regexp.MustCompile(`^[0-9A-Za-z]{1,64}$`)

// postID returns the id of the post that a path names, "" if there can be none.
func (s *Server) postID(r *http.Request) string {
	name, last := username(r), r.PathValue("post")
	if name == "" || !postNames.MatchString(last) {
		return ""
	}
	return s.Site.Actor(name) + "/statuses/" + last
}

// readable returns a post and its author, if somebody may read it. For one that is not there
// the store is asked the same as for one that may not be read.
func (s *Server) readable(ctx context.Context, r *http.Request, by string) (social.Post, social.Actor, error) {
	id := s.postID(r)
	if id == "" {
		return social.Post{}, social.Actor{}, social.ErrNotFound
	}
	post, missing := s.Store.Post(ctx, id)
	may, err := s.Store.MayRead(ctx, id, by)
	author, nobody := s.person(ctx, r)
	switch {
	case err != nil:
		return post, author, err
	case missing != nil:
		return post, author, missing
	case errors.Is(nobody, social.ErrGone):
		return post, author, social.ErrNotFound
	case nobody != nil:
		return post, author, nobody
	case !may || post.Author != author.ID || author.Standing != social.Active:
		return post, author, social.ErrNotFound
	}
	return post, author, nil
}

// about serves what is made of a post that somebody may read.
func (s *Server) about(ctx context.Context, r *http.Request, by asker, make func(social.Post) (answer, error)) (answer, error) {
	post, _, err := s.readable(ctx, r, by.id)
	if errors.Is(err, social.ErrGone) {
		return tombstone(s.postID(r))
	}
	if err != nil {
		return answer{}, err
	}
	return make(post)
}

// note is a post.
func (s *Server) note(ctx context.Context, r *http.Request, by asker) (answer, error) {
	return s.about(ctx, r, by, func(p social.Post) (answer, error) { return written(document.Note(&p)) })
}

// creation is the activity that made it.
func (s *Server) creation(ctx context.Context, r *http.Request, by asker) (answer, error) {
	return s.about(ctx, r, by, func(p social.Post) (answer, error) { return written(creationOf(&p)) })
}

func creationOf(p *social.Post) vocab.Activity {
	return vocab.Create(vocab.ID(local.Creation(p.ID)), document.Note(p))
}

// replies are the answers to a post, the oldest first, by their ids: whoever wants one asks its
// origin.
func (s *Server) replies(ctx context.Context, r *http.Request, by asker) (answer, error) {
	return s.about(ctx, r, by, func(p social.Post) (answer, error) {
		return s.list(ctx, r, list{
			id: local.Replies(p.ID), kind: "Collection", cursor: "min_id",
			page: func(ctx context.Context, after int64) ([]item, error) {
				found, err := s.Store.Replies(ctx, p.ID, after, pageSize+1)
				return items(found, func(p social.Post) vocab.Ref { return s.elsewhere(p.ID) }), err
			},
		})
	})
}

// elsewhere refers to a thing by its id, unless it is of a server that is not federated with.
func (s *Server) elsewhere(id string) vocab.Ref {
	if host := vocab.ID(id).Host(); !s.Site.Owns(id) && !s.Policy().Decide(host).Allowed {
		return vocab.Ref{}
	}
	return vocab.Ref{IRI: vocab.ID(id)}
}
