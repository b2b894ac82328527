//go:build bench

package main

import (
	"bytes"
	"flag"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"landfall/federation-core/vocab"
)

var junkRate = flag.Int("core-junk", 2_000, "requests that are junk offered a second")

// junkGoal is how much of one core junk may cost.
const junkGoal = 0.5

// Where requests come from, as the proxy in front of the server tells it.
const (
	honestAddress = "198.51.100.7"
	junkAddress   = "203.0.113.9"
)

// benchJunk posts what no server should, beside good traffic: from one address, and then from
// nobody knows where, which is the worst.
func benchJunk(t *testing.T, dsn string) {
	lab := newCoreLab(t)
	c := newCoreUnderTest(t, lab, dsn)
	alice := c.account("junk" + fmt.Sprint(time.Now().UnixNano()%1e6))
	c.start("--proxies", "127.0.0.1")
	core := c.open()
	good := func(i int) []byte {
		return reheaded(lab.request(labActor(i%5, 900+i%50), map[string]any{
			"id": fmt.Sprintf("https://h%d.peers.zone/a/%d-%d", i%5, time.Now().UnixNano(), i), "type": "Follow", "object": alice,
		}), "X-Forwarded-For", honestAddress)
	}
	var warm replies
	offer(t, c.addr, signed(50, good), 50, &warm)
	drained(t, core)
	seconds := min(20, int(coreFor.Seconds()))
	plain := good(0)
	hosts := 1_000 // those below were heard of
	// run posts good traffic, and junk beside it, and returns for how
	// long the server worked.
	run := func(name, from string, rate int) time.Duration {
		first := hosts
		hosts += rate * seconds
		junk := signed(rate*seconds, func(i int) []byte { return reheaded(lab.junk(plain, first, i, alice), "X-Forwarded-For", from) })
		ordinary := signed(50*seconds, good)
		var fine, bad replies
		var wait sync.WaitGroup
		before, begin, worked := lab.requests(), time.Now(), c.processor()
		wait.Go(func() { offerOver(t, 1_000, c.addr, junk, rate, &bad) })
		wait.Go(func() { offer(t, c.addr, ordinary, 50, &fine) })
		wait.Wait()
		took := time.Since(begin)
		worked = c.processor() - worked
		now, most := c.resident()
		t.Logf("%s: %d requests of junk in %.1f s: %v, %d requests to others; good traffic beside it: %v, p50 %v, p99 %v; the server worked %v; RSS %d MiB, at most %d",
			name, len(junk), took.Seconds(), bad.codes, lab.requests()-before, fine.codes,
			fine.percentile(0.5).Round(time.Microsecond), fine.percentile(0.99).Round(time.Microsecond), worked, now, most)
		if fine.codes[http.StatusAccepted] != len(ordinary) {
			t.Errorf("%s: good traffic is answered %v", name, fine.codes)
		}
		return worked
	}
	none := run("without junk", "", 0)
	for _, from := range []struct{ name, address string }{{"from one address", junkAddress}, {"from nobody knows where", ""}} {
		cost := (run(from.name, from.address, *junkRate) - none).Seconds() / float64(seconds)
		t.Logf("%s: the junk took %.0f %% of one core", from.name, 100*cost)
		if cost > junkGoal {
			t.Errorf("%s: more than %.0f %%", from.name, 100*junkGoal)
		}
	}
	if n := drained(t, core); n > time.Minute {
		t.Errorf("the good traffic is done %v later", n)
	}
}

// junk is a request that no server should send, of a kind for each i: many are made of a plain
// good one; first is the number of a host that nobody has named yet.
func (l *coreLab) junk(plain []byte, first, i int, about string) []byte {
	known, follow := labActor(0, 900), map[string]any{"id": fmt.Sprintf("https://h0.peers.zone/junk/%d", first+i), "type": "Follow", "object": about}
	switch i % 9 {
	case 0: // no signature
		return reheaded(plain, "Signature", "")
	case 1: // what is no signature
		return reheaded(plain, "Signature", `keyId=https://h0.peers.zone/users/u900#main-key,headers`)
	case 2: // another type
		return reheaded(plain, "Content-Type", "text/plain")
	case 3: // too large, as it says itself
		head, _, _ := bytes.Cut(reheaded(plain, "Content-Length", fmt.Sprint(2*vocab.MaxBytes)), []byte("\r\n\r\n"))
		return append(head, "\r\n\r\n"...)
	case 4: // compressed
		return reheaded(plain, "Content-Encoding", "gzip")
	case 5: // in chunks, of nobody knows how many, that are no JSON
		head, _, _ := bytes.Cut(reheaded(reheaded(plain, "Content-Length", ""), "Transfer-Encoding", "chunked"), []byte("\r\n\r\n"))
		chunk := strings.Repeat("x", 8<<10)
		return fmt.Appendf(head, "\r\n\r\n%s0\r\n\r\n", strings.Repeat(fmt.Sprintf("%x\r\n%s\r\n", len(chunk), chunk), 4))
	case 6: // a key of a host that was never heard of, and another's signature
		return spoiled(l.request(labActor(first+i, 0), follow))
	case 7: // keys of one host that were never heard of
		return spoiled(l.request(labActor(999, first+i), follow))
	default: // another digest
		return bytes.Replace(l.request(known, follow), []byte(`"Follow"`), []byte(`"follow"`), 1)
	}
}
