package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// noticePage is one closing: the day, what it rests on, its history and what to do.
type noticePage struct {
	frame
	closing
	Verdict noticeVerdict
	Said    []statement
	Events  []noticeEvent
	Moving  *movingPart
	Similar []card
	// Others leads to all notices of the host, "" if this is the only one.
	Others   string
	Calendar string // "" if there is no day to put into one
	JSON     string
	Contact  string
	Closing  bool // it has not ended
}

// noticeVerdict is where it stands, as the heading says it.
type noticeVerdict struct {
	Heading   string
	From, To  time.Time // after the heading, zero for none
	Sentence  string
	Good      bool // it stays
	Progress  string
	Past, All int // days since the announcement, and from it to the end
	Facts     []fact
}

// statement is one place that says so. Its link is only there if it is a sound address.
type statement struct {
	Source, Quote string
	Link          outsideLink
	Stated        string // the days that it names
	First, Last   time.Time
}

// outsideLink is an address that somebody stated, and the host it leads to.
type outsideLink struct{ Href, Text string }

// noticeEvent is one change of the notice.
type noticeEvent struct {
	At       time.Time
	What, By string
	Why      string    // as the event keeps it
	ClosesTo time.Time // the last day from then on, zero if not known
}

func (s *Site) notice(c *gin.Context) error {
	id := c.Param("id")
	n := s.snapshot().Notice(id)
	if n == nil {
		return fmt.Errorf("notice %q: %w", clip(id, 80), landfall.ErrNotFound)
	}
	return s.render(c, http.StatusOK, noticeTempl(s.newNoticePage(c.Request.Context(), n)))
}

func (s *Site) newNoticePage(ctx context.Context, n *landfall.Notice) noticePage {
	snapshot := s.snapshot()
	server := snapshot.Server(n.Host)
	domain := noticeIdentity(n.Host, server).Domain
	f := s.frame(ctx, noticePath(n.ID), noticeTitle(ctx, n, domain), tongue.Say(ctx, "When {server} closes or closed, who says so, and what its people can do.", "server", domain))
	f.Here, f.JSONAlternative = "/notices", "/api/v1/notices/"+url.PathEscape(n.ID)
	page := noticePage{
		frame: f, closing: s.newClosing(ctx, n, f.Now), Verdict: newNoticeVerdict(ctx, n, server, f.Now),
		JSON: f.JSONAlternative, Contact: s.cfg.Contact, Closing: !n.State.Ended(),
	}
	for i := range n.Statements {
		page.Said = append(page.Said, s.newStatement(ctx, &n.Statements[i]))
	}
	for i := range n.Events {
		page.Events = append(page.Events, newNoticeEvent(ctx, &n.Events[i]))
	}
	if len(snapshot.NoticesOf(n.Host)) > 1 {
		page.Others = gonePath(n.Host)
	}
	if n.State.Closing() || n.State.Gone() { // whoever stays has no need to move
		page.Moving, page.Similar = s.newMovingPart(ctx, n, server, f.Now), s.similarOpen(ctx, server, f.Now)
	}
	if n.State.Closing() && !n.ClosesFrom.IsZero() {
		page.Calendar = noticePath(n.ID) + ".ics"
	}
	return page
}

// noticeTitle names the page in search engines and tabs.
func noticeTitle(ctx context.Context, n *landfall.Notice, domain string) string {
	switch {
	case n.State.Gone():
		return tongue.Say(ctx, "{server} has closed", "server", domain)
	case n.State.Ended():
		return tongue.Say(ctx, "{server} stays", "server", domain)
	case n.ClosesFrom.IsZero():
		return tongue.Say(ctx, "{server} is closing", "server", domain)
	}
	return tongue.Say(ctx, "{server} closes on {day}", "server", domain, "day", tongue.LongDate(ctx, n.ClosesFrom))
}

// longestLink bounds the addresses that are linked, in bytes.
const longestLink = 2000

// publicLink makes a link of an address, empty if it is not one of a page on a public
// host, or in a demonstration: a simulated name may be somebody's real domain.
func (s *Site) publicLink(text string) outsideLink {
	u, err := url.Parse(text)
	if s.cfg.Demo || err != nil || u.User != nil || u.Port() != "" || u.Scheme != "https" && u.Scheme != "http" || len(text) > longestLink {
		return outsideLink{}
	}
	host, err := landfall.ParseHost(u.Hostname())
	if err != nil {
		return outsideLink{}
	}
	return outsideLink{Href: u.String(), Text: host.Display()}
}

func (s *Site) newStatement(ctx context.Context, said *landfall.NoticeStatement) statement {
	st := statement{Source: phrase.NoticeSource(ctx, said.Source), Quote: said.Quote, First: said.FirstSeen, Last: said.LastSeen, Link: s.publicLink(said.URL)}
	switch from, to := tongue.LongDate(ctx, said.ClosesFrom), tongue.LongDate(ctx, said.ClosesTo); {
	case said.ClosesFrom.IsZero():
	case from == to:
		st.Stated = tongue.Say(ctx, "names {day}", "day", from)
	default:
		st.Stated = tongue.Say(ctx, "names {from} to {to}", "from", from, "to", to)
	}
	return st
}

func newNoticeEvent(ctx context.Context, e *landfall.NoticeEvent) noticeEvent {
	event := noticeEvent{At: e.At, What: phrase.NoticeState(ctx, e.To), By: phrase.NoticeBy(ctx, e.By), Why: e.Why, ClosesTo: e.ClosesTo}
	switch {
	case e.From == e.To:
		event.What = tongue.Say(ctx, "More is known")
	case !e.To.Public():
		event.What = tongue.Say(ctx, "Read of, not confirmed")
	}
	return event
}

