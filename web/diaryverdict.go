package web

import (
	"context"
	"net/url"
	"time"

	"landfall"
	"landfall/directory"
	"landfall/web/phrase"
	"landfall/web/tongue"
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
func (s *Site) judge(ctx context.Context, e *landfall.Entry, presence directory.Presence, now time.Time) diaryVerdict {
	v := diaryVerdict{Verdict: tongue.Say(ctx, "Not listed")}
	switch presence {
	case directory.PresenceListed:
		return listedVerdict(ctx, e.Instance, now)
	case directory.PresenceOptedOut:
		v.Because = tongue.Say(ctx, "This server asked not to be measured.")
	case directory.PresenceUnknown:
		v.Because = tongue.Say(ctx, "Landfall does not know this name: no server that it has visited names it, and nobody has added it.")
		if s.deps.Submit != nil {
			v.Act, v.Way = tongue.Say(ctx, "Add it"), "/add?host="+url.QueryEscape(string(e.Host))
		}
	case directory.PresenceAlias:
		v.Because = tongue.Say(ctx, "This is another name of {server}; both are one server and have one page.", "server", e.MergedInto.Display())
		v.Act, v.Way = tongue.Say(ctx, "Diary of {server}", "server", e.MergedInto.Display()), diaryPath(e.MergedInto)
	case directory.PresenceBlocked:
		v.Because = tongue.Say(ctx, "The operator of this site has blocked its domain.")
		v.Do = tongue.Say(ctx, "If you think that this is a mistake, ask the operator.")
	case directory.PresenceQuarantined:
		v.Because = tongue.Say(ctx, "Every name below {domain} answers, made-up ones too, so that one of them stands for all.", "domain", e.Shut.Domain)
		v.Do = tongue.Say(ctx, "Let names that do not exist not answer, then ask the operator to open the domain.")
		if e.Shut.Face != "" {
			v.Act, v.Way = tongue.Say(ctx, "The one that is shown"), "/s/"+string(e.Shut.Face)
		}
	case directory.PresenceWaiting:
		v.Because = tongue.Say(ctx, "It is known, but has not been visited yet.")
		v.Do = tongue.Say(ctx, "New names are visited as their turn comes: a few of each domain, and of each network, at a time.")
	default:
		return notListed(ctx, e.Instance, presence, now)
	}
	return v
}

func listedVerdict(ctx context.Context, in *landfall.Instance, now time.Time) diaryVerdict {
	v := diaryVerdict{Listed: true, Verdict: tongue.Say(ctx, "Listed"), Because: tongue.Say(ctx, "It answered {when} and can be found in lists.", "when", phrase.Ago(ctx, in.LastSeen, now))}
	if in.Failures > 0 {
		v.Because = tongue.Say(ctx, "It has not answered since {when}, but lists keep a server for 14 days after its last answer.", "when", tongue.Moment(ctx, in.DownSince))
		v.Do = lastSaid(ctx, in)
	}
	return v
}

func notListed(ctx context.Context, in *landfall.Instance, presence directory.Presence, now time.Time) diaryVerdict {
	v := diaryVerdict{Verdict: tongue.Say(ctx, "Not listed")}
	switch presence {
	case directory.PresenceGone:
		v.Because = tongue.Say(ctx, "It is gone: it said so, or its name does not exist, and nothing else since {day}.", "day", tongue.Date(ctx, in.GoneSince))
		v.Do = tongue.Say(ctx, "If it is back, the next visit sees that.")
	case directory.PresenceSingleUser:
		v.Because = tongue.Say(ctx, "It states that it has one person at most. Such servers are in no list; the page is there for whoever has its address.")
	case directory.PresenceSilent:
		v.Because = tongue.Say(ctx, "Its last answer was {when}; lists keep a server for 14 days.", "when", phrase.Ago(ctx, in.LastSeen, now))
		v.Do = lastSaid(ctx, in)
	default:
		v.Because = tongue.Say(ctx, "It has been visited, but has never answered as a fediverse server.")
		v.Do = lastSaid(ctx, in)
	}
	return v
}

// lastSaid is what the last visit came to.
func lastSaid(ctx context.Context, in *landfall.Instance) string {
	if in.LastReason != "" {
		return tongue.Say(ctx, "Last visit: {outcome}. {reason}.", "outcome", phrase.Outcome(ctx, in.LastOutcome), "reason", phrase.Reason(ctx, in.LastReason))
	}
	return tongue.Say(ctx, "Last visit: {outcome}.", "outcome", phrase.Outcome(ctx, in.LastOutcome))
}
