// Package verify finds out who has signed a request, for inboxes and for documents that not
// everybody may read. What needs no key is judged first, so that nothing is fetched for a
// request that could not pass; a key that does not fit is read again at its origin, once.
package verify

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"landfall/federation-core/fetch"
	"landfall/federation-core/httpsig"
	"landfall/federation-core/identity"
	"landfall/federation-core/local"
	"landfall/federation-core/moderation"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// Owners finds out whose a key is.
type Owners interface {
	Owner(ctx context.Context, budget *fetch.Budget, key vocab.ID) (identity.Signed, error)
	Again(ctx context.Context, budget *fetch.Budget, key vocab.ID, known social.Actor) (identity.Signed, error)
}

// Deps are what a verifier works with.
type Deps struct {
	Site   local.Site
	Owners Owners
	// Policy returns the policy in force.
	Policy func() *moderation.Policy
	// Caller tells whom a request comes from, "" if nobody knows; see package caller.
	Caller func(*http.Request) string
	Now    func() time.Time
	Log    *slog.Logger
}

// Verifier judges signed requests. It is safe for concurrent use.
type Verifier struct {
	Deps
	strangers strangers
	counts    counter
}

// New returns a verifier.
func New(deps Deps) *Verifier { return &Verifier{Deps: deps, strangers: newStrangers()} }

// Claim is a signature that is right in all but the key, of a server that is federated with.
type Claim struct {
	*httpsig.Claim
	// Key is the id of the key.
	Key vocab.ID
	// Caller is whom the request came from, "" if nobody knows.
	Caller string
}

// Read judges the signature of a request, with body its raw bytes, by everything that can be
// known without its key. An error is a [*RefusedError].
func (v *Verifier) Read(req *http.Request, body []byte) (Claim, error) {
	claim, err := v.read(req, body)
	if err != nil {
		v.counts.count(schemeOf(req.Header), err)
	}
	return claim, err
}

func (v *Verifier) read(req *http.Request, body []byte) (Claim, error) {
	claim, err := httpsig.Read(req, body, httpsig.Rules{Origin: v.Site.Origin(), Now: v.Now()})
	if err != nil {
		return Claim{}, v.unverified(err)
	}
	key, err := vocab.ParseID(claim.KeyID)
	switch {
	case err != nil:
		return Claim{}, &RefusedError{http.StatusUnauthorized, string(httpsig.BadKeyID), err}
	case v.Site.Owns(string(key)):
		return Claim{}, &RefusedError{http.StatusUnauthorized, "nobody else has a key of this server", nil}
	case !v.Policy().Decide(key.Host()).Allowed:
		return Claim{}, &RefusedError{http.StatusForbidden, "not federated with", nil}
	}
	return Claim{claim, key, v.Caller(req)}, nil
}

// Signer returns the actor that made a claim. An error is a [*RefusedError]; it is a
// [fetch.ErrGone] where the key's origin says that it was deleted.
func (v *Verifier) Signer(ctx context.Context, claim Claim) (social.Actor, error) {
	actor, err := v.active(ctx, claim)
	v.counts.count(claim.Scheme.String(), err)
	return actor, err
}

// active returns the actor that made a claim, if it is not suspended here.
func (v *Verifier) active(ctx context.Context, claim Claim) (social.Actor, error) {
	signed, err := v.signer(ctx, claim)
	switch {
	case err != nil:
		return social.Actor{}, v.unverified(err)
	case signed.Actor.Standing != social.Active:
		return social.Actor{}, &RefusedError{http.StatusForbidden, "the actor is suspended here", nil}
	}
	return signed.Actor, nil
}

func (v *Verifier) signer(ctx context.Context, claim Claim) (identity.Signed, error) {
	reading := v.strangers.reading(claim, v.Now)
	budget := fetch.NewBudgetIf(reading.begin)
	signed, err := v.owner(ctx, budget, claim)
	switch used := budget.Used() > 0; {
	case used && err == nil:
		reading.spare()
	case used:
		v.Log.WarnContext(ctx, "a key was read for nothing", "error", err)
	}
	return signed, err
}

// owner returns whoever has the key of a claim, if the claim was made with it.
func (v *Verifier) owner(ctx context.Context, budget *fetch.Budget, claim Claim) (identity.Signed, error) {
	signed, err := v.Owners.Owner(ctx, budget, claim.Key)
	if err == nil {
		err = claim.Verify(signed.Key)
	}
	// What was read for this very request is not read again, and neither is nobody.
	if err == nil || budget.Used() > 0 || signed.Actor.ID == "" {
		return signed, err
	}
	again, failed := v.Owners.Again(ctx, budget, claim.Key, signed.Actor)
	switch {
	case failed == nil:
		return again, claim.Verify(again.Key)
	case errors.Is(failed, fetch.ErrRefused) && !errors.Is(failed, fetch.ErrGone):
		return signed, err // it stays wrong, and the answer is the same however often it is asked
	}
	return again, failed
}

// unverified tells a signature that is wrong from one that cannot be judged now.
func (v *Verifier) unverified(err error) *RefusedError {
	if no, ok := errors.AsType[*httpsig.RefusedError](err); ok {
		return &RefusedError{http.StatusUnauthorized, string(no.Reason), err}
	}
	if errors.Is(err, fetch.ErrRefused) || errors.Is(err, social.ErrGone) {
		return &RefusedError{http.StatusUnauthorized, "the key cannot be had", err}
	}
	if errors.Is(err, fetch.ErrCrowded) {
		return &RefusedError{http.StatusTooManyRequests, "too many keys had to be read for nothing", err}
	}
	return &RefusedError{http.StatusServiceUnavailable, "the key cannot be had now", err}
}
