package rank

import (
	"slices"
	"time"

	"landfall"
)

// What a server must have done to be recommended.
const (
	answeredWithin = 48 * time.Hour
	minObserved    = 14 * day
	minSamples     = 200
	unsupportedFor = 30 * day
)

// Code names a reason why a server is not recommended.
type Code string

// The reasons. Those from NotAtOnce on depend on the wish.
const (
	OptedOut     Code = "opted_out"
	NotAnswering Code = "not_answering"
	TooNew       Code = "new"
	FewSamples   Code = "few_samples"
	NoSignup     Code = "sign_up"
	NoRules      Code = "no_rules"
	ClosingDown  Code = "closing"
	OldVersion   Code = "old_version"
	Doubted      Code = "implausible"
	OnHold       Code = "safety_hold"
	OnePerson    Code = "single_user"

	NotAtOnce  Code = "not_at_once"
	ForAdults  Code = "adult"
	OtherKind  Code = "other_kind"
	WeekIsFull Code = "welcomed_enough" // not of the gate: it passes again next week
	SameHands  Code = "same_operator"   // of the first three, not of the gate
	SameRack   Code = "same_network"    // of the first three, not of the gate
)

// Reason is one reason why a server is not recommended.
type Reason struct {
	Code Code
	Text landfall.Phrase // with the number behind it
}

// gate is one condition: fails reports whether a candidate does not meet it, say why.
type gate struct {
	code  Code
	fails func(c *Candidate, w *Wish, at time.Time) bool
	say   func(c *Candidate, w *Wish, at time.Time) landfall.Phrase
}

// Gate returns every reason why a candidate is not recommended to somebody with this
// wish at this time, none if it may be.
func Gate(c *Candidate, w *Wish, at time.Time) []Reason {
	var reasons []Reason
	for _, list := range [][]gate{standingGates, wishGates} {
		for _, g := range list {
			if g.fails(c, w, at) {
				reasons = append(reasons, Reason{g.code, g.say(c, w, at)})
			}
		}
	}
	return reasons
}

// barred returns whether some condition that does not depend on the wish fails, and
// whether only those fail that time alone mends.
func (c *Candidate) barred(at time.Time) (barred, newcomer bool) {
	newcomer = true
	for _, g := range standingGates {
		if g.fails(c, nil, at) {
			barred = true
			newcomer = newcomer && (g.code == TooNew || g.code == FewSamples)
		}
	}
	return barred, barred && newcomer
}

// plain returns what says one sentence whatever the candidate.
func plain(said landfall.Phrase) func(*Candidate, *Wish, time.Time) landfall.Phrase {
	return func(*Candidate, *Wish, time.Time) landfall.Phrase { return said }
}

// standingGates are the conditions that do not depend on the wish.
var standingGates = []gate{
	{OptedOut, func(c *Candidate, _ *Wish, _ time.Time) bool { return c.Refused },
		plain(landfall.Say("It asked not to be listed."))},
	{NotAnswering, func(c *Candidate, _ *Wish, at time.Time) bool {
		return c.LastAnswered.IsZero() || at.Sub(c.LastAnswered) > answeredWithin
	}, sayNotAnswering},
	{TooNew, func(c *Candidate, _ *Wish, at time.Time) bool {
		return c.FirstObserved.IsZero() || at.Sub(c.FirstObserved) < minObserved
	}, sayNew},
	{FewSamples, func(c *Candidate, _ *Wish, _ time.Time) bool { return c.Samples < minSamples },
		func(c *Candidate, _ *Wish, _ time.Time) landfall.Phrase {
			return landfall.SayCount(c.Samples, "It has been measured {n} time in 90 days; {needed} are needed.", "It has been measured {n} times in 90 days; {needed} are needed.", "needed", minSamples)
		}},
	{NoSignup, func(c *Candidate, _ *Wish, _ time.Time) bool { return !joinable(c.Signup) }, saySignup},
	{NoRules, func(c *Candidate, _ *Wish, _ time.Time) bool { return c.Rules != Yes }, sayRules},
	{ClosingDown, func(c *Candidate, _ *Wish, _ time.Time) bool { return c.Closing != nil }, sayClosing},
	{OldVersion, func(c *Candidate, _ *Wish, at time.Time) bool {
		return c.Support == Unsupported && !c.UnsupportedSince.IsZero() && at.Sub(c.UnsupportedSince) > unsupportedFor
	}, func(c *Candidate, _ *Wish, at time.Time) landfall.Phrase {
		return landfall.SayCount(int(at.Sub(c.UnsupportedSince)/day), "Its version has been unsupported for {n} day; {most} are the most.",
			"Its version has been unsupported for {n} days; {most} are the most.", "most", int(unsupportedFor/day))
	}},
	{Doubted, func(c *Candidate, _ *Wish, _ time.Time) bool { return c.Implausible != "" },
		func(c *Candidate, _ *Wish, _ time.Time) landfall.Phrase {
			return landfall.Say("Its counts are doubted: {why}.", "why", landfall.Say(c.Implausible))
		}},
	{OnHold, func(c *Candidate, _ *Wish, _ time.Time) bool { return c.Hold != "" },
		func(c *Candidate, _ *Wish, _ time.Time) landfall.Phrase {
			return landfall.Say("It is on the public safety-hold list: {reason}. Its admin can appeal.", "reason", c.Hold)
		}},
	{OnePerson, func(c *Candidate, _ *Wish, _ time.Time) bool { return c.SingleUser == Yes },
		plain(landfall.Say("It is one person's own server."))},
}

// wishGates are the conditions that depend on the wish.
var wishGates = []gate{
	{NotAtOnce, func(c *Candidate, w *Wish, _ time.Time) bool {
		return w.AtOnce && joinable(c.Signup) && !atOnce(c.Signup)
	}, func(c *Candidate, _ *Wish, _ time.Time) landfall.Phrase {
		if c.Signup.Mode == landfall.SignupApproval {
			return landfall.Say("Somebody reads a note before an account is made; you asked for one at once.")
		}
		return landfall.Say("It does not say whether an account is made at once; you asked for one at once.")
	}},
	{ForAdults, func(c *Candidate, w *Wish, _ time.Time) bool { return c.Adult == Yes && !w.Adult },
		plain(landfall.Say("It is for adult content, which was not asked for."))},
	{OtherKind, func(c *Candidate, w *Wish, _ time.Time) bool {
		return w.Kind != "" && !slices.Contains(c.Kinds, w.Kind)
	}, sayKind},
}

// joinable reports whether newcomers can join, at once or by asking.
func joinable(s landfall.Signup) bool {
	switch s.Mode {
	case landfall.SignupOpen, landfall.SignupApproval:
		return true
	case landfall.SignupClosed, landfall.SignupInvite:
		return false
	case landfall.SignupUnknown:
	}
	return s.NotClosed
}

func atOnce(s landfall.Signup) bool { return s.Mode == landfall.SignupOpen }
