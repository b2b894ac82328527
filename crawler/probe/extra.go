package probe

import (
	"context"
	"hash/fnv"
	"time"

	"landfall"
	"landfall/internal/netguard/strictjson"
)

// budget is how many requests a visit is meant to cost, robots.txt included;
// redirects and the peers list are not.
const budget = 5

// extra is a document that states something nice to know.
type extra struct {
	what  string
	needs kind // the document without which it is not there either
	read  func(context.Context, *Visit) error
}

// extras spends what the other documents left of the budget on the family's extras.
// They take turns: the first visit to a host reads the first, and later ones draw
// by the host and the hour, so that each comes round in a while; what an extra said
// stays, with its age, until it is read again. Where the other documents use the
// budget up, one visit in four still reads one.
func (r *run) extras(ctx context.Context) {
	v := r.v
	var extras []extra
	for _, e := range v.family().extras {
		if v.read[e.needs] {
			extras = append(extras, e)
		}
	}
	if len(extras) == 0 {
		return
	}
	drawn := v.draw()
	spare := budget - 1 - v.asked
	if spare <= 0 && !v.First && drawn%4 == 0 {
		spare = 1
	}
	for i := range min(spare, len(extras)) {
		next := extras[(drawn/4+i)%len(extras)]
		r.do(next.what, func() error { return next.read(ctx, v) })
	}
}

// draw returns a number that the host and the hour decide; 0 at a first visit.
func (v *Visit) draw() int {
	if v.First {
		return 0
	}
	return v.turn()
}

// turn returns a number that the host and the hour decide.
func (v *Visit) turn() int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(v.Host.String() + v.Now.UTC().Format("2006010215")))
	return int(h.Sum32() >> 1)
}

// Bounds on tags and announcements.
const (
	maxTags          = 10
	maxTag           = 60 // characters
	maxAnnouncements = 5
	maxAnnouncement  = 2000 // characters
)

// trendingTags reads /api/v1/trends/tags.
//
// Source: https://docs.joinmastodon.org/methods/trends/#tags
var trendingTags = extra{"trending tags", kindV2, func(ctx context.Context, v *Visit) error {
	p, err := v.page(ctx, "/api/v1/trends/tags?limit=10", rankOwn)
	if err == nil {
		p.tags("name")
	}
	return err
}}

// tags states the hashtags of a list of objects that have them at key.
func (p page) tags(key string) {
	list, ok := p.root.Array()
	if !ok {
		return
	}
	var tags []string
	for _, e := range list[:min(len(list), maxTags)] {
		text, _ := e.Get(key).Text()
		if tag := oneLine(text, maxTag); tag != "" {
			tags = append(tags, tag)
		}
	}
	p.state(landfall.FieldTags, "[]."+key, func(f *landfall.Facts) { f.Tags = tags })
}

// announced states a list of announcements: how each one's text and time are found
// is for the family to say.
func (p page) announced(path string, list []strictjson.Value, read func(strictjson.Value) (text, at string)) {
	var all []landfall.Announcement
	for _, e := range list[:min(len(list), maxAnnouncements)] {
		text, at := read(e)
		a := landfall.Announcement{Text: plainText(text, maxAnnouncement)}
		if t, err := time.Parse(time.RFC3339, at); err == nil && t.Year() > 2000 && !t.After(p.v.Now.Add(24*time.Hour)) {
			a.At = t.UTC()
		}
		if a.Text != "" {
			all = append(all, a)
		}
	}
	p.state(landfall.FieldAnnouncements, p.prefix+path, func(f *landfall.Facts) { f.Announcements = all })
}
