package directory

import "landfall"

// Values of [KeyFederation].
const (
	FederationBlocks  = "publishes-blocks"
	FederationOpen    = "blocks-nobody"
	FederationPrivate = "hides-blocks"
)

var federationLabels = []label{
	{FederationBlocks, "Publishes whom it blocks"},
	{FederationOpen, "Publishes that it blocks nobody"},
	{FederationPrivate, "Keeps its blocks to itself"},
	{Unknown, "Not stated"},
}

func federationFacet() facetKind {
	f := fixedFacet(KeyFederation, "Federation", federationLabels, "is not a way to federate.", oneOf(federationOf))
	f.group = GroupAdvanced
	return f
}

func federationOf(s *Server) string {
	switch blocks := s.Facts.Blocks; {
	case !s.Facts.Stated(landfall.FieldBlocks):
		return Unknown
	case !blocks.Published:
		return FederationPrivate
	case blocks.Total > 0 || blocks.AtLeast:
		return FederationBlocks
	}
	return FederationOpen
}

// Values of [KeyFeature].
const (
	FeatureLong        = "characters-1000" // posts of at least so many characters
	FeatureVeryLong    = "characters-5000"
	FeatureQuotes      = "quotes"
	FeatureSearch      = "search"
	FeatureTranslation = "translation"
)

var featureLabels = []label{
	{FeatureLong, "Posts of 1,000 characters or more"},
	{FeatureVeryLong, "Posts of 5,000 characters or more"},
	{FeatureQuotes, "Quote posts"},
	{FeatureSearch, "Search in posts"},
	{FeatureTranslation, "Translation"},
	{Unknown, "None stated"},
}

func featureFacet() facetKind {
	f := fixedFacet(KeyFeature, "Features", featureLabels, "is not a feature.", featuresOf)
	f.group = GroupAdvanced
	f.note = "As stated; much software states none."
	return f
}

func featuresOf(s *Server) []string {
	var values []string
	for _, feature := range []struct {
		field landfall.Field
		value string
		has   bool
	}{
		{landfall.FieldCharacters, FeatureLong, s.Facts.MaxCharacters >= 1_000},
		{landfall.FieldCharacters, FeatureVeryLong, s.Facts.MaxCharacters >= 5_000},
		{landfall.FieldQuotes, FeatureQuotes, s.Facts.Quotes},
		{landfall.FieldSearch, FeatureSearch, s.Facts.Search},
		{landfall.FieldTranslation, FeatureTranslation, s.Facts.Translation},
	} {
		if feature.has && s.Facts.Stated(feature.field) {
			values = append(values, feature.value)
		}
	}
	if len(values) == 0 {
		return []string{Unknown}
	}
	return values
}
