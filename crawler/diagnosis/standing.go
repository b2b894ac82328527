package diagnosis

import (
	"fmt"
	"strings"

	"landfall"
)

// name is passed by every host: one that cannot be has been refused at the door.
func (j *judge) name() {
	found := string(j.Host)
	if shown := j.Host.Display(); shown != found {
		found = shown + " (" + found + ")"
	}
	if domain := j.Host.Registrable(); domain != string(j.Host) {
		found += ", below " + domain
	}
	j.line("name", Pass, "Possible name", found, "")
}

// standing says what the store has under the name, and whether a visit may be made.
func (j *judge) standing() (visit bool) {
	e := j.Entry
	if e == nil {
		j.line("standing", Unknown, "Known here", "no store at hand: opt-outs and blocks of an installation were not looked at",
			"run this where the crawler's data is, or give --data or --database")
		return true
	}
	switch {
	case e.Forgotten:
		j.line("standing", Fail, "Known here", "it asked not to be measured, and is not visited", "ask the operator to take the opt-out back, if it is yours and you want that")
		return false
	case e.OptedOut:
		j.line("standing", Warn, "Known here", "at the last visit it asked not to be measured", "a visit within 7 days sees that this has changed; `landfall recheck` makes it at once")
	case e.Shut != nil && e.Shut.State == landfall.GroupBlocked:
		j.line("standing", Fail, "Known here", fmt.Sprintf("%s is blocked by the operator: %s", e.Shut.Domain, e.Shut.Why), "ask the operator, who can undo it with `landfall block --undo`")
		return false
	case e.Shut != nil:
		j.line("standing", Fail, "Known here",
			fmt.Sprintf("every name below %s answers, so that only %s of them is visited and shown", e.Shut.Domain, e.Shut.Face),
			"let names that do not exist below the domain not answer (no wildcard), then ask the operator to open it")
	case e.MergedInto != "":
		j.line("standing", Pass, "Known here", "another name of "+e.MergedInto.Display()+", which has the page of both", "")
	case e.Instance == nil:
		j.line("standing", Warn, "Known here", "nobody has named this host to this installation yet", "add it at /add, or with `landfall seed`")
	default:
		j.known(e)
	}
	return true
}

func (j *judge) known(e *landfall.Entry) {
	in := e.Instance
	words := []string{"since " + in.Discovered.UTC().Format("2 Jan 2006")}
	if in.Via != "" {
		words = append(words, "named by "+in.Via)
	}
	level, fix := Pass, ""
	switch {
	case in.LastVisit.IsZero():
		level, fix = Warn, "wait for its turn, or ask for it with `landfall recheck`"
		words = append(words, "not visited yet")
	case in.Status == landfall.StatusAlive:
		words = append(words, "answered at the last visit, "+ago(j.Now.Sub(in.LastVisit)))
	default:
		level, fix = Warn, "once all below is well, `landfall recheck` makes a visit at once"
		words = append(words, fmt.Sprintf("not answering since %s (%s)", in.DownSince.UTC().Format("2 Jan 2006 15:04"), landfall.Explain(in.LastReason, 0).What))
	}
	if due := e.Agenda.Due(); due.After(j.Now) {
		words = append(words, "next look in "+rough(due.Sub(j.Now)))
	}
	j.line("standing", level, "Known here", strings.Join(words, ", "), fix)
}
