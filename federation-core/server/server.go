package server

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"landfall/federation-core/httpsig"
	"landfall/federation-core/local"
	"landfall/federation-core/moderation"
	"landfall/federation-core/nodeinfo"
	"landfall/federation-core/social"
	"landfall/federation-core/verify"
	"landfall/federation-core/webfinger"
)

// Actors answers who somebody is: [social.ErrNotFound] for somebody never heard of,
// [social.ErrGone] for somebody who was deleted.
type Actors interface {
	Actor(ctx context.Context, id string) (social.Actor, error)
	LocalActor(ctx context.Context, username string) (social.Actor, error)
	Blocks(ctx context.Context, blocker, blocked string) (bool, error)
}

// Posts answers what a post says and who may read it; the errors are those of Actors.
type Posts interface {
	Post(ctx context.Context, id string) (social.Post, error)
	// MayRead reports whether an actor may see a post: "" is anybody at all.
	MayRead(ctx context.Context, post, actor string) (bool, error)
	// Replies returns public and unlisted replies later than the one numbered after, the
	// oldest first.
	Replies(ctx context.Context, post string, after int64, n int) ([]social.Numbered[social.Post], error)
}

// Shown answers what an actor has published, no narrower than that, the newest first, older
// than the one numbered before if that is not 0.
type Shown interface {
	PostsOf(ctx context.Context, actor string, narrowest social.Visibility, before int64, n int) ([]social.Numbered[social.Post], error)
	CountPosts(ctx context.Context, actor string, narrowest social.Visibility) (int64, error)
	Pinned(ctx context.Context, actor string) ([]social.Numbered[social.Post], error)
}

// Boosts answers which posts that anybody may read an actor has passed on to anybody, in the
// order of Shown and with numbers of the same kind.
type Boosts interface {
	BoostsOf(ctx context.Context, actor string, before int64, n int) ([]social.Numbered[social.Reaction], error)
	CountBoosts(ctx context.Context, actor string) (int64, error)
}

// Follows answers who follows whom, the newest first.
type Follows interface {
	Follows(ctx context.Context, of social.Relations, before int64, n int) ([]social.Numbered[social.Follow], error)
	CountFollows(ctx context.Context, of social.Relations) (int64, error)
	// FollowersOn returns the followers on one server, in byte order.
	FollowersOn(ctx context.Context, actor, server string) ([]string, error)
}

// Census counts the people and posts here.
type Census interface {
	Usage(ctx context.Context, at time.Time) (social.Usage, error)
}

// Store is all that is read.
type Store interface {
	Actors
	Posts
	Shown
	Boosts
	Follows
	Census
}

// Deps are what a server works with.
type Deps struct {
	Site  local.Site
	Store Store
	// Inbox answers POSTs to the inboxes of everybody.
	Inbox http.Handler
	// Verifier finds out who has signed a GET.
	Verifier *verify.Verifier
	// Policy and Settings return those in force.
	Policy   func() *moderation.Policy
	Settings func() Settings
	// Heard, if not nil, is told of each server whose signature held, and how it signs.
	Heard func(host string, scheme httpsig.Scheme)
	// Version is that of the software, as NodeInfo tells it.
	Version string
	Now     func() time.Time
	Log     *slog.Logger
}

// Server answers the requests of other servers. It is safe for concurrent use.
type Server struct {
	Deps
	mux    *http.ServeMux
	census census
}

// New returns a server. It answers 404 for all paths that are none of its own.
func New(deps Deps) *Server {
	s := &Server{Deps: deps, mux: http.NewServeMux()}
	s.route()
	return s
}

// maxURL is how long the path and the query of a request may be, in bytes.
const maxURL = 4 << 10

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	if len(r.URL.RequestURI()) > maxURL {
		plain(http.StatusRequestURITooLong, "at most 4 KiB of path and query").write(w, r)
		return
	}
	s.mux.ServeHTTP(w, r)
}

// route knows the paths (federation.md, section 4).
func (s *Server) route() {
	s.open(webfinger.Path, s.webfinger)
	s.open(webfinger.HostMetaPath, s.hostMeta)
	s.open(webfinger.HostMetaJSONPath, s.hostMetaJSON)
	s.open(nodeinfo.Path, s.nodeInfoLinks)
	s.open(nodeinfo.V20.Path(), s.nodeInfo(nodeinfo.V20))
	s.open(nodeinfo.V21.Path(), s.nodeInfo(nodeinfo.V21))
	s.open("/actor", s.instance)

	s.get("/users/{name}", s.eitherForm(s.answerActor(s.actor), s.profilePage))
	s.get("/users/{name}/outbox", s.answer(s.outbox))
	s.get("/users/{name}/followers", s.answer(s.followers))
	s.get("/users/{name}/following", s.answer(s.following))
	s.get("/users/{name}/collections/featured", s.answer(s.featured))
	s.get("/users/{name}/followers_synchronization", s.answer(s.synchronization))
	s.get("/users/{name}/statuses/{post}", s.eitherForm(s.answer(s.note), s.postPage))
	s.get("/users/{name}/statuses/{post}/activity", s.answer(s.creation))
	s.get("/users/{name}/statuses/{post}/replies", s.answer(s.replies))
	s.get("/{at}", s.eitherForm(s.answerActor(s.actor), s.profilePage))
	s.get("/{at}/{post}", s.eitherForm(s.answer(s.note), s.postPage))

	s.get("/{$}", s.home)
	s.post("/inbox", s.Inbox)
	s.post("/users/{name}/inbox", http.HandlerFunc(s.personalInbox))
	s.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { missing.write(w, r) })
}
