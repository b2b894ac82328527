package web

import (
	"time"

	"landfall"
	"landfall/web/phrase"
)

// connectionSection is what the way to a server and its certificate say.
type connectionSection struct {
	Facts  []fact
	Hosted hostingLine
	Notice string // of a certificate that wants its admin's eye
	// Seen is when the visit was that told, and Place where it was made from.
	Seen  seen
	Place string
}

func newConnection(recent []landfall.Observation, now time.Time) connectionSection {
	o := landfall.NewestConnection(recent)
	if o == nil {
		return connectionSection{}
	}
	about := o.Connection
	return connectionSection{
		Seen: newSeen(o.At, now), Place: o.Vantage, Notice: certificateNotice(about, now),
		Facts: []fact{
			known("Encryption", prefixed("TLS ", about.TLS)),
			known("HTTP", httpVersion(about)),
			known("HTTP/3 offered", yesNo(about.HTTP != "", about.HTTP3)),
			known("IPv6 address", yesNo(about.IPv6 != nil, about.IPv6 != nil && *about.IPv6)),
			known("Reached over", family(about.Family)),
			known("Certificate ends", certificate(about, now)),
		},
	}
}

// known is a fact, or that it is unknown.
func known(label, value string) fact {
	if value == "" {
		return fact{Label: label, Value: "Unknown", Unknown: true}
	}
	return fact{Label: label, Value: value}
}

func prefixed(before, text string) string {
	if text == "" {
		return ""
	}
	return before + text
}

// httpVersion says what was spoken. We ask for no more than 1.1, so that it says
// nothing of what the server could.
func httpVersion(about landfall.Connection) string {
	if about.HTTP == "1.1" {
		return "1.1, the most we ask for"
	}
	return about.HTTP
}

func yesNo(known, yes bool) string {
	switch {
	case !known:
		return ""
	case yes:
		return "Yes"
	}
	return "No"
}

func family(name string) string {
	switch name {
	case "ipv4":
		return "IPv4"
	case "ipv6":
		return "IPv6"
	}
	return ""
}

func certificate(about landfall.Connection, now time.Time) string {
	date := phrase.Date(about.CertExpires)
	switch about.Cert(now) {
	case landfall.CertUnknown:
		return ""
	case landfall.CertEnded:
		return date + " (" + phrase.Ago(about.CertExpires, now) + ")"
	case landfall.CertValid, landfall.CertEnding:
	}
	return date + " (in " + phrase.Span(about.CertExpires.Sub(now)) + ")"
}

// certificateNotice tells who runs the server, and blames nobody.
func certificateNotice(about landfall.Connection, now time.Time) string {
	switch about.Cert(now) {
	case landfall.CertEnding:
		return "The certificate that we saw ends in " + phrase.Span(about.CertExpires.Sub(now)) +
			". Most are renewed by themselves before that; if you run this server, a look may save you a surprise."
	case landfall.CertEnded:
		return "The certificate that we saw has ended, so browsers warn their users until it is renewed. We look again soon."
	case landfall.CertUnknown, landfall.CertValid:
	}
	return ""
}
