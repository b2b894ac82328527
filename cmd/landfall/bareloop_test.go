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
	"strings"
	"sync"
	"testing"
	"time"
)

// bareJob is what the bare loop is to do.
type bareJob struct {
	Addr, CA, Names string
	InFlight        int
	Paths           []string
}

// TestBareLoop is the yardstick of TestBenchCrawl: net/http and nothing else, one
// connection per name, the given paths in order, five seconds for TCP and TLS as
// the program allows, bodies read and thrown away.
func TestBareLoop(t *testing.T) {
	text := os.Getenv("LANDFALL_BARE_LOOP")
	if text == "" {
		t.Skip("run by TestBenchCrawl")
	}
	var job bareJob
	if err := json.Unmarshal([]byte(text), &job); err != nil {
		t.Fatal(err)
	}
	names, config := job.load(t)
	queue := make(chan string, len(names))
	for _, name := range names {
		queue <- name
	}
	close(queue)
	var mu sync.Mutex
	var requests, answered int
	var wg sync.WaitGroup
	began := time.Now()
	for range job.InFlight {
		wg.Go(func() {
			for name := range queue {
				sent, ok := job.visit(name, config)
				mu.Lock()
				requests += sent
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
		Names: float64(len(names)), Answered: answered, PerName: float64(requests) / float64(len(names)),
		Rate: float64(len(names)) / seconds, PeakRSS: peakRSS(),
	}
	out, _ := json.Marshal(run)
	fmt.Printf("bare: %s\n", out)
}

func (j *bareJob) load(t *testing.T) ([]string, *tls.Config) {
	t.Helper()
	pem, err := os.ReadFile(j.CA)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(pem)
	names, err := os.ReadFile(j.Names)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(string(names)), &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
}

func (j *bareJob) visit(name string, config *tls.Config) (sent int, ok bool) {
	dialer := net.Dialer{Timeout: 5 * time.Second}
	transport := &http.Transport{
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return dialer.DialContext(ctx, network, j.Addr)
		},
		TLSClientConfig: config, TLSHandshakeTimeout: 5 * time.Second, ResponseHeaderTimeout: 10 * time.Second,
	}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport, Timeout: 15 * time.Second}
	for _, path := range j.Paths {
		sent++
		resp, err := client.Get("https://" + name + path)
		if err != nil {
			return sent, false
		}
		_, err = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		if err != nil {
			return sent, false
		}
	}
	return sent, true
}
