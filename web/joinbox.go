package web

import (
	"context"

	"landfall"
	"landfall/directory"
	"landfall/web/phrase"
	"landfall/web/tongue"
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
	More     string // the page that tells all of it
}

func (s *Site) newJoinBox(ctx context.Context, in *directory.Server) joinBox {
	signup := in.Facts.Signup
	box := joinBox{
		Link: s.newJoinLink(in), Mode: phrase.SignupShort(ctx, signup), Sentence: phrase.SignupSentence(ctx, signup),
		Message: paragraphs(signup.Message), Demo: s.cfg.Demo, More: tabJoin.path(in.Host),
	}
	if signup.Mode != landfall.SignupClosed {
		box.Handle = tongue.Say(ctx, "@you@{server}", "server", in.Display())
	}
	if signup.MinAge > 0 {
		box.Terms = append(box.Terms, tongue.Count(ctx, signup.MinAge, "You must be at least {n} year old.", "You must be at least {n} years old."))
	}
	if in.Closing != nil && in.Closing.State.Closing() {
		box.Terms = append(box.Terms, tongue.Say(ctx, "It is closing, so a new account would not last."))
	}
	if box.Handle != "" && silentNow(in) {
		box.Terms = append(box.Terms, tongue.Say(ctx, "It is not answering at present, so joining may have to wait."))
	}
	return box
}
