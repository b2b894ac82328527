package web

import (
	"context"

	"landfall"
	"landfall/directory"
	"landfall/web/tongue"
)

// joinLink leads to a server. It is always built from the host name; no address
// that a server states of itself is ever linked.
type joinLink struct {
	Label string
	Href  string
	// Primary is set where a newcomer can get an account.
	Primary bool
	// Outside is set if the link leaves the site. In a demonstration it does not:
	// a simulated name may be somebody's real domain.
	Outside bool
}

func (s *Site) newJoinLink(ctx context.Context, in *directory.Server) joinLink {
	link := joinLink{Href: "https://" + string(in.Host) + "/", Outside: true}
	if s.cfg.Demo {
		link.Href, link.Outside = "/s/"+string(in.Host)+"#join", false
	}
	text := tongue.Mark("Visit {server}")
	switch {
	case in.Status == landfall.StatusDown || in.Status == landfall.StatusDead || in.Status == landfall.StatusGone:
	case in.Closing != nil: // nobody is sent to where they have to leave soon
	case in.Facts.Signup.Mode == landfall.SignupOpen:
		text, link.Primary = tongue.Mark("Join {server}"), true
	case in.Facts.Signup.Mode == landfall.SignupApproval:
		text, link.Primary = tongue.Mark("Ask to join {server}"), true
	case in.Facts.Signup.NotClosed:
		text, link.Primary = tongue.Mark("Join {server}"), true
	}
	link.Label = tongue.Say(ctx, text, "server", in.Display())
	return link
}
