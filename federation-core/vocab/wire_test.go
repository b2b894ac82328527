package vocab_test

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"landfall/federation-core/vocab"
	"landfall/internal/fixtures"
)

// message is a recorded HTTP message: its body and the media type it came with.
type message struct {
	name, contentType string
	status            int // 0 for a request
	body              []byte
}

// recorded reads every message of the wire captures that has a body.
func recorded(t testing.TB) (messages []message) {
	t.Helper()
	root := fixtures.Path(t, "wire")
	for _, path := range append(fixtures.Glob(t, "wire", "*", "requests*", "*.http"), fixtures.Glob(t, "wire", "*", "responses", "*.http")...) {
		name, err := filepath.Rel(root, path)
		if err != nil {
			t.Fatal(err)
		}
		if m := read(t, name); len(m.body) > 0 {
			messages = append(messages, m)
		}
	}
	return messages
}

func read(t testing.TB, name string) message {
	t.Helper()
	in := bufio.NewReader(bytes.NewReader(fixtures.Read(t, "wire", name)))
	m := message{name: name}
	var header http.Header
	var body io.Reader
	if strings.Contains(name, "/responses/") {
		response, err := http.ReadResponse(in, nil)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		header, body, m.status = response.Header, response.Body, response.StatusCode
	} else {
		request, err := http.ReadRequest(in)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		header, body = request.Header, request.Body
	}
	var err error
	if m.body, err = io.ReadAll(body); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	m.contentType = header.Get("Content-Type")
	return m
}

const (
	alice = "https://gts.test/users/alice"
	bob   = "https://bot.test/users/bob"
	carol = "https://fed.test/users/carol"
	erin  = "https://snac.test/erin"
	dave  = "https://core.test/users/dave"
)

// said is what an activity is expected to say, in short.
type said struct {
	kind, actor string
	id          string // its last part
	object      string // the whole identifier
	inner       string // the type of what is embedded
	to, cc      string // joined by spaces, Public as "*"
}

