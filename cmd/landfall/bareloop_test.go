//go:build bench

package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"sync"
	"testing"
	"time"
)

// bareJob is what the bare loop is to do.
type bareJob struct {
	Addr, CA string
	Visits   string // a file with a list of bareVisit
	InFlight int
}

// bareVisit is the requests to one name.
type bareVisit struct {
	Requests []bareRequest
	at       time.Time
}

// bareRequest is one request and the status that the crawler was answered with, 0 if
// it was not answered.
type bareRequest struct {
	URL    string
	Status int
}

// TestBareLoop is the yardstick of TestBenchCrawl: net/http and nothing else, one
// connection per name, the given requests in order, each hop of a redirect one of
// them, the TLS that the program speaks, five seconds for TCP and TLS as it allows,
// bodies read and thrown away. It says how many answers were others than the
// crawler's.
func TestBareLoop(t *testing.T) {
	text := os.Getenv("LANDFALL_BARE_LOOP")
	if text == "" {
		t.Skip("run by TestBenchCrawl")
	}
	var job bareJob
	if err := json.Unmarshal([]byte(text), &job); err != nil {
		t.Fatal(err)
	}
	visits, config := job.load(t)
	queue := make(chan bareVisit, len(visits))
	for _, visit := range visits {
		queue <- visit
	}
	close(queue)
	var mu sync.Mutex
	var requests, answered, other int
	var wg sync.WaitGroup
	began, spent := time.Now(), cpuTime()
	for range job.InFlight {
		wg.Go(func() {
			for visit := range queue {
				sent, same, ok := job.visit(visit, config)
				mu.Lock()
				requests, other = requests+sent, other+sent-same
				if ok {
					answered++
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	seconds := time.Since(began).Seconds()
	run := benchRun{
		Names: float64(len(visits)), Answered: answered, Other: other, PerName: float64(requests) / float64(len(visits)),
		Rate: float64(len(visits)) / seconds, PeakRSS: peakRSS(), CPU: (cpuTime() - spent).Seconds(),
	}
	out, _ := json.Marshal(run)
	fmt.Printf("bare: %s\n", out)
}

func (j *bareJob) load(t *testing.T) ([]bareVisit, *tls.Config) {
	t.Helper()
	pem, err := os.ReadFile(j.CA)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(pem)
	list, err := os.ReadFile(j.Visits)
	if err != nil {
		t.Fatal(err)
	}
	var visits []bareVisit
	if err := json.Unmarshal(list, &visits); err != nil {
		t.Fatal(err)
	}
	return visits, &tls.Config{
		RootCAs: pool, MinVersion: tls.VersionTLS12, SessionTicketsDisabled: true,
		CurvePreferences: []tls.CurveID{tls.X25519, tls.CurveP256, tls.CurveP384},
	}
}

func (j *bareJob) visit(visit bareVisit, config *tls.Config) (sent, same int, ok bool) {
	dialer := net.Dialer{Timeout: 5 * time.Second}
	transport := &http.Transport{
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return dialer.DialContext(ctx, network, j.Addr)
		},
		TLSClientConfig: config, TLSHandshakeTimeout: 5 * time.Second, ResponseHeaderTimeout: 10 * time.Second,
	}
	defer transport.CloseIdleConnections()
	client := &http.Client{
		Transport: transport, Timeout: 15 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	for _, request := range visit.Requests {
		sent++
		status, err := fetchPage(client, request.URL)
		if status == request.Status {
			same++
		}
		if err != nil {
			return sent, same, false
		}
	}
	return sent, same, true
}

func fetchPage(client *http.Client, url string) (status int, err error) {
	resp, err := client.Get(url)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode, err
}
