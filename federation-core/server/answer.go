package server

import (
	"errors"
	"maps"
	"net/http"
	"strconv"

	"landfall/federation-core/httpsig"
	"landfall/federation-core/social"
	"landfall/federation-core/verify"
	"landfall/federation-core/vocab"
)

// What caches may do with an answer.
const (
	// shared is for what anybody may read.
	shared    = "public, max-age=180"
	notStored = "private, no-store"
)

// answer is what goes back.
type answer struct {
	status int
	kind   string // media type
	body   []byte
	cache  string // Cache-Control
	extra  http.Header
}

// missing is the answer for what is not there, and for what is none of the asker's business.
var missing = plain(http.StatusNotFound, "there is nothing here for you")

// plain is an answer in a few words, which is not kept.
func plain(status int, words string) answer {
	return answer{status: status, kind: "text/plain; charset=utf-8", body: []byte(words + "\n"), cache: notStored}
}

// refused is the answer to whoever did not show who it is.
func refused(no *verify.RefusedError) answer {
	a := plain(no.Status, no.Reason)
	switch no.Status {
	case http.StatusUnauthorized:
		a = a.with("Accept-Signature", httpsig.AcceptSignature(http.MethodGet))
		return a.with("WWW-Authenticate", `Signature headers="(request-target) host date"`)
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return a.with("Retry-After", "60")
	}
	return a
}

// written is a document of ours.
func written(o vocab.Object) (answer, error) {
	body, err := vocab.Write(o)
	return answer{status: http.StatusOK, kind: vocab.ContentType, body: body, cache: shared}, err
}

// public is a document for anybody, unless it could not be written.
func (s *Server) public(r *http.Request, kind string, body []byte, err error) answer {
	if err != nil {
		return s.failed(r, err)
	}
	return answer{status: http.StatusOK, kind: kind, body: body, cache: shared}
}

// tombstone is the answer for what was deleted.
func tombstone(id string) (answer, error) {
	a, err := written(vocab.Tombstone{ID: vocab.ID(id)})
	a.status = http.StatusGone
	return a, err
}

// failed is the answer where there is none: what was looked for is not there, or we cannot look.
func (s *Server) failed(r *http.Request, err error) answer {
	switch {
	case errors.Is(err, social.ErrNotFound):
		return missing
	case errors.Is(err, social.ErrGone):
		if a, err := tombstone(s.Site.Actor(username(r))); err == nil {
			return a
		}
	}
	if ctx := r.Context(); ctx.Err() == nil {
		s.Log.ErrorContext(ctx, "a request is not answered", "error", err)
	}
	return plain(http.StatusServiceUnavailable, "this cannot be looked up now").with("Retry-After", "60")
}

// with returns the answer with another header; the first is left as it is.
func (a answer) with(name, value string) answer {
	extra := a.extra.Clone()
	if extra == nil {
		extra = http.Header{}
	}
	extra.Set(name, value)
	a.extra = extra
	return a
}

// write sends it.
func (a answer) write(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	maps.Copy(h, a.extra)
	h.Set("Content-Type", a.kind)
	h.Set("Content-Length", strconv.Itoa(len(a.body)))
	h.Set("Cache-Control", a.cache)
	h.Set("Vary", "Accept, Signature")
	w.WriteHeader(a.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(a.body) // whoever went away has no use for an error
	}
}
