package inbox

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"landfall/federation-core/allowance"
	"landfall/federation-core/fetch"
	"landfall/federation-core/followers"
	"landfall/federation-core/httpsig"
	"landfall/federation-core/social"
	"landfall/federation-core/verify"
	"landfall/federation-core/vocab"
)

// Known answers whether an actor was heard of.
type Known interface {
	Actor(ctx context.Context, id string) (social.Actor, error)
}

// ReceiverDeps are what a receiver works with.
type ReceiverDeps struct {
	// Verifier finds out who has signed.
	Verifier *verify.Verifier
	Known    Known
	Queue    Queue
	// Arrived tells the processor that there is something to do.
	Arrived func()
	// Offered is told what an actor's signed request says of its followers (FEP-8fcf).
	Offered func(actor social.Actor, header string)
	// Heard tells that a server has sent something that was verified, and how it signs.
	Heard func(host string, scheme httpsig.Scheme)
	Now   func() time.Time
	Log   *slog.Logger
}

// Requests of one caller that may be refused: this many at once, and one more each time the
// interval is over. Then nothing of it is looked at until the next one may be, so that junk costs
// little; whoever sends what is accepted is never held up.
const (
	refusedAtOnce   = 300
	refusalInterval = 100 * time.Millisecond
)

// Receiver answers POSTs to inboxes.
type Receiver struct {
	ReceiverDeps
	gathering gathering
	refusals  *allowance.Book // by caller
	Counts    Counts
}

// NewReceiver returns a receiver.
func NewReceiver(deps ReceiverDeps) *Receiver {
	return &Receiver{ReceiverDeps: deps, gathering: gathering{queue: deps.Queue}, refusals: allowance.New(refusedAtOnce, refusalInterval)}
}

// verdict is an answer to a request: a status and, for the sender's eyes, why.
type verdict struct {
	status int
	reason string
}

var (
	accepted = verdict{http.StatusAccepted, ""}
	// limited is the answer to whoever has sent too much that was refused.
	limited = verdict{http.StatusTooManyRequests, "too much that was refused has come from there"}
	// dropped is an activity that is nothing to us, and that nobody should send again.
	dropped = verdict{http.StatusAccepted, "nothing is done"}
)

// junk reports whether it is the answer to what no honest server should send. A server that is
// not federated with may go on: it will not be told to come again later.
func (v verdict) junk() bool {
	return v.status >= 400 && v.status < 500 && v.status != http.StatusForbidden && v.status != http.StatusTooManyRequests
}

// ServeHTTP answers one POST: 202 once the activity is durable or nothing to us; 401 if its
// signature is missing, wrong, or not its actor's, so that the sender may sign in the other
// way; 403 if its server is not federated with; 413, 415 and 400 for what is no activity; 429 to
// whoever has sent much that was refused; 503 if we cannot look now.
func (r *Receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	v, from := limited, r.Verifier.Caller(req)
	if from == "" || r.refusals.Left(from, r.Now()) {
		v = r.judge(w, req)
	}
	if from != "" && v.junk() {
		r.refusals.Take(from, r.Now())
	}
	r.Counts.count(v)
	if v.status == http.StatusUnauthorized {
		w.Header().Set("Accept-Signature", httpsig.AcceptSignature(req.Method))
	}
	if v.status == http.StatusTooManyRequests || v.status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "60")
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(v.status)
	if v.reason != "" {
		_, _ = io.WriteString(w, v.reason+"\n")
	}
}

// judge looks at what is cheap first: nothing is fetched for a request that could not pass.
func (r *Receiver) judge(w http.ResponseWriter, req *http.Request) verdict {
	if v := plausible(req); v.status != 0 {
		return v
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, req.Body, vocab.MaxBytes))
	if tooLarge, _ := errors.AsType[*http.MaxBytesError](err); tooLarge != nil {
		return verdict{http.StatusRequestEntityTooLarge, "at most 1 MiB"}
	}
	if err != nil {
		return verdict{http.StatusBadRequest, "the body ends too early"}
	}
	doc, err := vocab.Parse(body)
	if err != nil {
		return verdict{http.StatusBadRequest, err.Error()}
	}
	activity, err := doc.Activity()
	if err != nil {
		return verdict{http.StatusBadRequest, err.Error()}
	}
	ctx := req.Context()
	if r.stranger(ctx, &activity) {
		return dropped
	}
	claim, err := r.Verifier.Read(req, body)
	if err != nil {
		return refused(err)
	}
	return r.verify(ctx, &activity, claim, body, req.Header.Get(followers.HeaderName))
}

