package web

import (
	"net/url"
	"time"

	"landfall"
	"landfall/directory"
	"landfall/web/phrase"
)

// diaryVerdict says whether a server is listed, why, and what its admin can do.
type diaryVerdict struct {
	Listed   bool
	Verdict  string // "Listed", "Not listed"
	Because  string // a sentence
	Do       string // what can be done, empty if nothing
	Act, Way string // a link to do it: its words and its address
}

// judge puts a presence into words.
func (s *Site) judge(e *landfall.Entry, presence directory.Presence, now time.Time) diaryVerdict {
	v := diaryVerdict{Verdict: "Not listed"}
	switch presence {
	case directory.PresenceListed:
		return listedVerdict(e.Instance, now)
	case directory.PresenceOptedOut:
		v.Because = "This server asked not to be measured."
	case directory.PresenceUnknown:
		v.Because = "Landfall does not know this name: no server that it has visited names it, and nobody has added it."
		if s.deps.Submit != nil {
			v.Act, v.Way = "Add it", "/add?host="+url.QueryEscape(string(e.Host))
		}
	case directory.PresenceAlias:
		v.Because = "This is another name of " + e.MergedInto.Display() + "; both are one server and have one page."
		v.Act, v.Way = "Diary of "+e.MergedInto.Display(), diaryPath(e.MergedInto)
	case directory.PresenceBlocked:
		v.Because = "The operator of this site has blocked its domain."
		v.Do = "If you think that this is a mistake, ask the operator."
	case directory.PresenceQuarantined:
		v.Because = "Every name below " + e.Shut.Domain + " answers, made-up ones too, so that one of them stands for all."
		v.Do = "Let names that do not exist not answer, then ask the operator to open the domain."
		if e.Shut.Face != "" {
			v.Act, v.Way = "The one that is shown", "/s/"+string(e.Shut.Face)
		}
	case directory.PresenceWaiting:
		v.Because = "It is known, but has not been visited yet."
		v.Do = "New names are visited as their turn comes: a few of each domain, and of each network, at a time."
	default:
		return notListed(e.Instance, presence, now)
	}
	return v
}

func listedVerdict(in *landfall.Instance, now time.Time) diaryVerdict {
	v := diaryVerdict{Listed: true, Verdict: "Listed", Because: "It answered " + phrase.Ago(in.LastSeen, now) + " and can be found in lists."}
	if in.Failures > 0 {
		v.Because = "It has not answered since " + phrase.Moment(in.DownSince) + ", but lists keep a server for 14 days after its last answer."
		v.Do = lastSaid(in)
	}
	return v
}

func notListed(in *landfall.Instance, presence directory.Presence, now time.Time) diaryVerdict {
	v := diaryVerdict{Verdict: "Not listed"}
	switch presence {
	case directory.PresenceGone:
		v.Because = "It is gone: it said so, or its name does not exist, and nothing else since " + phrase.Date(in.GoneSince) + "."
		v.Do = "If it is back, the next visit sees that."
	case directory.PresenceSingleUser:
		v.Because = "It states that it has one person at most. Such servers are in no list; the page is there for whoever has its address."
	case directory.PresenceSilent:
		v.Because = "Its last answer was " + phrase.Ago(in.LastSeen, now) + "; lists keep a server for 14 days."
		v.Do = lastSaid(in)
	default:
		v.Because = "It has been visited, but has never answered as a fediverse server."
		v.Do = lastSaid(in)
	}
	return v
}

// lastSaid is what the last visit came to.
func lastSaid(in *landfall.Instance) string {
	said := "Last visit: " + phrase.Outcome(in.LastOutcome)
	if in.LastReason != "" {
		said += ". " + phrase.Reason(in.LastReason)
	}
	return said + "."
}
