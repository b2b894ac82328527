package web

import (
	"context"
	"time"

	"landfall"
	"landfall/web/phrase"
	"landfall/web/tongue"
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

func newConnection(ctx context.Context, recent []landfall.Observation, now time.Time) connectionSection {
	o := landfall.NewestConnection(recent)
	if o == nil {
		return connectionSection{}
	}
	about := o.Connection
	return connectionSection{
		Seen: newSeen(ctx, o.At, now), Place: o.Vantage, Notice: certificateNotice(ctx, about, now),
		Facts: []fact{
			known(ctx, tongue.Say(ctx, "Encryption"), prefixed("TLS ", about.TLS)),
			known(ctx, "HTTP", httpVersion(ctx, about)),
			known(ctx, tongue.Say(ctx, "HTTP/3 offered"), yesNo(ctx, about.HTTP != "", about.HTTP3)),
			known(ctx, tongue.Say(ctx, "IPv6 address"), yesNo(ctx, about.IPv6 != nil, about.IPv6 != nil && *about.IPv6)),
			known(ctx, tongue.Say(ctx, "Reached over"), family(about.Family)),
			known(ctx, tongue.Say(ctx, "Certificate ends"), certificate(ctx, about, now)),
		},
	}
}

// known is a fact, or that it is unknown.
func known(ctx context.Context, label, value string) fact {
	if value == "" {
		return fact{Label: label, Value: tongue.Say(ctx, "Unknown"), Unknown: true}
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
func httpVersion(ctx context.Context, about landfall.Connection) string {
	if about.HTTP == "1.1" {
		return tongue.Say(ctx, "1.1, the most we ask for")
	}
	return about.HTTP
}

func yesNo(ctx context.Context, known, yes bool) string {
	switch {
	case !known:
		return ""
	case yes:
		return tongue.Say(ctx, "Yes")
	}
	return tongue.Say(ctx, "No")
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

func certificate(ctx context.Context, about landfall.Connection, now time.Time) string {
	date := tongue.Date(ctx, about.CertExpires)
	switch about.Cert(now) {
	case landfall.CertUnknown:
		return ""
	case landfall.CertEnded:
		return tongue.Say(ctx, "{day} ({when})", "day", date, "when", phrase.Ago(ctx, about.CertExpires, now))
	case landfall.CertValid, landfall.CertEnding:
	}
	return tongue.Say(ctx, "{day} ({when})", "day", date, "when", phrase.In(ctx, about.CertExpires, now))
}

// certificateNotice tells who runs the server, and blames nobody.
func certificateNotice(ctx context.Context, about landfall.Connection, now time.Time) string {
	switch about.Cert(now) {
	case landfall.CertEnding:
		return tongue.Say(ctx, "The certificate that we saw ends {when}. Most are renewed by themselves before that; if you run this server, a look may save you a surprise.",
			"when", phrase.In(ctx, about.CertExpires, now))
	case landfall.CertEnded:
		return tongue.Say(ctx, "The certificate that we saw has ended, so browsers warn their users until it is renewed. We look again soon.")
	case landfall.CertUnknown, landfall.CertValid:
	}
	return ""
}
