package web

import (
	"strconv"

	"landfall"
	"landfall/directory"
	"landfall/web/phrase"
)

// joinBox says how to get an account.
type joinBox struct {
	Link     joinLink
	Mode     string
	Sentence string
	Terms    []string // further conditions, one a line
	Message  []string // theirs, in paragraphs
	Handle   string   // what a name there looks like, empty if nobody can get one
	Demo     bool
}

func (s *Site) newJoinBox(in *directory.Server) joinBox {
	signup := in.Facts.Signup
	box := joinBox{
		Link: s.newJoinLink(in), Mode: phrase.SignupShort(signup), Sentence: phrase.SignupSentence(signup),
		Message: paragraphs(signup.Message), Demo: s.cfg.Demo,
	}
	if signup.Mode != landfall.SignupClosed {
		box.Handle = "@you@" + in.Display()
	}
	if signup.MinAge > 0 {
		box.Terms = append(box.Terms, "You must be at least "+strconv.Itoa(signup.MinAge)+" years old.")
	}
	if in.Closing != nil && in.Closing.State.Closing() {
		box.Terms = append(box.Terms, "It is closing, so a new account would not last.")
	}
	if in.Status == landfall.StatusDown || in.Status == landfall.StatusDead || in.Status == landfall.StatusGone {
		box.Terms = append(box.Terms, "It is not answering at present, so joining may have to wait.")
	}
	return box
}
