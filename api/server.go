package api

import (
	"log/slog"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/internal/httpkit"
)

// serverDocument is the answer of GET /servers/{host}.
type serverDocument struct {
	AsOf *string `json:"as_of"`
	// Listed says whether lists may show this server, and NotListed why not.
	Listed    bool    `json:"listed"`
	NotListed *string `json:"not_listed_reason"`
	row
	reasons
	Extended      *string `json:"extended_description"`
	SignupMessage *string `json:"signup_message"` // the server's own text about joining
	Repository    *string `json:"software_repository"`
	// Standing compares the version with the newest release of the software that is
	// widely run, as far as Landfall sees: current, behind or unknown.
	Standing directory.Standing `json:"version_standing"`
	Newest   *string            `json:"newest_version"`
	// OtherNames lead to this server; see [landfall.AliasEvidence].
	OtherNames []otherName `json:"other_names"`
	Rules      []ruleText  `json:"rules"` // in the server's own words and order; empty: none stated
	details
	// Evidence says of each fact where it comes from. A fact without is not stated.
	Evidence map[landfall.Field]evidence `json:"evidence"`
	history
	// Hosting is what the address it answered at tells, null if that is nothing.
	Hosting       *hosting `json:"hosting"`
	HostingReason *string  `json:"hosting_reason"`
	LastOutcome   *string  `json:"last_outcome"`
	LastReason    *string  `json:"last_outcome_reason"`
}

type otherName struct {
	Name     string                 `json:"name"`
	Evidence landfall.AliasEvidence `json:"evidence"`
	Source   string                 `json:"source"`
	Merged   bool                   `json:"merged"` // it has no document of its own here
	LastSeen *string                `json:"last_seen"`
}

type ruleText struct {
	Text string  `json:"text"`
	Hint *string `json:"hint"`
}

// evidence is where a fact comes from and how old it is.
type evidence struct {
	Source    string  `json:"source"` // the document
	Path      string  `json:"path"`   // the field or fields in it
	FirstSeen *string `json:"first_seen"`
	LastSeen  *string `json:"last_seen"`
	Age       int64   `json:"age_s"` // from last_seen to as_of, in seconds
	// Doubt is set for a count that jumped.
	Doubt *doubt `json:"doubt,omitempty"`
}

// doubt is what was believed of a count before it jumped, and when that was; null
// below ten people.
type doubt struct {
	Before *int64  `json:"before"`
	Since  *string `json:"since"`
}

// server answers GET /servers/{host}. A host that asked not to be measured is
// answered like one that nobody has ever heard of.
func (a *api) server(c *gin.Context) error {
	host, err := landfall.ParseHost(c.Param("host"))
	if err != nil {
		return badParameter("host", "It is not the name of a host: a name only, below a public suffix.")
	}
	snapshot := a.deps.Directory.Load()
	server := snapshot.Server(host)
	if instance := snapshot.Named(host); server == nil && instance != "" {
		c.Redirect(http.StatusMovedPermanently, Prefix+"/servers/"+instance.String())
		return nil
	}
	if server == nil {
		return landfall.ErrNotFound
	}
	c.Header("Cache-Control", cacheFor)
	if httpkit.NotModified(c, httpkit.ETag(snapshot.Epoch(), "server", host.String())) {
		return nil
	}
	at := snapshot.Totals().At
	document := newServerDocument(server, at)
	if document.history, err = a.history(c.Request.Context(), host, at); err != nil {
		// The facts are of use without the history, but not for long.
		a.deps.Logger.WarnContext(c.Request.Context(), "history not read", slog.String("host", host.String()), slog.Any("error", err))
		c.Writer.Header().Del("ETag")
		c.Header("Cache-Control", "no-store")
	}
	return send(c, document)
}

func newServerDocument(s *directory.Server, at time.Time) serverDocument {
	d := serverDocument{
		AsOf:          moment(at),
		NotListed:     text(s.Unlisted(at)),
		row:           newRow(s),
		reasons:       newReasons(s),
		Extended:      text(s.Facts.Extended),
		SignupMessage: text(s.Facts.Signup.Message),
		Repository:    text(s.Facts.Software.Repository),
		Standing:      s.Upkeep.Standing,
		Newest:        text(s.Upkeep.Newest),
		Rules:         make([]ruleText, 0, len(s.Facts.Rules)),
		OtherNames:    make([]otherName, 0, len(s.Names)),
		Evidence:      make(map[landfall.Field]evidence, len(s.Facts.Evidence)),
		details:       newDetails(&s.Facts),
		LastOutcome:   text(string(s.LastOutcome)),
		LastReason:    text(s.LastReason),
	}
	d.Listed = d.NotListed == nil
	d.Hosting, d.HostingReason = newHosting(s, at)
	for _, r := range s.Facts.Rules {
		d.Rules = append(d.Rules, ruleText{r.Text, text(r.Hint)})
	}
	for _, a := range s.Names {
		d.OtherNames = append(d.OtherNames, otherName{a.Name.String(), a.Evidence, a.Source, a.Merged, moment(a.LastSeen)})
	}
	for field, e := range s.Facts.Evidence {
		if field.HeldBack() {
			continue
		}
		d.Evidence[field] = evidence{
			Source: e.Source, Path: e.Path,
			FirstSeen: moment(e.FirstSeen), LastSeen: moment(e.LastSeen),
			Age:   age(e.LastSeen, at),
			Doubt: newDoubt(field, e.Doubt),
		}
	}
	return d
}

func newDoubt(field landfall.Field, d *landfall.Doubt) *doubt {
	if d == nil {
		return nil
	}
	before, _ := people(landfall.Known(d.Before))
	if field == landfall.FieldPosts {
		before = &d.Before
	}
	return &doubt{before, moment(d.Since)}
}