// plausible refuses what no server sends.
func plausible(req *http.Request) verdict {
	switch {
	case req.Method != http.MethodPost:
		return verdict{http.StatusMethodNotAllowed, "inboxes take POST"}
	case req.ContentLength > vocab.MaxBytes:
		return verdict{http.StatusRequestEntityTooLarge, "at most 1 MiB"}
	case req.Header.Get("Content-Encoding") != "" && !strings.EqualFold(req.Header.Get("Content-Encoding"), "identity"):
		return verdict{http.StatusUnsupportedMediaType, "compressed requests are not taken"}
	case !vocab.IsActivityJSON(req.Header.Get("Content-Type")):
		return verdict{http.StatusUnsupportedMediaType, "inboxes take " + vocab.ContentType}
	case req.Header.Get("Signature") == "" && req.Header.Get("Signature-Input") == "":
		return verdict{http.StatusUnauthorized, string(httpsig.Unsigned)}
	}
	return verdict{}
}

// stranger reports whether somebody we never heard of tells of the end, or of a change, of
// itself: when an account with many followers goes, every server hears of it, and to fetch the
// keys of all of them would be an attack on them and on us.
func (r *Receiver) stranger(ctx context.Context, a *vocab.Activity) bool {
	if a.Type != "Delete" && a.Type != "Update" || a.Object.IRI != a.Actor {
		return false
	}
	_, err := r.Known.Actor(ctx, string(a.Actor))
	return errors.Is(err, social.ErrNotFound) || errors.Is(err, social.ErrGone)
}

// refused is the answer to whoever is not known to have signed.
func refused(err error) verdict {
	if no, ok := errors.AsType[*verify.RefusedError](err); ok {
		return verdict{no.Status, no.Reason}
	}
	return verdict{http.StatusInternalServerError, ""}
}

// verify finds out whether the activity's actor has signed it, and takes it if so.
func (r *Receiver) verify(ctx context.Context, a *vocab.Activity, claim verify.Claim, body []byte, offer string) verdict {
	if !vocab.SameOrigin(claim.Key, a.Actor) {
		return verdict{http.StatusUnauthorized, "the key is not of the actor's origin"}
	}
	signer, err := r.Verifier.Signer(ctx, claim)
	switch {
	case errors.Is(err, fetch.ErrGone) && a.Type == "Delete" && a.Object.IRI == a.Actor:
		a.ID = "" // its origin says that it is gone, and nobody that this is its id
		return r.take(ctx, a, body, claim)
	case err != nil:
		return refused(err)
	case signer.ID != string(a.Actor):
		return verdict{http.StatusUnauthorized, "the signer is not the actor"}
	case a.ID != "" && !vocab.SameOrigin(a.ID, a.Actor) && a.Type != "Undo":
		return dropped // it is nobody's to say, but for an Undo, as snac2 sends it
	}
	r.Heard(claim.Key.Host(), claim.Scheme)
	if offer != "" && claim.Covers(followers.HeaderName) {
		r.Offered(signer, offer)
	}
	return r.take(ctx, a, body, claim)
}

// take makes an activity durable.
func (r *Receiver) take(ctx context.Context, a *vocab.Activity, body []byte, claim verify.Claim) verdict {
	arrival := social.Arrival{ID: arrivalID(a, body, claim), Actor: string(a.Actor), Body: body, Received: r.Now()}
	fresh, err := r.gathering.accept(ctx, arrival)
	switch {
	case errors.Is(err, ErrCrowded):
		return verdict{http.StatusServiceUnavailable, "too much is coming in"}
	case err != nil:
		r.Log.ErrorContext(ctx, "an activity is not taken", "error", err)
		return verdict{http.StatusServiceUnavailable, "it cannot be kept now"}
	}
	if fresh {
		r.Arrived()
	}
	return accepted
}

// renamed are the activities that software makes ids for of what they are about, so that the next
// of its kind has the same: Misskey every Follow of somebody and its Undo, Friendica every edit of
// a post. WriteFreely gives whatever it does to a post the post's own id.
var renamed = []string{"Follow", "Accept", "Reject", "Undo", "Update"}

// arrivalID is the activity's id or, where it has none that is its own, one made of what was
// sent and how it was signed. Ids are taken once, for ever, so that a request that somebody
// sends again does nothing: neither one with an id, nor the same bytes with the same signature.
func arrivalID(a *vocab.Activity, body []byte, claim verify.Claim) string {
	if a.ID != "" && a.ID != a.Object.IRI && !slices.Contains(renamed, a.Type) {
		return string(a.ID)
	}
	sum := sha256.New()
	sum.Write(body)
	sum.Write(claim.Signature)
	return string(a.Actor) + "#" + hex.EncodeToString(sum.Sum(nil))
}
