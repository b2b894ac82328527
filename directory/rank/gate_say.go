package rank

import (
	"time"

	"landfall"
)

func sayNotAnswering(c *Candidate, _ *Wish, at time.Time) landfall.Phrase {
	if c.LastAnswered.IsZero() {
		return landfall.Say("It has never answered.")
	}
	return landfall.SayCount(int(at.Sub(c.LastAnswered)/time.Hour), "It last answered {n} hour ago; {most} hours are the most.",
		"It last answered {n} hours ago; {most} hours are the most.", "most", int(answeredWithin/time.Hour))
}

func sayNew(c *Candidate, _ *Wish, at time.Time) landfall.Phrase {
	if c.FirstObserved.IsZero() {
		return landfall.Say("It has not been observed yet; {needed} days are needed.", "needed", int(minObserved/day))
	}
	return landfall.SayCount(int(at.Sub(c.FirstObserved)/day), "It has been observed for {n} day; {needed} are needed.",
		"It has been observed for {n} days; {needed} are needed.", "needed", int(minObserved/day))
}

func saySignup(c *Candidate, _ *Wish, _ time.Time) landfall.Phrase {
	switch c.Signup.Mode {
	case landfall.SignupClosed:
		return landfall.Say("Sign-up is closed.")
	case landfall.SignupInvite:
		return landfall.Say("Sign-up is by invitation only.")
	case landfall.SignupOpen, landfall.SignupApproval, landfall.SignupUnknown:
	}
	return landfall.Say("It does not say whether it takes new people.")
}

func sayRules(c *Candidate, _ *Wish, _ time.Time) landfall.Phrase {
	if c.Rules == No {
		return landfall.Say("It publishes no rules.")
	}
	return landfall.Say("No rules of it were found yet.")
}

func sayClosing(c *Candidate, _ *Wish, _ time.Time) landfall.Phrase {
	if c.Closing.At.IsZero() {
		return landfall.Say("It has announced that it closes.")
	}
	return landfall.Say("It has announced that it closes on {day}.", "day", Day(c.Closing.At))
}

func sayKind(c *Candidate, w *Wish, _ time.Time) landfall.Phrase {
	if len(c.Kinds) == 0 {
		return landfall.Say("What people do there is not known; you asked for {kind}.", "kind", Kinds{w.Kind})
	}
	return landfall.Say("It is made for {kinds}; you asked for {kind}.", "kinds", Kinds(c.Kinds), "kind", Kinds{w.Kind})
}

// sayFull says why a server is left out for the rest of the week.
func sayFull(c *Candidate) landfall.Phrase {
	return landfall.SayCount(c.Welcome.N, "It welcomes {n} newcomer a week, and {sent} this week.", "It welcomes {n} newcomers a week, and {sent} this week.",
		"sent", landfall.SayCount(c.Welcomed, "{n} has been sent there", "{n} have been sent there"))
}
