package api

import (
	"landfall"
	"landfall/directory"
)

// row is one server in a list, and the first part of a server's own document.
type row struct {
	Host        string  `json:"host"`         // canonical, in ASCII
	DisplayHost string  `json:"display_host"` // as a reader may see it
	LooksLike   *string `json:"looks_like"`   // a much larger server of another owner, whose name this one is easily taken for
	Href        string  `json:"href"`         // this server in the API
	Page        string  `json:"page"`         // and for people
	Icon        *string `json:"icon"`         // its picture, small and square, served from here; null: none
	Name        *string `json:"name"`
	Description *string `json:"description"`

	Software      *string  `json:"software"`       // the nodeinfo name; null: not stated
	SoftwareLabel *string  `json:"software_label"` // as it spells itself
	Version       *string  `json:"version"`
	Languages     []string `json:"languages"` // BCP 47, as declared; empty: not stated
	meaning
	signup

	peopleCounts
	Posts       *int64  `json:"posts"`
	PostsReason *string `json:"posts_reason"`

	// Size, Speed and Age are the bands of the facets with these names.
	Size  directory.Size  `json:"size"`
	Speed directory.Speed `json:"speed"`
	Age   directory.Age   `json:"age"`
	// OnRequest are the values of the parameter show that lists need to show it.
	OnRequest []string `json:"on_request"`
	// Closing is the notice that it closes or has closed; null: none is known to be true.
	Closing *closing `json:"closing"`
	measured
	contact
}

type signup struct {
	Mode landfall.SignupMode `json:"signup_mode"` // open, approval, invite, closed or unknown
	// NotClosed is true if all that is known is that new people are taken, at once or
	// after approval. The mode is unknown then.
	NotClosed bool    `json:"signup_not_closed"`
	Filter    string  `json:"signup_filter"` // the value of the parameter signup that finds it
	Basis     *string `json:"signup_basis"`  // the fields that decided, and their values
	MinAge    *int    `json:"min_age_years"`
}

// peopleCounts are null below ten people, with the reason below_10. A number that is
// stated and hard to believe stands with the reason implausible or jumped; totals
// leave it out.
type peopleCounts struct {
	Users                *int64  `json:"users_total"`
	UsersReason          *string `json:"users_total_reason"`
	ActiveMonth          *int64  `json:"users_active_month"`
	ActiveMonthReason    *string `json:"users_active_month_reason"`
	ActiveHalfyear       *int64  `json:"users_active_halfyear"`
	ActiveHalfyearReason *string `json:"users_active_halfyear_reason"`
}

// measured is what visits of the last 90 days add up to.
type measured struct {
	latency
	// Visits counts those that say something about the server, Answered those of them
	// that were answered; Unknown counts visits that failed through our own fault.
	Visits             int      `json:"visits_90d"`
	Answered           int      `json:"visits_answered_90d"`
	Unknown            int      `json:"visits_unknown_90d"`
	Availability       *float64 `json:"availability_90d"` // from 0 to 1, rounded down
	AvailabilityReason *string  `json:"availability_90d_reason"`
}

// contact is when we heard of the server and from it.
type contact struct {
	State             string  `json:"state"` // answering, not_answering or never_answered
	NotAnsweringSince *string `json:"not_answering_since"`
	Discovered        *string `json:"discovered"`
	LastVisit         *string `json:"last_visit"`
	LastSeen          *string `json:"last_seen"` // when it last answered
}

func newRow(s *directory.Server) row {
	r := row{
		Host:        s.Host.String(),
		DisplayHost: s.Display(),
		LooksLike:   text(s.LooksLike.String()),
		Href:        Prefix + "/servers/" + s.Host.String(),
		Page:        "/s/" + s.Host.String(),
		Icon:        iconPath(s.Icon),
		Name:        text(s.Facts.Name),
		Description: text(s.Facts.Description),
		Version:     text(s.Facts.Software.Version),
		Languages:   append([]string{}, s.Facts.Languages...),
		meaning:     newMeaning(s),
		signup:      newSignup(s.Facts.Signup),
		Size:        s.Size,
		Speed:       s.Speed,
		Age:         s.Age,
		OnRequest:   append([]string{}, s.OnRequest()...),
		Closing:     newClosing(s.Closing),
		measured:    newMeasured(s),
		contact:     newContact(s),
	}
	if name := s.Facts.Software.Name; name != "" {
		r.Software, r.SoftwareLabel = text(name), text(directory.SoftwareLabel(name))
	}
	r.Users, r.UsersReason = people(s.Facts.Users)
	r.ActiveMonth, r.ActiveMonthReason = people(s.Facts.ActiveMonth)
	r.ActiveHalfyear, r.ActiveHalfyearReason = people(s.Facts.ActiveHalfyear)
	r.Posts, r.PostsReason = number(s.Facts.Posts)
	return r
}

func newSignup(s landfall.Signup) signup {
	out := signup{Mode: s.Mode, NotClosed: s.NotClosed, Filter: directory.SignupValue(s), Basis: text(s.Basis)}
	if out.Mode == "" {
		out.Mode = landfall.SignupUnknown
	}
	if s.MinAge > 0 {
		out.MinAge = &s.MinAge
	}
	return out
}

func newMeasured(s *directory.Server) measured {
	m := measured{
		latency:      newLatency(s.Summary.Click, s.Summary.First),
		Visits:       s.Summary.Visits,
		Answered:     s.Summary.Answered,
		Unknown:      s.Summary.Unknown,
		Availability: share(s.Summary.Answered, s.Summary.Visits),
	}
	if m.Availability == nil {
		m.AvailabilityReason = text(reasonNotMeasured)
	}
	return m
}

func newContact(s *directory.Server) contact {
	c := contact{
		State:      "answering",
		Discovered: moment(s.Discovered),
		LastVisit:  moment(s.LastVisit),
		LastSeen:   moment(s.LastSeen),
	}
	switch {
	case s.LastSeen.IsZero():
		c.State = "never_answered"
	case s.Failures > 0:
		c.State, c.NotAnsweringSince = "not_answering", moment(s.DownSince)
	}
	return c
}

// iconPath is where the web site serves a picture.
func iconPath(id string) *string {
	if id == "" {
		return nil
	}
	return text("/icons/" + id)
}
