package web

// scripts are the addresses of the scripts that the build made of npm's packages, and of the
// style sheet that one of them needs. Each is empty if there is none: then the page works as
// it came, and nothing is offered that needs it.
type scripts struct {
	// Enhance changes lists in place, and is fetched once a page with one is shown. Timeline makes charts over time zoomable, and Network
	// shows the graph; both are fetched once somebody asks.
	Enhance, Timeline, TimelineStyle, Network string
	// Suggest says what the words in the search box may go on to, once somebody is in it.
	Suggest string
}

func newScripts(st static) scripts {
	return scripts{
		Enhance: st.address("enhance.js"), Network: st.address("network.js"),
		Suggest: st.address("suggest.js"), Timeline: st.address("timeline.js"), TimelineStyle: st.address("timeline.css"),
	}
}