// newNoticeVerdict says where a closing stands. Without a day that is known nothing
// counts down, and nobody is blamed for anything.
func newNoticeVerdict(ctx context.Context, n *landfall.Notice, server *directory.Server, now time.Time) noticeVerdict {
	v := noticeVerdict{From: n.ClosesFrom, To: n.ClosesTo}
	switch n.State {
	case landfall.NoticeVanished:
		v.Heading, v.From = tongue.Say(ctx, "No notice is known"), time.Time{}
		v.Sentence = tongue.Say(ctx, "It has not been answering for so long that it counts as closed.")
		if since := silentSince(n, server); !since.IsZero() {
			v.Heading = tongue.Say(ctx, "Not answering since {day}, no notice known", "day", tongue.LongDate(ctx, since))
		}
	case landfall.NoticeClosed:
		v.Heading, v.Sentence = tongue.Say(ctx, "Closed with notice"), tongue.Say(ctx, "It was said beforehand.")
	case landfall.NoticeCancelled:
		v.Heading, v.From, v.Good, v.Sentence = tongue.Say(ctx, "It stays after all"), time.Time{}, true, tongue.Say(ctx, "The closing was called off.")
	case landfall.NoticeHandedOver:
		v.Heading, v.From, v.Good, v.Sentence = tongue.Say(ctx, "It goes on in other hands"), time.Time{}, true, tongue.Say(ctx, "Somebody else runs it now, so that it does not close.")
	case landfall.NoticeConfirmed, landfall.NoticeCounting, landfall.NoticeReported, landfall.NoticeRetracted, landfall.NoticeMerged:
		v.countDown(ctx, n, now)
	}
	v.Facts = noticeFacts(ctx, n)
	return v
}

// countDown fills in a verdict of a closing that is to come.
func (v *noticeVerdict) countDown(ctx context.Context, n *landfall.Notice, now time.Time) {
	switch left := phrase.DaysUntil(n.ClosesFrom, now); {
	case n.ClosesFrom.IsZero():
		v.Heading, v.Sentence = tongue.Say(ctx, "Closes on a day that is not known yet"), tongue.Say(ctx, "Better save what you want to keep soon.")
	case left < 0:
		v.Heading, v.Sentence = tongue.Say(ctx, "The day has come"), tongue.Say(ctx, "Whether it has closed is not settled yet: it is looked at further.")
	case n.ClosesFrom.Equal(n.ClosesTo):
		v.Heading = tongue.Say(ctx, "Closes {when}", "when", phrase.Until(ctx, n.ClosesFrom, now))
	default:
		v.Heading, v.Sentence = tongue.Say(ctx, "May close {when}", "when", phrase.Until(ctx, n.ClosesFrom, now)), tongue.Say(ctx, "Only a span of days is stated. Take the first one for the end.")
	}
	all, known := n.Days()
	past := -phrase.DaysUntil(n.Announced, now)
	if known && all > 0 && past >= 0 && past <= all {
		v.Past, v.All = past, all
		v.Progress = tongue.Count(ctx, all, "{past} of {n} day have passed since the announcement.", "{past} of {n} days have passed since the announcement.", "past", past)
	}
}

func noticeFacts(ctx context.Context, n *landfall.Notice) []fact {
	announced := fact{Label: tongue.Say(ctx, "Announced"), Value: tongue.Say(ctx, "Not known"), Unknown: true}
	if !n.Announced.IsZero() {
		announced = fact{Label: tongue.Say(ctx, "Announced"), Value: tongue.LongDate(ctx, n.Announced)}
	}
	facts := []fact{announced, lengthFact(ctx, n)}
	if days, known := n.Days(); known && n.State != landfall.NoticeVanished {
		ninety := tongue.Say(ctx, "No")
		if days >= landfall.CovenantDays {
			ninety = tongue.Say(ctx, "Yes")
		}
		facts = append(facts, fact{Label: tongue.Say(ctx, "90 days or more"), Value: ninety})
	}
	return append(facts, fact{Label: tongue.Say(ctx, "Known to Landfall since"), Value: tongue.LongDate(ctx, n.Found)})
}

// silentSince is since when a server that vanished has not been answering, zero if that
// is not known.
func silentSince(n *landfall.Notice, server *directory.Server) time.Time {
	if server != nil && !server.DownSince.IsZero() {
		return server.DownSince
	}
	if !n.ClosesTo.IsZero() {
		return n.ClosesTo
	}
	for i := range n.Statements {
		if n.Statements[i].Source == landfall.NoticeFromAbsence {
			return n.Statements[i].FirstSeen
		}
	}
	return time.Time{}
}

// similarShown is how many similar servers a notice names.
const similarShown = 3

// similarOpen are servers that are like one that closes, take people, and are in lists
// without being asked for.
func (s *Site) similarOpen(ctx context.Context, server *directory.Server, now time.Time) []card {
	if server == nil {
		return nil
	}
	takes := directory.DefaultQuery().Chosen[directory.KeySignup]
	matches := s.likeness.Similar(s.snapshot(), server.Host, similarShown, func(other *directory.Server) bool {
		return other.Status == landfall.StatusAlive && len(other.OnRequest()) == 0 && slices.Contains(takes, directory.SignupValue(other.Facts.Signup))
	})
	var cards []card
	for _, m := range matches {
		if other := s.snapshot().Server(m.Host); other != nil {
			cards = append(cards, s.newCard(ctx, other, now))
		}
	}
	return cards
}
