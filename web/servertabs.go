package web

import (
	"context"

	"landfall"
	"landfall/directory"
	"landfall/web/tongue"
)

// tabName is the last part of the address of one of a server's pages.
type tabName string

// The pages of a server.
const (
	tabOverview    tabName = ""
	tabJoin        tabName = "join"
	tabSpeed       tabName = "speed"
	tabIncidents   tabName = "incidents"
	tabHistory     tabName = "history"
	tabConnections tabName = "connections"
	tabRules       tabName = "rules"
	tabRanking     tabName = "ranking"
	tabDiary       tabName = "diary"
)

// path is where a server's page is.
func (t tabName) path(host landfall.Host) string {
	if t == tabOverview {
		return "/s/" + string(host)
	}
	return "/s/" + string(host) + "/" + string(t)
}

// tab leads to one of a server's pages.
type tab struct {
	Label, Path string
	Here        bool
}

// tabs are the pages that a server has. One that has never answered has little to tell.
func (s *Site) tabs(ctx context.Context, server *directory.Server, here tabName) []tab {
	answered := server.Unlisted(s.deps.Now()) != directory.UnlistedNeverAnswered
	var tabs []tab
	for _, t := range []struct {
		name  tabName
		label string
		there bool
	}{
		{tabOverview, tongue.Say(ctx, "Overview"), true},
		{tabJoin, tongue.Say(ctx, "Join"), answered},
		{tabSpeed, tongue.Say(ctx, "Speed"), answered && s.deps.Past != nil},
		{tabIncidents, tongue.Say(ctx, "Incidents"), answered && s.deps.Past != nil},
		{tabRules, tongue.Say(ctx, "Rules"), answered && s.deps.Wordings != nil},
		{tabHistory, tongue.Say(ctx, "History"), answered && s.deps.Past != nil},
		{tabConnections, tongue.Say(ctx, "Connections"), answered && s.deps.Past != nil},
		{tabRanking, tongue.Say(ctx, "Rank"), answered},
		{tabDiary, tongue.Say(ctx, "Diary"), s.deps.Entries != nil},
	} {
		if t.there {
			tabs = append(tabs, tab{t.label, t.name.path(server.Host), t.name == here})
		}
	}
	return tabs
}
