package topic

import "landfall/directory/lexicon"

// Source says where evidence comes from.
type Source = lexicon.Source

// The sources, and what one term in each of them weighs.
const (
	SourceAdmin       Source = "admin"             // 1.0; the instance's admin said so here
	SourceCurator     Source = "curator"           // 0.95; a person looked
	SourceSoftware    Source = "software"          // 0.8; a category set in the instance's software
	SourceCommunities Source = "communities"       // 0.8; names of local communities that agree
	SourceDirectory   Source = "directory"         // 0.7; another directory's category
	SourceHost               = lexicon.Host        // 0.62; a whole part of the host name
	SourceName               = lexicon.Name        // 0.6
	SourceHashtag     Source = "hashtag"           // 0.6; in the description
	SourceDescription        = lexicon.Description // 0.5
	SourceAbout              = lexicon.About       // 0.35
	SourceHostPart    Source = "host_part"         // 0.3; start or end of a part of the host name
	SourceTags        Source = "tags"              // 0.15 to 0.4; what is talked about, see [Trend.Weight]
	SourceRules              = lexicon.Rules       // 0.1; where they say what the place is about
	SourceActivity    Source = "activity"          // 0.5; many people, and nothing that stands out
)

// weightOf holds the weight of one term.
var weightOf = map[Source]float64{
	SourceAdmin: 1, SourceCurator: 0.95, SourceSoftware: 0.8, SourceCommunities: 0.8, SourceDirectory: 0.7,
	SourceHost: 0.62, SourceName: 0.6, SourceHashtag: 0.6, SourceDescription: 0.5, SourceAbout: 0.35,
	SourceHostPart: 0.3, SourceTags: 0.3, SourceRules: 0.1, SourceActivity: 0.5,
}

// Weight returns what one term of a source weighs, 0 of a source that is none of the above;
// hashtags that are talked about weigh by how few others share them.
func Weight(source Source) float64 { return weightOf[source] }

// Evidence is one reason for or against a topic.
type Evidence struct {
	Topic ID `json:"topic"` // of the evidence: a sub-topic's counts for its topic too
	lexicon.Evidence

	// place is the word of its source that it was read from, counted from 1; 0 if it
	// is no word.
	place int
}
