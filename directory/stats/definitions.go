package stats

import "landfall/directory"

// definitions are all charts, in the order of [Groups].
func definitions() []definition {
	all := sizeCharts()
	all = append(all, softwareCharts()...)
	all = append(all, qualityCharts()...)
	all = append(all, whoCharts()...)
	all = append(all, hostingCharts()...)
	return append(all, closingCharts()...)
}

func sizeCharts() []definition {
	return []definition{
		{Chart{ID: "growth", Title: "Servers by day", Note: "How many servers answered on each day, of how many that were visited. The directory grows as servers are found, so that not every rise is one of the network.",
			Group: GroupSize, Shape: ShapeLines, Rows: "day"}, growth},
		{Chart{ID: "people", Title: "People active in a month, by day", Note: "What the servers that answered on a day state, added up. Numbers that are hard to believe are left out, and of no server more than a limit counts.",
			Group: GroupSize, Shape: ShapeLines, Rows: "day"}, people},
		{Chart{ID: "size", Title: "Servers by size", Note: "How many people are active on a server in a month, as it states it.",
			Group: GroupSize, Shape: ShapeBars, Rows: "people active", Facet: directory.KeySize}, sizes},
	}
}

func softwareCharts() []definition {
	return []definition{
		{Chart{ID: "software", Title: "Servers by software", Note: "What each server says it runs. Copies of a software that go by its name count for it.",
			Group: GroupSoft, Shape: ShapeShares, Rows: "software", Facet: directory.KeySoftware}, software},
		{Chart{ID: "software-by-day", Title: "Software by day", Note: "How many of the servers that answered on a day run each of the software that was the most common on the last one.",
			Group: GroupSoft, Shape: ShapeLines, Rows: "day"}, softwareByDay},
		{Chart{ID: "versions", Title: "Servers by state of their version", Note: "Whether a server runs the newest release of its software that is widely run, or a later one.",
			Group: GroupSoft, Shape: ShapeShares, Rows: "version", Facet: directory.KeyVersion}, versions},
		{Chart{ID: "releases", Title: "The most common releases", Note: "Software with the first two numbers of its version: which releases have been adopted. The 50 that most servers run.",
			Group: GroupSoft, Shape: ShapeBars, Rows: "release"}, releases},
	}
}

func qualityCharts() []definition {
	return []definition{
		{Chart{ID: "speed", Title: "Servers by speed", Note: "What three of four clicks take at most, over the answered visits of 90 days, from where we measure.",
			Group: GroupQuality, Shape: ShapeBars, Rows: "each click"}, speed},
		{Chart{ID: "speed-by-day", Title: "What each click costs, by day", Note: "Over all answered visits of a day, to all servers, from where we measure. A number stands for one that is at most 1% smaller or larger.",
			Group: GroupQuality, Shape: ShapeBand, Rows: "day"}, speedByDay},
		{Chart{ID: "availability", Title: "Servers by availability", Note: "The share of our visits that a server answered, over 90 days.",
			Group: GroupQuality, Shape: ShapeBars, Rows: "visits answered"}, availability},
		{Chart{ID: "answers-by-day", Title: "Visits answered, by day", Note: "Of all visits of a day. Servers that have closed go on being visited for a while, and count.",
			Group: GroupQuality, Shape: ShapeLines, Rows: "day"}, answersByDay},
	}
}

func whoCharts() []definition {
	return []definition{
		{Chart{ID: "sign-up", Title: "Servers by sign-up", Note: "How one joins, as the server states it.",
			Group: GroupWho, Shape: ShapeShares, Rows: "sign-up", Facet: directory.KeySignup}, signup},
		{Chart{ID: "sign-up-by-day", Title: "Sign-up by day", Note: "How one joined the servers that answered on a day.",
			Group: GroupWho, Shape: ShapeLines, Rows: "day"}, signupByDay},
		{Chart{ID: "languages", Title: "Servers by language", Note: "The languages that a server states or that its own texts are in. A server with several counts for each.",
			Group: GroupWho, Shape: ShapeBars, Rows: "language", Facet: directory.KeyLanguage}, languages},
		{Chart{ID: "places", Title: "Servers by the country they are for", Note: "Whom a server is for, by its own words: not where its machines stand. A server that is for several counts for each.",
			Group: GroupWho, Shape: ShapeBars, Rows: "country", Facet: directory.KeyPlace}, places},
	}
}

func hostingCharts() []definition {
	return []definition{
		{Chart{ID: "networks", Title: "Servers by hosting network", Note: "Whose network the address is in at which a server answered. Delivery networks that stand in front of the machines are left out: they say nothing of where those are.",
			Group: GroupHosting, Shape: ShapeBars, Rows: "network", Facet: directory.KeyHosted}, networks},
		{Chart{ID: "hosting-countries", Title: "Servers by the country they are hosted in", Note: "Where the address is registered, which is not always where the machine stands.",
			Group: GroupHosting, Shape: ShapeBars, Rows: "country", Facet: directory.KeyHosted}, hostingCountries},
		{Chart{ID: "concentration", Title: "Concentration: the share of the five largest", Note: "How much of the network depends on few. Each line parts a whole: the servers among software, networks and countries, and the people among servers, software and networks.",
			Group: GroupHosting, Shape: ShapeBars, Rows: "whole"}, concentration},
	}
}

func closingCharts() []definition {
	return []definition{
		{Chart{ID: "closings", Title: "Closings by year", Note: "Servers that close or have closed, by the year of the day on which they do. Those that were called off or handed over are not among them.",
			Group: GroupClosing, Shape: ShapeBars, Rows: "year"}, closings},
		{Chart{ID: "notice", Title: "Closings by length of notice", Note: "Days from the announcement to the first day on which a server may close. The Mastodon Server Covenant asks for three months; not every server has signed it.",
			Group: GroupClosing, Shape: ShapeBars, Rows: "notice"}, noticeLengths},
	}
}
