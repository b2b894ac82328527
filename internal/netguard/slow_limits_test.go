package netguard

import (
	"context"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"landfall"
)

// TestSlowHostsAreLeftInTime has five hundred hosts be slow in every way there is, one
// that is just fast enough and never done included: with the default limits none keeps
// a request for longer than 15 seconds. The seconds are those of a clock that runs while
// all wait.
func TestSlowHostsAreLeftInTime(t *testing.T) {
	lab, now := newTestLab(t), time.Now()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(now)) // the bubble's clock begins before the authority's time
		held := make(chan struct{})
		hosts := append(slowHosts(lab, held), slowHost{host: "endless-sim.social", reason: "body_timeout"})
		lab.raw["endless-sim.social"] = func(c net.Conn) {
			go hang(c) // takes the visitor's goodbye, as a system's buffer would
			_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\n\r\n")
			for err := error(nil); err == nil; time.Sleep(time.Second) {
				_, err = io.WriteString(c, strings.Repeat("a", 11<<10))
			}
		}
		guard, served := lab.piped(t)
		const each = 63
		var visits sync.WaitGroup
		for _, tt := range hosts {
			for range each {
				visits.Go(func() {
					s := guard.Session(t.Context())
					defer s.Close()
					began := time.Now()
					_, _, err := get(t, s, "https://"+tt.host+"/")
					if took := time.Since(began); took > 15*time.Second {
						t.Errorf("%s kept a request for %v", tt.host, took)
					}
					if got, class := Classify(err); got != tt.reason || class != landfall.ClassAmbiguous {
						t.Errorf("%s: %s, %s (%v); want %s", tt.host, got, class, err, tt.reason)
					}
				})
			}
		}
		visits.Wait()
		close(held)
		served.Wait()
	})
}

// piped returns a guard with the default limits whose connections lead to the lab's
// hosts through memory, and what waits for those hosts.
func (l *testLab) piped(t *testing.T) (*Guard, *sync.WaitGroup) {
	t.Helper()
	guard := l.guard(t, DefaultLimits())
	var served sync.WaitGroup
	guard.connect = func(context.Context, string, string) (net.Conn, error) {
		ours, theirs := net.Pipe()
		served.Go(func() { l.answer(theirs) })
		return ours, nil
	}
	return guard, &served
}
