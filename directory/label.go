package directory

// label is a facet value and its name on pages.
type label struct{ value, name string }

var signupLabels = []label{
	{"open", "Open now"},
	{"approval", "Needs approval"},
	{SignupNotClosed, "Takes new people (way not stated)"},
	{"invite", "Invite only"},
	{"closed", "Closed"},
	{Unknown, "Not stated"},
}

var sizeLabels = []label{
	{string(SizeSolo), "One or none"},
	{string(SizeTiny), "2–49"},
	{string(SizeSmall), "50–499"},
	{string(SizeMedium), "500–4,999"},
	{string(SizeLarge), "5,000–49,999"},
	{string(SizeHuge), "50,000 and more"},
	{string(SizeUnknown), "Not known"},
}

var speedLabels = []label{
	{string(SpeedFast), "Fast (up to 0.4 s)"},
	{string(SpeedGood), "Good (up to 0.8 s)"},
	{string(SpeedModerate), "Moderate (up to 1.8 s)"},
	{string(SpeedSlow), "Slow (over 1.8 s)"},
	{string(SpeedUnknown), "Not measured yet"},
}

var upLabels = []label{
	{"99.9", "99.9% or more"},
	{"99.5", "99.5% or more"},
	{"99", "99% or more"},
}

var ageLabels = []label{
	{string(AgeNew), "Less than a year"},
	{string(AgeYoung), "1 to 3 years"},
	{string(AgeGrown), "3 to 6 years"},
	{string(AgeOld), "6 years and more"},
	{string(AgeUnknown), "Not known"},
}

var versionLabels = []label{
	{string(StandingCurrent), "Current"},
	{string(StandingBehind), "Behind"},
	{string(StandingUnknown), "Not known"},
}

func labelOf(labels []label, value string) string {
	for _, l := range labels {
		if l.value == value {
			return l.name
		}
	}
	return value
}

// Label returns the name of a facet value on pages, such as "Needs approval" for
// KeySignup and "approval"; the value itself if the key or the value is unknown.
func Label(key, value string) string {
	for i := range facets {
		if facets[i].key == key {
			return facets[i].name(value)
		}
	}
	return value
}
