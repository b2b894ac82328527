package rank

import (
	"fmt"
	"strings"
	"time"

	"landfall"
	"landfall/directory/kind"
)

func sayNotAnswering(c *Candidate, _ *Wish, at time.Time) string {
	if c.LastAnswered.IsZero() {
		return "It has never answered."
	}
	return fmt.Sprintf("It last answered %s ago; %d hours are the most.", hours(at.Sub(c.LastAnswered)), answeredWithin/time.Hour)
}

func sayNew(c *Candidate, _ *Wish, at time.Time) string {
	if c.FirstObserved.IsZero() {
		return fmt.Sprintf("It has not been observed yet; %d days are needed.", minObserved/day)
	}
	return fmt.Sprintf("It has been observed for %s; %d are needed.", days(at.Sub(c.FirstObserved)), minObserved/day)
}

func saySignup(c *Candidate, _ *Wish, _ time.Time) string {
	switch c.Signup.Mode {
	case landfall.SignupClosed:
		return "Sign-up is closed."
	case landfall.SignupInvite:
		return "Sign-up is by invitation only."
	case landfall.SignupOpen, landfall.SignupApproval, landfall.SignupUnknown:
	}
	return "It does not say whether it takes new people."
}

func sayRules(c *Candidate, _ *Wish, _ time.Time) string {
	if c.Rules == No {
		return "It publishes no rules."
	}
	return "No rules of it were found yet."
}

func sayClosing(c *Candidate, _ *Wish, _ time.Time) string {
	if c.Closing.At.IsZero() {
		return "It has announced that it closes."
	}
	return "It has announced that it closes on " + c.Closing.At.UTC().Format(dateForm) + "."
}

func sayKind(c *Candidate, w *Wish, _ time.Time) string {
	asked := "; you asked for " + lower(w.Kind) + "."
	if len(c.Kinds) == 0 {
		return "What people do there is not known" + asked
	}
	labels := make([]string, len(c.Kinds))
	for i, k := range c.Kinds {
		labels[i] = lower(k)
	}
	return "It is made for " + strings.Join(labels, ", ") + asked
}

// lower returns what a kind is called inside a sentence.
func lower(k kind.Kind) string { return strings.ToLower(k.Label()) }

// sayFull says why a server is left out for the rest of the week.
func sayFull(c *Candidate) string {
	return fmt.Sprintf("It welcomes %s a week, and %s this week.", people(c.Welcome.N), been(c.Welcomed))
}