// TestRecordedActivities reads every activity that the three servers and the hand-made
// client sent.
func TestRecordedActivities(t *testing.T) {
	follow := func(n string) string { return carol + "#follow-" + n }
	want := map[string]said{
		"fedify/requests-cavage/post-accept.http":        {"Accept", bob, "bob#accept-1795384756594", follow("1795384756598"), "Follow", "", ""},
		"fedify/requests-cavage/post-announce.http":      {"Announce", bob, "bob#announce-1795384756599", "https://fed.test/notes/1795384756600", "", "*", bob + "/followers"},
		"fedify/requests-cavage/post-create-2.http":      {"Create", bob, "1795384756597#create", "https://bot.test/notes/1795384756597", "Note", "*", bob + "/followers " + carol},
		"fedify/requests-cavage/post-create.http":        {"Create", bob, "1795384756596#create", "https://bot.test/notes/1795384756596", "Note", "*", bob + "/followers"},
		"fedify/requests-cavage/post-follow.http":        {"Follow", bob, "bob#follow-1795384756595", carol, "", "", ""},
		"fedify/requests-cavage/post-like.http":          {"Like", bob, "bob#like-1795384756598", "https://fed.test/notes/1795384756600", "", "", ""},
		"fedify/requests-cavage/post-undo-announce.http": {"Undo", bob, "bob#undo-1795384756601", bob + "#announce-1795384756599", "Announce", "", ""},
		"fedify/requests-cavage/post-undo-like.http":     {"Undo", bob, "bob#undo-1795384756600", bob + "#like-1795384756598", "Like", "", ""},

		"fedify/requests-rfc9421/post-accept-rfc9421.http":      {"Accept", carol, "carol#accept-1795384756599", bob + "#follow-1795384756595", "Follow", "", ""},
		"fedify/requests-rfc9421/post-block-rfc9421.http":       {"Block", carol, "carol#block-1795384756607", bob, "", "", ""},
		"fedify/requests-rfc9421/post-create-rfc9421.http":      {"Create", carol, "1795384756600#create", "https://fed.test/notes/1795384756600", "Note", "*", carol + "/followers"},
		"fedify/requests-rfc9421/post-create-rfc9421-2.http":    {"Create", carol, "1795384756601#create", "https://fed.test/notes/1795384756601", "Note", carol + "/followers", "*"},
		"fedify/requests-rfc9421/post-create-rfc9421-3.http":    {"Create", carol, "1795384756602#create", "https://fed.test/notes/1795384756602", "Note", carol + "/followers", ""},
		"fedify/requests-rfc9421/post-create-rfc9421-4.http":    {"Create", carol, "1795384756603#create", "https://fed.test/notes/1795384756603", "Note", bob, ""},
		"fedify/requests-rfc9421/post-delete-rfc9421.http":      {"Delete", carol, "carol#delete-1795384756605", "https://fed.test/notes/1795384756600", "Tombstone", "*", carol + "/followers"},
		"fedify/requests-rfc9421/post-flag-rfc9421.http":        {"Flag", carol, "carol#flag-1795384756606", bob, "", "", ""},
		"fedify/requests-rfc9421/post-follow-rfc9421.http":      {"Follow", carol, "carol#follow-1795384756598", bob, "", "", ""},
		"fedify/requests-rfc9421/post-undo-follow-rfc9421.http": {"Undo", carol, "carol#undo-1795384756608", follow("1795384756598"), "Follow", "", ""},
		"fedify/requests-rfc9421/post-update-rfc9421.http":      {"Update", carol, "carol#update-1795384756604", "https://fed.test/notes/1795384756600", "Note", "*", carol + "/followers"},

		"gotosocial/requests/post-accept.http":        {"Accept", alice, "01M82HHS95C2JJMWFZMXD6D6XZ", follow("1795381844829"), "Follow", carol, ""},
		"gotosocial/requests/post-announce.http":      {"Announce", alice, "01M82HHKNXTP2WE0MQ1RZX3QV9", "https://fed.test/notes/1795381838420", "", alice + "/followers", carol + " *"},
		"gotosocial/requests/post-block.http":         {"Block", alice, "01M82HKHSQA37MJM0GS69CAMPJ", carol, "", carol, ""},
		"gotosocial/requests/post-create-2.http":      {"Create", alice, "activity#Create", alice + "/statuses/01M82HKAH72XTVZKNTTBWQ6X0Q", "Note", alice + "/followers", "*"},
		"gotosocial/requests/post-create.http":        {"Create", alice, "activity#Create", alice + "/statuses/01M82HHSCSB3J2D3QMCCM2MKEA", "Note", "*", alice + "/followers"},
		"gotosocial/requests/post-delete.http":        {"Delete", alice, "01M82HHWG66MM9YHNFQCW4TGFH", alice + "/statuses/01M82HHSCSB3J2D3QMCCM2MKEA", "", "*", alice + "/followers"},
		"gotosocial/requests/post-flag.http":          {"Flag", "https://gts.test/users/gts.test", "01M82HHKQTSDXZYR1WAH72Q075", carol, "", "", ""},
		"gotosocial/requests/post-follow.http":        {"Follow", alice, "0187733W4S69T3CRW0Q9RX54D6", carol, "", carol, ""},
		"gotosocial/requests/post-like.http":          {"Like", alice, "01M82HHKMT449GPYKT6T33PJKA", "https://fed.test/notes/1795381838420", "", carol, ""},
		"gotosocial/requests/post-undo-announce.http": {"Undo", alice, "01M82HHKSKTY44MVHF051C78KG", alice + "/statuses/01M82HHKNXTP2WE0MQ1RZX3QV9", "Announce", alice + "/followers", carol + " *"},
		"gotosocial/requests/post-undo-block.http":    {"Undo", alice, "01M82HKJBX2HH11BT013FQP15J", alice + "/blocks/01M82HKHSQA37MJM0GS69CAMPJ", "Block", carol, ""},
		"gotosocial/requests/post-undo-follow.http":   {"Undo", alice, "01M82HKECZT0V4H7AMWTBX24TW", alice + "/follow/0187733W4S69T3CRW0Q9RX54D6", "Follow", carol, ""},
		"gotosocial/requests/post-update.http":        {"Update", alice, "activity#Update", alice + "/statuses/01M82HHSCSB3J2D3QMCCM2MKEA", "Note", "*", alice + "/followers"},

		"snac2/requests/post-accept.http":    {"Accept", erin, "Accept", bob + "#follow-1795384756602", "Follow", bob, ""},
		"snac2/requests/post-create.http":    {"Create", erin, "Create", erin + "/p/1795383146.359741", "Note", "*", alice},
		"snac2/requests/post-follow-2.http":  {"Follow", erin, "Follow", carol, "", "", ""},
		"snac2/requests/post-follow.http":    {"Follow", erin, "Follow", carol, "", "", ""},
		"snac2/requests/post-undo-bare.http": {"Undo", erin, "Undo_1795383134.246847", carol, "", "", ""},

		"test-actor/requests/post-follow-2.http":       {"Follow", alice, "1", carol, "", "", ""},
		"test-actor/requests/post-follow-rfc9421.http": {"Follow", dave, "c2", carol, "", "", ""},
		"test-actor/requests/post-follow.http":         {"Follow", dave, "c1", carol, "", "", ""},
	}
	for _, m := range recorded(t) {
		if m.status != 0 {
			continue
		}
		got := sayOf(t, m)
		if want, ok := want[m.name]; !ok {
			t.Errorf("%s says %#v: not in the table", m.name, got)
		} else if got != want {
			t.Errorf("%s says\n%#v, want\n%#v", m.name, got, want)
		}
		delete(want, m.name)
	}
	for name := range want {
		t.Errorf("%s is not recorded", name)
	}
}

func sayOf(t *testing.T, m message) said {
	t.Helper()
	if !vocab.IsActivityJSON(m.contentType) {
		t.Errorf("%s: %q is no media type of activities", m.name, m.contentType)
	}
	d, err := vocab.Parse(m.body)
	if err != nil {
		t.Fatalf("%s: %v", m.name, err)
	}
	a, err := d.Activity()
	if err != nil {
		t.Fatalf("%s: %v", m.name, err)
	}
	s := said{kind: a.Type, actor: string(a.Actor), object: string(a.Object.IRI), to: join(a.To), cc: join(a.CC)}
	s.id = string(a.ID)[strings.LastIndex(string(a.ID), "/")+1:]
	if a.Object.Embedded != nil {
		s.inner = a.Object.Embedded.Type()
	}
	if !a.Known() {
		t.Errorf("%s: %s is not known", m.name, a.Type)
	}
	return s
}

func join(ids []vocab.ID) string {
	parts := make([]string, len(ids))
	for i, id := range ids {
		if parts[i] = string(id); id == vocab.Public {
			parts[i] = "*"
		}
	}
	return strings.Join(parts, " ")
}
