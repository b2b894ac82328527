package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"landfall/internal/chserver"
	"landfall/internal/pgserver"
)

// freePort is an address of loopback that nobody listened on a moment ago.
func freePort(t *testing.T) string {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

// answer is what the site says; 0 if nothing.
func answer(t *testing.T, url string) (status int, text string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, ""
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

// becomes waits until a page has the status and the text.
func becomes(t *testing.T, what, url string, status int, text string) {
	t.Helper()
	var got int
	var body string
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(250 * time.Millisecond) { // another process is what we wait for
		if got, body = answer(t, url); got == status && strings.Contains(body, text) {
			return
		}
	}
	t.Fatalf("%s: %s answers %d and not %d with %q", what, url, got, status, text)
}

// TestTheSiteOutlivesItsStores takes away one store after the other from a site that
// runs, and gives them back.
func TestTheSiteOutlivesItsStores(t *testing.T) {
	t.Parallel()
	postgres := pgserver.Own(t)
	clickhouse := chserver.Start(t, chserver.Config{})
	servers := []string{"--data", t.TempDir(),
		"--database", postgres.Database(t, "template1"), "--observations", clickhouse.DSN("default")}
	data := crawled(t)
	landfallOutput(t, append(servers, "--log-level", "error", "import", data)...)
	host := hostOf(t, exported(t, "instances", "--data", data)[0])

	address := freePort(t)
	ctx, stop := context.WithCancel(context.Background())
	site := landfallCommand(ctx, t, append(servers, "serve", "--no-crawl", "--listen", address)...)
	var log bytes.Buffer
	site.Stderr = &log
	if err := site.Start(); err != nil {
		t.Fatal(err)
	}
	base := "http://" + address
	becomes(t, "at the start", base+"/readyz", http.StatusOK, "")
	becomes(t, "at the start", base+"/servers", http.StatusOK, `<li class="card`)

	clickhouse.Kill()
	becomes(t, "without observations", base+"/s/"+host, http.StatusOK, "history cannot be read just now")
	becomes(t, "without observations", base+"/servers", http.StatusOK, `<li class="card`)
	becomes(t, "after half a minute", base+"/servers", http.StatusOK, "The databases cannot be read just now")
	clickhouse.Restart()
	becomes(t, "with observations again", base+"/api/v1/servers/"+host, http.StatusOK, `"outcome":"answered"`)

	if err := postgres.Kill(); err != nil {
		t.Fatal(err)
	}
	becomes(t, "without hosts", base+"/readyz", http.StatusServiceUnavailable, "")
	becomes(t, "without hosts", base+"/servers", http.StatusOK, `<li class="card`)
	if err := postgres.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	becomes(t, "with hosts again", base+"/readyz", http.StatusOK, "")
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(250 * time.Millisecond) { // as above
		if _, text := answer(t, base+"/servers"); !strings.Contains(text, "The databases cannot be read just now") {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the banner stays although everything is back")
		}
	}

	stop()
	_ = site.Wait() // of a command that was told to stop it gives the reason for that
	if code := site.ProcessState.ExitCode(); code != 0 {
		t.Errorf("the site ends with code %d\n%s", code, log.String())
	}
	if n := strings.Count(log.String(), `msg="job failed" part=schedule job=snapshot`); n == 0 || n > 6 || !strings.Contains(log.String(), "job works again") {
		t.Errorf("%d lines about a snapshot that could not be made, want one for each outage and one for its end:\n%s", n, log.String())
	}
}
