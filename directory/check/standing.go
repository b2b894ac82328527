package check

import (
	"fmt"

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
		j.line("consent", landfall.LevelFail, "Consent", "it asked not to be measured", howToReturn)
		return false
	case directory.PresenceBlocked:
		j.line("blocked", landfall.LevelFail, "Blocks", "the operator of this site has blocked its domain", "if you think that this is a mistake, ask the operator")
		return false
	case directory.PresenceQuarantined:
		j.line("quarantine", landfall.LevelFail, "Made-up names", fmt.Sprintf("every name below %s answers, made-up ones too, so that one of them stands for all", e.Shut.Domain),
			"let names that do not exist not answer (no wildcard), then ask the operator to open the domain")
		return false
	case directory.PresenceAlias:
		j.line("alias", landfall.LevelPass, "Name", "another name of "+e.MergedInto.Display()+": both are one server and have one page", "")
		return false
	case directory.PresenceUnknown:
		j.line("known", landfall.LevelFail, "Known", "no server that was visited names it, and nobody has added it", "add it")
		return false
	}
	j.line("consent", landfall.LevelPass, "Consent", "nothing asks not to be measured", "")
	j.line("blocked", landfall.LevelPass, "Blocks", "none on its domain", "")
	if j.presence == directory.PresenceWaiting {
		j.line("known", landfall.LevelWarn, "Known", "since "+date(e.Instance.Discovered)+", but not visited yet", "wait for its turn: of each domain and network a few new names are visited at a time")
	} else {
		j.line("known", landfall.LevelPass, "Known", "since "+date(e.Instance.Discovered), "")
	}
	return true
}

// answers says whether it answers as an instance.
func (j *judge) answers() {
	in := j.Entry.Instance
	why := landfall.Explain(in.LastReason, 0)
	switch {
	case j.presence == directory.PresenceGone:
		j.line("answers", landfall.LevelFail, "Answers", "gone since "+date(in.GoneSince)+": "+why.What, "if it is back, the next visit sees that; "+why.Fix)
	case in.LastSeen.IsZero():
		j.line("answers", landfall.LevelFail, "Answers", "never yet as a fediverse server: "+why.What, why.Fix)
	case in.Failures == 0:
		j.line("answers", landfall.LevelPass, "Answers", "at the last visit, "+moment(in.LastVisit), "")
	case j.presence == directory.PresenceSilent:
		j.line("answers", landfall.LevelFail, "Answers", fmt.Sprintf("not since %s, so that it left lists on %s: %s", date(in.LastSeen), date(directory.ListedUntil(in.LastSeen)), why.What), why.Fix)
	default:
		j.line("answers", landfall.LevelWarn, "Answers", fmt.Sprintf("not since %s; it leaves lists on %s: %s", moment(in.DownSince), date(directory.ListedUntil(in.LastSeen)), why.What), why.Fix)
	}
}

// people says whether it is one person's own.
func (j *judge) people() {
	switch {
	case j.Entry.Instance.LastSeen.IsZero():
	case (&directory.Server{Instance: *j.Entry.Instance}).Unlisted(j.Now) == directory.UnlistedSingleUser:
		j.line("people", landfall.LevelFail, "People", "it states one person at most: such servers are in no list, and the page is there for whoever has the address",
			"nothing is wrong with it; once it states more people, it is listed")
	default:
		j.line("people", landfall.LevelPass, "People", "not one person’s own, as far as it states", "")
	}
}
