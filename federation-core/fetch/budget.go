package fetch

import (
	"sync"

	"golang.org/x/net/publicsuffix"
)

// What one cause may make this server ask for.
const (
	Requests        = 20
	RequestsADomain = 3
)

// Budget counts the requests that have one cause, such as an activity that arrived: a thread
// that has no end or a crowd of names below one domain uses it up, and that is all. It is safe
// for concurrent use.
type Budget struct {
	mu      sync.Mutex
	left    int
	domains map[string]int
	may     func() bool
}

// NewBudget returns a full one.
func NewBudget() *Budget { return &Budget{left: Requests, domains: make(map[string]int)} }

// NewBudgetIf returns a full one of which nothing may be spent unless may says so, which is
// asked before the first request.
func NewBudgetIf(may func() bool) *Budget {
	b := NewBudget()
	b.may = may
	return b
}

// Domain returns the registrable domain of a host without its port, or the host if it is none.
func Domain(host string) string {
	domain, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return host
	}
	return domain
}

// take takes one request to a host, without its port. A second knock, with the other kind of
// signature, is none of those that a domain has.
func (b *Budget) take(host string, again bool) error {
	domain := Domain(host)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.left == 0 || !again && b.domains[domain] == RequestsADomain {
		return errBudget
	}
	if b.left == Requests && b.may != nil && !b.may() {
		return ErrCrowded
	}
	b.left--
	if !again {
		b.domains[domain]++
	}
	return nil
}

// Used is how many requests were made.
func (b *Budget) Used() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return Requests - b.left
}
