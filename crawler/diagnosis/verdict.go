package diagnosis

import (
	"fmt"

	"landfall"
)

// verdict says in one sentence whether lists show the instance.
func (j *judge) verdict() (listed *bool, sentence string) {
	yes, no := true, false
	e := j.Entry
	switch {
	case e != nil && e.Forgotten:
		return &no, "Not listed, because it asked not to be measured."
	case e != nil && e.Shut != nil && e.Shut.State == landfall.GroupBlocked:
		return &no, fmt.Sprintf("Not listed, because the operator blocked %s.", e.Shut.Domain)
	case e != nil && e.Shut != nil:
		return &no, fmt.Sprintf("Not listed, because every name below %s answers, and %s stands for all of them.", e.Shut.Domain, e.Shut.Face)
	case e != nil && e.MergedInto != "":
		return &no, fmt.Sprintf("Not listed under this name, because it is another name of %s.", e.MergedInto.Display())
	case j.Visit == nil:
		return nil, "Not known, because it was not visited."
	case !j.answered():
		return j.notAnswered()
	case j.Unlisted == "single_user":
		return &no, "It has a page but is in no list, because it states one person at most."
	}
	for _, a := range j.Aliases {
		if a.Merged && a.Name == j.Host {
			return &no, fmt.Sprintf("Not listed under this name, because it is another name of %s.", a.Host.Display())
		}
	}
	switch {
	case e != nil && e.OptedOut:
		return &no, "Not listed yet, because it asked not to be measured; it does not any more, and the next visit sees that."
	case e == nil:
		return &yes, "Nothing speaks against it: an installation that knows this name lists it."
	case e.Instance == nil:
		return &no, "Not listed, because this installation does not know the name yet; nothing else speaks against it."
	case e.Instance.Status == landfall.StatusAlive:
		return &yes, "Listed."
	}
	return &yes, "It answers now, and is listed after the next visit."
}

func (j *judge) notAnswered() (*bool, string) {
	no := false
	why := landfall.Explain(j.Visit.Reason, j.Visit.Status)
	switch {
	case j.Visit.Outcome == landfall.OutcomePostponed && j.Visit.Reason == "asked_for_time":
		return nil, "Not known, because it wants more time between requests than this visit waited; --patience lets it wait longer."
	case j.Visit.Class == landfall.ClassOurs || why.Ours:
		return nil, fmt.Sprintf("Not known, because %s.", why.What)
	case j.Visit.Outcome == landfall.OutcomeRefused:
		return &no, fmt.Sprintf("Not listed, because it asks not to be: %s.", why.What)
	case j.Visit.Outcome == landfall.OutcomeForeign:
		return &no, fmt.Sprintf("Not listed, because no fediverse server was found there: %s.", why.What)
	}
	return &no, fmt.Sprintf("Not listed, because %s.", why.What)
}
