package rank

import (
	"strings"
	"time"

	"landfall"
	"landfall/directory/kind"
)

func sayNotAnswering(c *Candidate, _ *Wish, at time.Time) Saying {
	if c.LastAnswered.IsZero() {
		return Say("It has never answered.")
	}
	return Count(int(at.Sub(c.LastAnswered)/time.Hour), "It last answered {n} hour ago; {most} hours are the most.",
		"It last answered {n} hours ago; {most} hours are the most.", "most", int(answeredWithin/time.Hour))
}

func sayNew(c *Candidate, _ *Wish, at time.Time) Saying {
	if c.FirstObserved.IsZero() {
		return Say("It has not been observed yet; {needed} days are needed.", "needed", int(minObserved/day))
	}
	return Count(int(at.Sub(c.FirstObserved)/day), "It has been observed for {n} day; {needed} are needed.",
		"It has been observed for {n} days; {needed} are needed.", "needed", int(minObserved/day))
}

func saySignup(c *Candidate, _ *Wish, _ time.Time) Saying {
	switch c.Signup.Mode {
	case landfall.SignupClosed:
		return Say("Sign-up is closed.")
	case landfall.SignupInvite:
		return Say("Sign-up is by invitation only.")
	case landfall.SignupOpen, landfall.SignupApproval, landfall.SignupUnknown:
	}
	return Say("It does not say whether it takes new people.")
}

func sayRules(c *Candidate, _ *Wish, _ time.Time) Saying {
	if c.Rules == No {
		return Say("It publishes no rules.")
	}
	return Say("No rules of it were found yet.")
}

func sayClosing(c *Candidate, _ *Wish, _ time.Time) Saying {
	if c.Closing.At.IsZero() {
		return Say("It has announced that it closes.")
	}
	return Say("It has announced that it closes on {day}.", "day", c.Closing.At)
}

func sayKind(c *Candidate, w *Wish, _ time.Time) Saying {
	if len(c.Kinds) == 0 {
		return Say("What people do there is not known; you asked for {kind}.", "kind", w.Kind)
	}
	return Say("It is made for {kinds}; you asked for {kind}.", "kinds", c.Kinds, "kind", w.Kind)
}

// lower returns what a kind is called inside a sentence.
func lower(k kind.Kind) string { return strings.ToLower(k.Label()) }

// sayFull says why a server is left out for the rest of the week.
func sayFull(c *Candidate) Saying {
	return Count(c.Welcome.N, "It welcomes {n} newcomer a week, and {sent} this week.", "It welcomes {n} newcomers a week, and {sent} this week.",
		"sent", Count(c.Welcomed, "{n} has been sent there", "{n} have been sent there"))
}
