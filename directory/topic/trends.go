package topic

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"time"

	"landfall"
)

// Trends weighs the hashtags that instances show as talked about against the whole
// network. A hashtag is measured by the three days in which the largest share of all
// instances showed it, so that a trend of the whole network is none of the instances'
// own while it rises, nor when it is over. It is not safe for concurrent use.
type Trends struct {
	first   time.Time // the first of the days
	hosts   spans
	tags    map[string]*spans
	lasting []lasting

	host  landfall.Host     // whose hashtags are being added
	shown map[string]uint32 // by tag, a bit for each day, the first the lowest
}

// spans counts instances by three days in a row, the first of them the index.
type spans [landfall.TrendingDays - trendDays + 1]int

// lasting is a hashtag that an instance showed on enough days.
type lasting struct {
	host landfall.Host
	tag  string
	days uint32
}

// maxLasting is how many hashtags of one instance are weighed: those of most days.
const maxLasting = 20

// NewTrends returns the trends of the [landfall.TrendingDays] days up to today.
func NewTrends(today time.Time) *Trends {
	return &Trends{
		first: dayOf(today).AddDate(0, 0, 1-landfall.TrendingDays), tags: map[string]*spans{}, shown: map[string]uint32{},
	}
}

// Add takes in a hashtag that an instance showed on a day. All of one instance must be
// added one after the other. Other days than those of the trends are passed over.
func (t *Trends) Add(host landfall.Host, tag string, day time.Time) {
	if host != t.host {
		t.close()
		t.host = host
	}
	n := int(dayOf(day).Sub(t.first) / (24 * time.Hour))
	if name := sameTag(tag); name != "" && n >= 0 && n < landfall.TrendingDays && !day.Before(t.first) {
		t.shown[name] |= 1 << n
	}
}

// Tags returns the hashtags that are evidence, by instance, those of most days first.
func (t *Trends) Tags() map[landfall.Host][]Tag {
	t.close()
	tags := make(map[landfall.Host][]Tag)
	for _, l := range t.lasting {
		servers, of := t.peak(l.tag)
		weight := Trend{Name: l.tag, Days: bits.OnesCount32(l.days), Servers: servers, Of: of}.Weight()
		if weight == 0 {
			continue
		}
		tags[l.host] = append(tags[l.host], Tag{
			Name: l.tag, Weight: math.Round(100*weight) / 100, // so that not every new count is news
			FirstSeen: t.first.AddDate(0, 0, bits.TrailingZeros32(l.days)), LastSeen: t.first.AddDate(0, 0, bits.Len32(l.days)-1),
		})
	}
	return tags
}

// close counts the instance whose hashtags were added last.
func (t *Trends) close() {
	var any uint32
	var own []lasting
	for tag, days := range t.shown {
		any |= days
		if t.tags[tag] == nil {
			t.tags[tag] = &spans{}
		}
		t.tags[tag].count(days)
		if bits.OnesCount32(days) >= trendDays {
			own = append(own, lasting{t.host, tag, days})
		}
	}
	t.hosts.count(any)
	clear(t.shown)
	slices.SortFunc(own, func(a, b lasting) int {
		return cmp.Or(cmp.Compare(bits.OnesCount32(b.days), bits.OnesCount32(a.days)), cmp.Compare(a.tag, b.tag))
	})
	t.lasting = append(t.lasting, own[:min(len(own), maxLasting)]...)
}

// count adds an instance that showed something on the given days.
func (s *spans) count(days uint32) {
	for i := range s {
		if days>>i&(1<<trendDays-1) != 0 {
			s[i]++
		}
	}
}

// peak returns the number of instances that showed a hashtag, and that of those that
// showed any, in the three days in which its share was largest. Days in which less than
// half as many instances as in others were looked at do not count.
func (t *Trends) peak(tag string) (servers, of int) {
	most := slices.Max(t.hosts[:])
	for i, n := range t.tags[tag] {
		if all := t.hosts[i]; 2*all >= most && n*max(of, 1) > servers*all {
			servers, of = n, all
		}
	}
	return servers, of
}

func dayOf(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }
