package web

import (
	"net/url"
	"time"

	"landfall"
)

var deskStates = map[landfall.NoticeState]string{
	landfall.NoticeReported: "Reported", landfall.NoticeConfirmed: "Confirmed", landfall.NoticeCounting: "Counting down",
	landfall.NoticeClosed: "Closed after a notice", landfall.NoticeVanished: "Vanished", landfall.NoticeCancelled: "Cancelled",
	landfall.NoticeHandedOver: "Handed over", landfall.NoticeRetracted: "Retracted", landfall.NoticeMerged: "Merged",
}

func deskState(state landfall.NoticeState) string { return deskStates[state] }

var deskSources = map[landfall.NoticeSource]string{
	landfall.NoticeFromAdmin: "Its admin", landfall.NoticeFromNodeinfo: "Stated for machines", landfall.NoticeFromHeader: "Stated in a header",
	landfall.NoticeFromOperator: "Entered here", landfall.NoticeFromAnnouncement: "An announcement", landfall.NoticeFromText: "A text of its own",
	landfall.NoticeFromContact: "A pinned post of its contact", landfall.NoticeFromReader: "A reader", landfall.NoticeFromAbsence: "Its absence",
}

func deskSource(source landfall.NoticeSource) string { return deskSources[source] }

// lastChange is when a notice last changed.
func lastChange(n *landfall.Notice) time.Time {
	if len(n.Events) == 0 {
		return n.Found
	}
	return n.Events[len(n.Events)-1].At
}

// linkable reports whether an address may be a link: a page of the web, and nothing that
// runs.
func linkable(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && u.User == nil && (u.Scheme == "https" || u.Scheme == "http")
}
