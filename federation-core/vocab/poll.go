package vocab

import "time"

// Poll is the question that a post asks.
type Poll struct {
	Multiple bool // several options may be chosen
	Options  []Option
	Ends     time.Time // zero if it is not said
	Closed   time.Time // zero while it is open or if it is not said
	Voters   int       // -1 for unknown
}

// Option is one answer and how many chose it, -1 for unknown.
type Option struct {
	Name  string
	Votes int
}

// poll reads oneOf or anyOf, nil if there is neither.
func (d *Document) poll() *Poll {
	p := &Poll{Multiple: !d.Has("oneOf"), Ends: d.Time("endTime"), Closed: d.Time("closed"), Voters: d.Count("votersCount")}
	name := "oneOf"
	if p.Multiple {
		name = "anyOf"
	}
	for _, o := range d.Documents(name, MaxOptions) {
		option := Option{Name: cutRunes(o.text("name"), MaxName), Votes: -1}
		if replies := o.Document("replies"); replies != nil {
			option.Votes = replies.Count("totalItems")
		}
		p.Options = append(p.Options, option)
	}
	if len(p.Options) == 0 {
		return nil
	}
	return p
}
