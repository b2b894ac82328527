package promise

import (
	"cmp"
	"slices"

	"landfall/directory/lexicon"
)

// Kind is what a finding is about.
type Kind string

// The kinds.
const (
	KindPromise Kind = "promise"
	KindPeople  Kind = "run_by"
	KindFunding Kind = "funding"
)

// ID names one promise, one kind of people or one source of money.
type ID string

// The promises, in the order in which pages show them.
const (
	Notice       ID = "notice"       // at least three months' notice before it closes
	Backups      ID = "backups"      // made regularly
	Admins       ID = "admins"       // two or more can reach the machines
	Moderation   ID = "moderation"   // active
	Blocklist    ID = "blocklist"    // published
	Transparency ID = "transparency" // reports on moderation or money
)

// Who may run a server. What is more formal comes first.
const (
	Nonprofit ID = "nonprofit"
	Company   ID = "company"
	Public    ID = "public" // a body such as a city or a university
	Group     ID = "group"
	Person    ID = "person"
)

// What may pay for a server.
const (
	Donations   ID = "donations"
	Memberships ID = "membership"
	Ads         ID = "ads"
	Grants      ID = "grants"
	OwnPocket   ID = "own" // of those who run it
	Employer    ID = "company"
)

// Promises, People and Funding list the IDs of each kind in order.
var (
	Promises = []ID{Notice, Backups, Admins, Moderation, Blocklist, Transparency}
	People   = []ID{Nonprofit, Company, Public, Group, Person}
	Funding  = []ID{Donations, Memberships, Ads, Grants, OwnPocket, Employer}
)

// Sources that are not the server's own words.
const (
	// SourceDirectory is a directory that lists only servers which promise it.
	SourceDirectory lexicon.Source = "directory"
	// SourceSoftware is a document of the software that does what is promised.
	SourceSoftware lexicon.Source = "software"
	// SourceAdmin is the claimed admin, here.
	SourceAdmin lexicon.Source = "admin"
)

// Finding is one thing that is stated.
type Finding struct {
	ID ID `json:"id"`
	// Confidence is 1 − Π(1 − weight) over the evidence, from 0 to 1.
	Confidence float64 `json:"confidence"`
	// Sentence is one that says so, on one line and at most 300 characters; empty where
	// the evidence is no text.
	Sentence string             `json:"sentence,omitempty"`
	Evidence []lexicon.Evidence `json:"evidence"`
}

// Result is what is stated of one server. The zero Result: nothing is.
type Result struct {
	Promises []Finding `json:"promises"`
	RunBy    []Finding `json:"run_by"` // the surest first
	Funding  []Finding `json:"funding"`
}

// Has reports whether a promise is stated.
func (r Result) Has(id ID) bool {
	return slices.ContainsFunc(r.Promises, func(f Finding) bool { return f.ID == id })
}

// By returns who runs it, "" if that is not stated.
func (r Result) By() ID {
	if len(r.RunBy) == 0 {
		return ""
	}
	return r.RunBy[0].ID
}

// Input is what one server is read from.
type Input struct {
	Texts []lexicon.Text
	// Stated is what is known from elsewhere: that the server publishes its blocks, that a
	// directory lists it which requires a promise, what its admin declares.
	Stated []Statement
}

// Statement is something that is known other than from the server's texts.
type Statement struct {
	Kind     Kind
	ID       ID
	Evidence lexicon.Evidence
}

// found is a finding in the making.
type found struct {
	kind     Kind
	id       ID
	sentence string
	evidence lexicon.Evidence
}

// collect adds up what was found, kind by kind.
func collect(all []found) Result {
	var r Result
	for kind, into := range map[Kind]*[]Finding{KindPromise: &r.Promises, KindPeople: &r.RunBy, KindFunding: &r.Funding} {
		for _, id := range slices.Concat(Promises, People, Funding) {
			if f, ok := add(all, kind, id); ok && !slices.ContainsFunc(*into, func(o Finding) bool { return o.ID == id }) {
				*into = append(*into, f)
			}
		}
	}
	slices.SortStableFunc(r.RunBy, func(a, b Finding) int { return cmp.Compare(b.Confidence, a.Confidence) })
	return r
}

// add adds up the evidence on one thing; the same words of one source count once.
func add(all []found, kind Kind, id ID) (Finding, bool) {
	f := Finding{ID: id}
	doubt := 1.0
	for _, each := range all {
		if each.kind != kind || each.id != id {
			continue
		}
		again := slices.ContainsFunc(f.Evidence, func(o lexicon.Evidence) bool {
			return o.Source == each.evidence.Source && o.Term == each.evidence.Term
		})
		if again {
			continue
		}
		f.Evidence = append(f.Evidence, each.evidence)
		f.Sentence = cmp.Or(f.Sentence, each.sentence)
		doubt *= 1 - each.evidence.Weight
	}
	f.Confidence = 1 - doubt
	return f, len(f.Evidence) > 0
}
