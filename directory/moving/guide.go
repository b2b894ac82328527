package moving

import (
	"slices"
	"strings"
)

// Generic is the [Guide.ID] of the guide for software that none is written for.
const Generic = "generic"

// Guide is what there is to know about leaving a server of one software. Its slices are
// shared, and are not to be changed.
type Guide struct {
	// ID names the software that the guide is written for by its nodeinfo name, such as
	// "mastodon" for "hometown" too, or is [Generic].
	ID string
	// Names are the nodeinfo names of all software that it is for, the ID among them; none
	// of the generic one.
	Names []string
	// Keeps is what can be taken along, and Loses what cannot, each in the order of weight.
	Keeps []Claim
	Loses []Claim
	// Unknown are sentences about what no public page was found for.
	Unknown []string
	// Steps are in the order in which they are done. Their DaysBefore never rises.
	Steps []Step
}

// Claim is one sentence about one thing that somebody has on a server.
type Claim struct {
	Thing Thing
	// How is the way in which it is kept; empty for what is lost.
	How How
	// Text is the sentence, for people.
	Text string
	// Source is the https URL of the public page that it rests on.
	Source string
}

// Thing names what somebody has on a server, such as "followers" or "bookmarks". A thing
// may be both kept and lost: posts as a copy, but not on the new server.
type Thing string

// How is the way in which a thing is kept.
type How string

// The ways, the least work first.
const (
	Moved    How = "moved"    // it follows the account
	Imported How = "imported" // from a file that is saved before and read in on the new server
	Copied   How = "copy"     // on one's own disk, for oneself
)

// StepID names a step. It never changes once published.
type StepID string

// The steps, in their order. A guide has those that its software needs.
const (
	NoteHandle StepID = "handle"
	Export     StepID = "export"
	Archive    StepID = "archive"
	Choose     StepID = "choose"
	Alias      StepID = "alias"
	Move       StepID = "move"
	Import     StepID = "import"
	Tell       StepID = "tell"
	Check      StepID = "check"
)

// Step is one thing to do.
type Step struct {
	ID    StepID
	Title string
	Text  string
	// Menu is where the software has it, in its own English words, such as "Settings →
	// Export"; empty if that is not known or there is no such place.
	Menu string
	// Link is the https URL of the public page that says so; empty for advice of our own.
	Link string
	// DaysBefore is how many days before the end it is to be started at the latest.
	DaysBefore int
	// OldServer reports that it cannot be done any more once the old server is gone.
	OldServer bool
}

// For returns the guide for a software by its nodeinfo name, as in
// [landfall.Software.Name]: the one of the software that a fork comes from, and the
// generic one if none is known or the name is empty. Case does not count, nor which of
// space, dot, hyphen and underscore stands between words.
func For(software string) Guide {
	if guide, ok := guides().byName[normal(software)]; ok {
		return *guide
	}
	return *guides().generic
}

// All returns every guide in the order of guides.yaml, the generic one last.
func All() []Guide {
	all := make([]Guide, 0, len(guides().all))
	for _, guide := range guides().all {
		all = append(all, *guide)
	}
	return all
}

// Of says how a thing is kept, by the least work if there are several ways for everybody;
// known is false if nothing is said of it, and the way is empty if it is lost.
func (g *Guide) Of(thing Thing) (how How, known bool) {
	ways := []How{Moved, Imported, Copied}
	best := len(ways)
	for _, claim := range g.Keeps {
		if claim.Thing == thing && !strings.HasPrefix(claim.Text, elsewhere) {
			best = min(best, slices.Index(ways, claim.How))
		}
	}
	if best < len(ways) {
		return ways[best], true
	}
	return "", slices.ContainsFunc(g.Loses, func(c Claim) bool { return c.Thing == thing })
}

// elsewhere begins a claim that holds only for some new servers.
const elsewhere = "If you move to "

// normal writes a name so that "Iceshrimp.NET" and "iceshrimp-net" are one.
func normal(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return strings.ContainsRune(" ._-\t", r) })
	return strings.Join(words, "-")
}

// Words returns the English texts of all guides, in any order; some come twice. It is what
// there is to translate. Menus are not among them.
func Words() []string {
	var words []string
	all := guides()
	for _, guide := range all.byName {
		words = append(words, guide.words()...)
	}
	return append(words, all.generic.words()...)
}

func (g *Guide) words() []string {
	words := slices.Clone(g.Unknown)
	for _, claim := range slices.Concat(g.Keeps, g.Loses) {
		words = append(words, claim.Text)
	}
	for _, step := range g.Steps {
		words = append(words, step.Title, step.Text)
	}
	return words
}
