package server

import (
	"context"
	"errors"
	"net/http"

	"landfall/federation-core/httpsig"
	"landfall/federation-core/social"
	"landfall/federation-core/verify"
	"landfall/federation-core/vocab"
)

// asker is whoever wants to read something.
type asker struct {
	id     string               // of an actor whose signature holds, "" for anybody
	signed bool                 // the request has a signature, whatever it is worth
	doubt  *verify.RefusedError // why the signature counts for nothing
}

// host is the server of an actor, with its port if it has one.
func (a asker) host() string { return vocab.ID(a.id).Host() }

// finder looks something up for somebody. Errors are those of [Actors].
type finder func(ctx context.Context, r *http.Request, by asker) (answer, error)

// answer serves a document that may depend on who asks.
func (s *Server) answer(find finder) responder { return s.guard(find, s.identify) }

// answerActor serves a document that is the same for everybody who gets it, so that a signature
// is looked at only where one is demanded. Another server reads it to learn our key, and it
// must not take theirs to do so.
func (s *Server) answerActor(find finder) responder {
	return s.guard(find, func(ctx context.Context, claim verify.Claim) (string, error) {
		if !s.settings().secure() {
			return "", nil
		}
		return s.identify(ctx, claim)
	})
}

type identifier func(ctx context.Context, claim verify.Claim) (string, error)

// guard finds out who asks, and then what it is that it may see.
func (s *Server) guard(find finder, identify identifier) responder {
	return func(r *http.Request) answer {
		by, no := s.asker(r, identify)
		if no != nil {
			return refused(no)
		}
		a, err := find(r.Context(), r, by)
		if err != nil {
			a = s.failed(r, err)
		}
		if a.status == http.StatusNotFound && by.doubt != nil {
			return refused(by.doubt)
		}
		if by.signed {
			a.cache = notStored
		}
		return a
	}
}

// asker returns whoever sent a request, or why it gets no answer.
func (s *Server) asker(r *http.Request, identify identifier) (asker, *verify.RefusedError) {
	by := asker{signed: len(r.Header.Values("Signature")) > 0 || len(r.Header.Values("Signature-Input")) > 0}
	secure := s.settings().secure()
	if !by.signed && !secure {
		return by, nil
	}
	claim, err := s.Verifier.Read(r, nil)
	if err == nil {
		by.id, err = identify(r.Context(), claim)
	}
	if err == nil {
		return by, nil
	}
	no, ok := errors.AsType[*verify.RefusedError](err)
	if !ok {
		no = &verify.RefusedError{Status: http.StatusServiceUnavailable, Reason: "this cannot be looked up now"}
	}
	if secure || no.Status == http.StatusForbidden {
		return by, no
	}
	by.doubt = no
	return by, nil
}

// identify returns the id of the actor that made a claim.
func (s *Server) identify(ctx context.Context, claim verify.Claim) (string, error) {
	signer, err := s.Verifier.Signer(ctx, claim)
	if err != nil {
		return "", err
	}
	if s.Heard != nil {
		s.Heard(claim.Key.Host(), claim.Scheme)
	}
	return signer.ID, nil
}

// unsigned is the refusal of whoever has to sign and did not, or not well.
func (a asker) unsigned() answer {
	if a.doubt != nil {
		return refused(a.doubt)
	}
	return refused(&verify.RefusedError{Status: http.StatusUnauthorized, Reason: string(httpsig.Unsigned)})
}

// kept reports whether an actor's things are kept from somebody: nothing of whoever is
// suspended is shown, and nothing to whoever is blocked.
func (s *Server) kept(ctx context.Context, owner *social.Actor, by asker) (bool, error) {
	if owner.Standing != social.Active || by.id == "" {
		return owner.Standing != social.Active, nil
	}
	return s.Store.Blocks(ctx, owner.ID, by.id)
}
