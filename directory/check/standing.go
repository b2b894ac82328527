package check

import (
	"landfall"
	"landfall/directory"
)

// howToReturn is the same whatever keeps a server out that asked for it: which it was is
// its admin's business.
const howToReturn = "if it is yours and you want it listed: allow Landfall in robots.txt, send no X-Robots-Tag: noindex with its documents, switch off hide_in_statistics or private in its settings, and take back an opt-out that you sent to the operator of this site; the next visits see it"

// standing says whether anything keeps the name out before a visit counts, and whether
// there is more to tell.
func (j *judge) standing() (more bool) {
	e := j.Entry
	switch j.presence {
	case directory.PresenceOptedOut:
		j.line("consent", landfall.LevelFail, "Consent", landfall.Say("it asked not to be measured"), landfall.Say(howToReturn))
		return false
	case directory.PresenceBlocked:
		j.line("blocked", landfall.LevelFail, "Blocks", landfall.Say("the operator of this site has blocked its domain"), landfall.Say("if you think that this is a mistake, ask the operator"))
		return false
	case directory.PresenceQuarantined:
		j.line("quarantine", landfall.LevelFail, "Made-up names",
			landfall.Say("every name below {domain} answers, made-up ones too, so that one of them stands for all", "domain", e.Shut.Domain),
			landfall.Say("let names that do not exist not answer (no wildcard), then ask the operator to open the domain"))
		return false
	case directory.PresenceAlias:
		j.pass("alias", "Name", landfall.Say("another name of {server}: both are one server and have one page", "server", e.MergedInto.Display()))
		return false
	case directory.PresenceUnknown:
		j.line("known", landfall.LevelFail, "Known here", landfall.Say("no server that was visited names it, and nobody has added it"), landfall.Say("add it"))
		return false
	}
	j.pass("consent", "Consent", landfall.Say("nothing asks not to be measured"))
	j.pass("blocked", "Blocks", landfall.Say("none on its domain"))
	since := landfall.Date(e.Instance.Discovered)
	if j.presence == directory.PresenceWaiting {
		j.line("known", landfall.LevelWarn, "Known here", landfall.Say("since {day}, but not visited yet", "day", since),
			landfall.Say("wait for its turn: of each domain and network a few new names are visited at a time"))
	} else {
		j.pass("known", "Known here", landfall.Say("since {day}", "day", since))
	}
	return true
}

// answers says whether it answers as an instance.
func (j *judge) answers() {
	in := j.Entry.Instance
	why, fix := landfall.Reason(in.LastReason), fixOf(in.LastReason)
	switch {
	case j.presence == directory.PresenceGone:
		back := landfall.Say("if it is back, the next visit sees that")
		if fix.Text != "" {
			back = landfall.Say("if it is back, the next visit sees that; {fix}", "fix", fix)
		}
		j.line("answers", landfall.LevelFail, "Answers", landfall.Say("gone since {day}: {reason}", "day", landfall.Date(in.GoneSince), "reason", why), back)
	case in.LastSeen.IsZero():
		j.line("answers", landfall.LevelFail, "Answers", landfall.Say("never yet as a fediverse server: {reason}", "reason", why), fix)
	case in.Failures == 0:
		j.pass("answers", "Answers", landfall.Say("at the last visit, {moment}", "moment", landfall.Moment(in.LastVisit)))
	case j.presence == directory.PresenceSilent:
		j.line("answers", landfall.LevelFail, "Answers", landfall.Say("not since {day}, so that it left lists on {end}: {reason}",
			"day", landfall.Date(in.LastSeen), "end", landfall.Date(directory.ListedUntil(in.LastSeen)), "reason", why), fix)
	default:
		j.line("answers", landfall.LevelWarn, "Answers", landfall.Say("not since {moment}; it leaves lists on {end}: {reason}",
			"moment", landfall.Moment(in.DownSince), "end", landfall.Date(directory.ListedUntil(in.LastSeen)), "reason", why), fix)
	}
}

// fixOf is what helps against a reason, zero if nothing does.
func fixOf(reason string) landfall.Phrase { return landfall.Say(landfall.Explain(reason, 0).Fix) }

// people says whether it is one person's own.
func (j *judge) people() {
	switch {
	case j.Entry.Instance.LastSeen.IsZero():
	case (&directory.Server{Instance: *j.Entry.Instance}).Unlisted(j.Now) == directory.UnlistedSingleUser:
		j.line("people", landfall.LevelFail, "More than one person", landfall.Say("it states one person at most: such servers are in no list, and the page is there for whoever has the address"),
			landfall.Say("nothing is wrong with it; once it states more people, it is listed"))
	default:
		j.pass("people", "More than one person", landfall.Say("not one person’s own, as far as it states"))
	}
}
