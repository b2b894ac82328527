package verify

import (
	"time"

	"landfall/federation-core/allowance"
	"landfall/federation-core/fetch"
)

// strangers bounds what requests make this server ask of others for keys that it does not know.
// Anybody may name a key anywhere, so that what counts is what came of it: a reading after which
// the signature holds costs nothing. Of the others each caller has few, so that it cannot use up
// what there is for a domain it names, each domain has more, and all together have no more than
// this server may bother the rest of the world with.
type strangers struct {
	callers, domains, all *allowance.Book
}

func newStrangers() strangers {
	return strangers{
		callers: allowance.New(30, 5*time.Second),
		domains: allowance.New(100, time.Second),
		all:     allowance.New(300, 100*time.Millisecond),
	}
}

// reading is one reading of a key, by whom it is named and where it is.
type reading struct {
	*strangers
	caller, domain string // caller is "" if nobody knows
	now            func() time.Time
}

func (s *strangers) reading(claim Claim, now func() time.Time) reading {
	return reading{s, claim.Caller, fetch.Domain(claim.KeyURL.Hostname()), now}
}

// begin reports whether the key may be read. What it takes for that, spare gives back.
func (r reading) begin() bool {
	at := r.now()
	switch {
	case r.caller != "" && !r.callers.Take(r.caller, at):
		return false
	case !r.domains.Take(r.domain, at):
		r.callers.Give(r.caller, at)
		return false
	case !r.all.Take("", at):
		r.callers.Give(r.caller, at)
		r.domains.Give(r.domain, at)
		return false
	}
	return true
}

// spare says that the reading was worth it.
func (r reading) spare() {
	at := r.now()
	r.callers.Give(r.caller, at)
	r.domains.Give(r.domain, at)
	r.all.Give("", at)
}
