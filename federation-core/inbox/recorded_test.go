package inbox_test

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"landfall/federation-core/fetch"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
	"landfall/internal/fixtures"
)

// replay is this server in the place of the one that a request was sent to, at the time when it
// was, with whoever lived there and whoever sent it.
type replay struct {
	*world
	here    string // who lives here
	sender  string // whoever signs
	key     string // its id
	request *http.Request
	body    []byte
}

// message reads a recorded request.
func message(t *testing.T, file string) (*http.Request, []byte) {
	t.Helper()
	raw := fixtures.Read(t, append([]string{"wire"}, strings.Split(file, "/")...)...)
	req, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(raw)))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(req.Body)
	if err != nil {
		t.Fatal(err)
	}
	return req, body
}

// documentOf is an actor's recorded document, with the key by which it is known to have signed;
// of those that were not recorded it is made of the one that was, of the same software.
func documentOf(t *testing.T, id, keyID string, pem []byte) []byte {
	t.Helper()
	files := map[string]string{
		"https://gts.test/users/alice": "gotosocial/responses/actor-signed.http", "https://gts.test/users/gts.test": "gotosocial/responses/instance-actor-signed.http",
		"https://fed.test/users/carol": "fedify/responses/actor.http", "https://snac.test/erin": "snac2/responses/actor.http",
	}
	file, ok := files[id]
	if !ok {
		file = files["https://fed.test/users/carol"]
	}
	raw := fixtures.Read(t, append([]string{"wire"}, strings.Split(file, "/")...)...)
	res, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(raw)), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(bytes.ReplaceAll(body, []byte("https://fed.test/users/carol"), []byte(id)), &doc); err != nil {
		t.Fatal(err)
	}
	if !ok {
		doc["preferredUsername"] = path.Base(id)
		doc["publicKey"] = object{"id": keyID, "owner": id, "publicKeyPem": string(pem)}
		doc["endpoints"] = nil
	}
	body, err = json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// newReplay sets the scene for a row of the index.
func newReplay(t *testing.T, file, host, keyID, keyFile string) *replay {
	t.Helper()
	r := &replay{world: newWorldAt(t, "https://"+host), key: keyID}
	r.request, r.body = message(t, file)
	r.here = map[string]string{"fed.test": "carol", "bot.test": "bob"}[host]
	r.sender = strings.TrimSuffix(strings.TrimSuffix(keyID, "#main-key"), "/main-key")
	if date, err := http.ParseTime(r.request.Header.Get("Date")); err == nil {
		r.now = date
	} else {
		r.now = created(t, r.request)
	}
	pem := fixtures.Read(t, append([]string{"wire"}, strings.Split(keyFile, "/")...)...)
	doc := documentOf(t, r.sender, keyID, pem)
	r.outbound.beyond = func(req *http.Request) (*http.Response, error) {
		rec := httptest.NewRecorder()
		if address := req.URL.String(); address == r.sender || address+"#main-key" == keyID || address == keyID {
			rec.Header().Set("Content-Type", vocab.ContentType)
			_, _ = rec.Write(doc)
		} else {
			rec.WriteHeader(http.StatusNotFound)
		}
		return rec.Result(), nil
	}
	r.person(r.here, nil)
	return r
}

// created is the time under an RFC 9421 signature.
func created(t *testing.T, req *http.Request) time.Time {
	t.Helper()
	found := regexp.MustCompile(`created=(\d+)`).FindStringSubmatch(req.Header.Get("Signature-Input"))
	if found == nil {
		t.Fatal("no time")
	}
	seconds, err := strconv.ParseInt(found[1], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return time.Unix(seconds, 0)
}

// deliver hands the recorded request to the inbox, byte by byte, and works.
func (r *replay) deliver() int {
	req := httptest.NewRequest(r.request.Method, "https://"+r.request.Host+r.request.URL.RequestURI(), bytes.NewReader(r.body))
	req.RequestURI, req.Header = r.request.RequestURI, r.request.Header
	status := r.world.deliver(req)
	r.work()
	return status
}

// TestRecordedPosts replays every POST that was recorded of other servers against the inbox:
// each has the effect that it was meant to have, once, and none without what it needs.
func TestRecordedPosts(t *testing.T) {
	table := csv.NewReader(bytes.NewReader(fixtures.Read(t, "wire", "index.tsv")))
	table.Comma, table.LazyQuotes = '\t', true
	rows, err := table.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	replayed := 0
	for _, row := range rows[1:] {
		file, host, keyID, keyFile := row[0], row[1], row[4], row[5]
		if !strings.HasPrefix(path.Base(file), "post-") {
			continue
		}
		replayed++
		t.Run(file, func(t *testing.T) {
			want, known := recordings[file]
			if !known {
				t.Fatal("nobody says what becomes of it")
			}
			r := newReplay(t, file, host, keyID, keyFile)
			r.plays(want)
		})
	}
	if replayed != len(recordings) {
		t.Errorf("%d requests, of %d that are known", replayed, len(recordings))
	}
}

// plays fails the test unless the recorded request does what it should.
func (r *replay) plays(want recording) {
	r.t.Helper()
	r.keepSender()
	if want.before != nil {
		want.before(r)
	}
	if want.after != nil && want.after(r) == "" {
		r.t.Fatal("what it should do is so already")
	}
	before, asked := r.ledger(), r.outbound.requests()
	status := want.status
	if status == 0 {
		status = http.StatusAccepted
	}
	if got := r.deliver(); got != status {
		r.t.Errorf("status %d, want %d", got, status)
	}
	if want.after == nil {
		if diff := r.ledger().since(before); diff != "" {
			r.t.Errorf("it had an effect:\n%s", diff)
		}
	} else if wrong := want.after(r); wrong != "" {
		r.t.Error(wrong)
	}
	if n := r.outbound.requests() - asked; n != 0 {
		r.t.Errorf("%d requests for somebody who is known", n)
	}
	then := r.ledger()
	r.deliver()
	if diff := r.ledger().since(then); diff != "" {
		r.t.Errorf("the second time it had another effect:\n%s", diff)
	}
}

// keepSender reads whoever signs, as this server would for the first request of theirs.
func (r *replay) keepSender() {
	r.t.Helper()
	if _, err := r.registry.Owner(r.t.Context(), fetch.NewBudget(), vocab.ID(r.key)); err != nil {
		r.t.Fatal(err)
	}
}

// me is the id of who lives here.
func (r *replay) me() string { return r.site.Actor(r.here) }

// recording is what has to be so before a request, how it is answered, and what is wrong after
// it, "" if nothing; nil stands for no effect at all.
type recording struct {
	before func(*replay)
	status int
	after  func(*replay) string
}

// holds says what is wrong if something does not hold.
func holds(yes bool, format string, args ...any) string {
	if yes {
		return ""
	}
	return fmt.Sprintf(format, args...)
}

// following makes who lives here follow whoever signs.
func following(r *replay) { r.follow(r.me(), r.sender) }

// mine makes a post of who lives here, by an id as the recorded server made them.
func mine(id string) func(*replay) {
	return func(r *replay) {
		r.apply(social.AddPost{Post: social.Post{ID: id, Author: r.me(), Local: true, Type: "Note", Content: "x", Published: r.now.Add(-time.Hour)}})
	}
}

// theirs makes a post of whoever signs.
func theirs(id string) func(*replay) {
	return func(r *replay) {
		following(r)
		r.apply(social.AddPost{Post: social.Post{ID: id, Author: r.sender, Type: "Note", Content: "before", Published: r.now.Add(-time.Hour)}})
	}
}
