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
	p := &Poll{Ends: d.Time("endTime"), Closed: d.Time("closed"), Voters: d.Count("votersCount")}
	options := d.Documents("oneOf", MaxOptions)
	if len(options) == 0 {
		options, p.Multiple = d.Documents("anyOf", MaxOptions), true
	}
	for _, o := range options {
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
