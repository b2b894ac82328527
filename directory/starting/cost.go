package starting

import "fmt"

// Plan is what is asked of an estimate.
type Plan struct {
	Software string // nodeinfo name of one of [All]
	People   int    // active in a month
	Media    Media
	Months   int // until when disk is counted
}

// The bounds of a plan.
const (
	MostPeople = 100_000
	MostMonths = 120
)

// DefaultPlan is a small community on the most used software, after a year.
func DefaultPlan() Plan { return Plan{Software: "mastodon", People: 100, Media: Pictures, Months: 12} }

// Media is what people post most.
type Media string

// The kinds, the least bytes first.
const (
	Text     Media = "text"
	Pictures Media = "pictures"
	ManyPics Media = "photos"
	Videos   Media = "video"
)

// Medias are all kinds.
var Medias = []Media{Text, Pictures, ManyPics, Videos}

// Label says a kind in English.
func (m Media) Label() string {
	return map[Media]string{Text: "Mostly text", Pictures: "Some pictures", ManyPics: "Many photos", Videos: "Videos"}[m]
}

func mediaWords() []string {
	var words []string
	for _, m := range Medias {
		words = append(words, m.Label())
	}
	return words
}

// Assumption is something that the estimate takes for granted.
type Assumption struct {
	Key         string // in addresses
	Label, Unit string
	Range
	Most   float64 // the highest value that makes sense
	Source string  // the https URL of a page that it rests on; without one it is a guess of ours

	by map[Media]Range
}

// Assumptions returns what is taken for granted for a kind of media, in the order of
// costs.yaml. The slice is the caller's own.
func Assumptions(media Media) []Assumption {
	all := make([]Assumption, 0, len(content().assumptions))
	for _, a := range content().assumptions {
		if r, ok := a.by[media]; ok {
			a.Range = r
		}
		all = append(all, a)
	}
	return all
}

// Estimate is what a plan needs. Sizes are in GB, traffic in GB a month, money in the unit of
// the prices, a month.
type Estimate struct {
	Memory                                  Range
	Database, Uploads, Copies, Disk         Range // after the months of the plan
	Traffic                                 Range
	Machine, Storage, Sending, Domain, Mail Range // money
	Money                                   Range // the sum of these
}

// EstimateFor adds up what a plan needs under assumptions, which are those of [Assumptions]
// with other values. The plan is within its bounds, and its software known.
func EstimateFor(p Plan, assumptions []Assumption) (Estimate, error) {
	i := indexOf(p.Software)
	if i < 0 || p.People < 1 || p.People > MostPeople || p.Months < 1 || p.Months > MostMonths {
		return Estimate{}, fmt.Errorf("no estimate for %+v", p)
	}
	software, a := All()[i], map[string]Range{}
	for _, assumption := range assumptions {
		a[assumption.Key] = assumption.Range
	}
	people, months, hundreds := float64(p.People), float64(p.Months), float64(p.People)/100
	e := Estimate{
		Memory:   software.Memory.Plus(software.PerHundred.By(hundreds)),
		Database: Range{1, 2}.Plus(a["growth"].By(months)),
		Uploads:  a["uploads"].By(people * months),
		// People follow much the same, so that copies grow slower than people do.
		Copies:  software.Cache.Plus(software.Cache.By(min(hundreds, 10) / 2)),
		Traffic: a["views"].By(people),
	}
	e.Disk = e.Database.Plus(e.Uploads).Plus(e.Copies)
	e.Machine = e.Memory.Times(a["memory"])
	e.Storage = e.Disk.Plus(e.Database.Plus(e.Uploads).Times(a["copies"])).Times(a["storage"])
	e.Sending = e.Traffic.By(1.0 / 1000).Times(a["traffic"])
	e.Domain, e.Mail = a["domain"].By(1.0/12), a["mail"]
	e.Money = e.Machine.Plus(e.Storage).Plus(e.Sending).Plus(e.Domain).Plus(e.Mail)
	return e, nil
}

func indexOf(id string) int {
	for i, s := range All() {
		if s.ID == id {
			return i
		}
	}
	return -1
}
