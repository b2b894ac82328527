package diagnosis

import (
	"fmt"
	"time"

	"landfall"
)

// What is usual: the limits of web.dev for the time to the first byte, which holds
// for the whole of a first visit, and Landfall's own for a click that feels fast.
// The phases' are rules of thumb, for somebody on the same continent.
const (
	fast     = 400 * time.Millisecond
	good     = 800 * time.Millisecond
	moderate = 1800 * time.Millisecond

	usualDNS  = 100 * time.Millisecond
	usualTCP  = 150 * time.Millisecond
	usualTLS  = 250 * time.Millisecond
	usualByte = 400 * time.Millisecond
)

func (j *judge) speed() {
	first, click := j.Visit.First, j.Visit.Click
	if first.IsZero() {
		return
	}
	j.pace("first_visit", "First visit", first, first.Total(),
		fmt.Sprintf("DNS %s, TCP %s, TLS %s, first byte %s, transfer %s", ms(first.DNS), ms(first.TCP), ms(first.TLS), ms(first.FirstByte), ms(first.Transfer)))
	if click.IsZero() && !j.answered() {
		return
	}
	if click.IsZero() {
		j.line("click", Unknown, "Each click", "not measured: no second answer on the same connection", "let connections be kept (keep-alive)")
		return
	}
	j.pace("click", "Each click", click, click.Click(), fmt.Sprintf("first byte %s, transfer %s", ms(click.FirstByte), ms(click.Transfer)))
}

// pace judges one measurement, and names the phase that takes longest beyond what is
// usual.
func (j *judge) pace(id, name string, t landfall.Timings, total time.Duration, phases string) {
	found := fmt.Sprintf("%s (%s); one sample, from here: ", ms(total), phases)
	switch {
	case total <= fast:
		j.line(id, Pass, name, found+"fast, up to "+ms(fast), "")
	case total <= good:
		j.line(id, Pass, name, found+"good, up to "+ms(good), "")
	case total <= moderate:
		j.line(id, Warn, name, found+"moderate, up to "+ms(moderate), culprit(t))
	default:
		j.line(id, Warn, name, found+"slow, over "+ms(moderate), culprit(t))
	}
}

func culprit(t landfall.Timings) string {
	worst, fix := 1.0, "look from more places before you change anything"
	for _, phase := range []struct {
		took, usual time.Duration
		fix         string
	}{
		{t.DNS, usualDNS, "most of it is the name: use faster name servers, or a longer time to live"},
		{t.TCP, usualTCP, "most of it is distance: the server is far from here"},
		{t.TLS, usualTLS, "most of it is the handshake: offer TLS 1.3, a short certificate chain, and a processor that has time"},
		{t.FirstByte, usualByte, "most of it is the server thinking: cache instance documents, look at its database and its workers"},
		{t.Transfer, usualByte, "most of it is transfer: compress, and look at the network"},
	} {
		if over := float64(phase.took) / float64(phase.usual); over > worst {
			worst, fix = over, phase.fix
		}
	}
	return fix
}
