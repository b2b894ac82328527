package web

import (
	"landfall"
	"landfall/directory"
	"landfall/web/tongue"
)

// joinLink leads to a server. It is always built from the host name; no address
// that a server states of itself is ever linked.
type joinLink struct {
	// Text is the label to be said; where a server's name is beside it, it can do without.
	Text, Server string
	Href         string
	// Primary is set where a newcomer can get an account.
	Primary bool
	// Outside is set if the link leaves the site. In a demonstration it does not:
	// a simulated name may be somebody's real domain.
	Outside bool
}

func (s *Site) newJoinLink(in *directory.Server) joinLink {
	link := joinLink{Text: tongue.Mark("Visit[ {server}](hidden)"), Server: in.Display(), Href: "https://" + string(in.Host) + "/", Outside: true}
	if s.cfg.Demo {
		link.Href, link.Outside = "/s/"+string(in.Host)+"#join", false
	}
	switch {
	case silentNow(in):
	case in.Closing != nil: // nobody is sent to where they have to leave soon
	case in.Facts.Signup.Mode == landfall.SignupOpen:
		link.Text, link.Primary = tongue.Mark("Join[ {server}](hidden)"), true
	case in.Facts.Signup.Mode == landfall.SignupApproval:
		link.Text, link.Primary = tongue.Mark("Ask to join[ {server}](hidden)"), true
	case in.Facts.Signup.NotClosed:
		link.Text, link.Primary = tongue.Mark("Join[ {server}](hidden)"), true
	}
	return link
}

// silentNow reports whether a server does not answer at present.
func silentNow(in *directory.Server) bool {
	return in.Status == landfall.StatusDown || in.Status == landfall.StatusDead || in.Status == landfall.StatusGone
}
