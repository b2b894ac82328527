package rank

import (
	"landfall/directory/kind"
	"landfall/directory/place"
	"landfall/directory/topic"
)

// Wish is what somebody asks for. The zero Wish asks for nothing in particular.
type Wish struct {
	// Topics are any of which will do; [topic.General] asks for a general place. None
	// leaves topics out of the score.
	Topics []topic.ID
	// Languages are those that somebody reads, in BCP 47, any of which will do. None
	// leaves languages out of the score.
	Languages []string
	// Kind is what to do there, "" for anything.
	Kind kind.Kind
	// Place is where somebody would like the others to be from, "" for anywhere.
	Place place.ID
	// Matters are what weighs more than usual, each once.
	Matters []Matter
	// AtOnce asks for an account at once, without waiting for approval.
	AtOnce bool
	// Adult allows servers for adult content.
	Adult bool
	// Region is from where speed counts, "" for all places together.
	Region Region
}

// Matter is something that weighs more than usual: it adds [MatterWeight] to its part.
type Matter string

// What may matter.
const (
	Fast         Matter = "fast"
	Reliable     Matter = "reliable"
	Small        Matter = "small"
	Lively       Matter = "lively" // not with Small: the first of the two counts
	Strict       Matter = "strict"
	Organisation Matter = "organisation"
	LongRunning  Matter = "long-running"
)

// Matters lists what may matter, in the order pages show it.
func Matters() []Matter {
	return []Matter{Fast, Reliable, Small, Lively, Strict, Organisation, LongRunning}
}

// part returns the part of the score that a matter weighs into.
func (m Matter) part() part {
	switch m {
	case Fast:
		return speed
	case Reliable:
		return reliability
	case Small, Lively:
		return size
	case Strict, Organisation, LongRunning:
		return stewardship
	}
	return parts
}

// Region is a part of the world that speed is measured from.
type Region string

// The regions.
const (
	Europe       Region = "eu"
	NorthAmerica Region = "na"
	SouthAmerica Region = "sa"
	Asia         Region = "as"
	Oceania      Region = "oc"
	Africa       Region = "af"
)

// Regions lists the regions.
func Regions() []Region {
	return []Region{Europe, NorthAmerica, SouthAmerica, Asia, Oceania, Africa}
}

// Label returns what a region is called after "from".
func (r Region) Label() string {
	switch r {
	case Europe:
		return "Europe"
	case NorthAmerica:
		return "North America"
	case SouthAmerica:
		return "South America"
	case Asia:
		return "Asia"
	case Oceania:
		return "Oceania"
	case Africa:
		return "Africa"
	}
	return "all places"
}
