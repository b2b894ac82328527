package vocab_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall/federation-core/vocab"
)

func TestTolerantReferences(t *testing.T) {
	const want = "https://b.example/1"
	for _, object := range []string{
		`"https://b.example/1"`, `["https://b.example/1"]`, `[null,"https://b.example/1","https://c.example/2"]`,
		`{"id":"https://b.example/1"}`, `[{"id":"https://b.example/1","type":"Note"}]`,
		`{"type":"Link","href":"https://b.example/1"}`, `"HTTPS://B.example:443/1"`,
	} {
		a, err := parsed(t, `{"type":["Like"],"actor":[{"id":"https://a.example/u"}],"object":`+object+`}`).Activity()
		if err != nil || a.Object.IRI != want || a.Actor != "https://a.example/u" || a.Type != "Like" {
			t.Errorf("%s: %+v, %v", object, a, err)
		}
	}
	for _, object := range []string{`null`, `[]`, `7`, `true`, `[["https://b.example/1"]]`, `"acct:b@b.example"`, `""`} {
		a, err := parsed(t, `{"type":"Like","actor":"https://a.example/u","object":`+object+`}`).Activity()
		if err != nil || !a.Object.IsZero() && a.Object.IRI != "" {
			t.Errorf("%s: %+v, %v", object, a, err)
		}
	}
}

func TestViewsRefuse(t *testing.T) {
	for body, view := range map[string]func(*vocab.Document) error{
		`{"actor":"https://a.example/u"}`:                func(d *vocab.Document) error { _, err := d.Activity(); return err },
		`{"type":"Like"}`:                                func(d *vocab.Document) error { _, err := d.Activity(); return err },
		`{"type":"Like","actor":"http://a.example"}`:     func(d *vocab.Document) error { _, err := d.Activity(); return err },
		`{"Type":"Like","Actor":"https://a.example/u"}`:  func(d *vocab.Document) error { _, err := d.Activity(); return err },
		`{"type":"Person","id":"acct:a@a.example"}`:      func(d *vocab.Document) error { _, err := d.Actor(); return err },
		`{"type":"Note","id":"https://a.example/u"}`:     func(d *vocab.Document) error { _, err := d.Actor(); return err },
		`{"type":"Person","id":"https://a.example/n"}`:   func(d *vocab.Document) error { _, err := d.Note(); return err },
		`{"type":"Note"}`:                                func(d *vocab.Document) error { _, err := d.Note(); return err },
		`{"type":"Note","id":"https://a.example/c"}`:     func(d *vocab.Document) error { _, err := d.Collection(); return err },
		`{"type":"Note","id":"https://a.example/t"}`:     func(d *vocab.Document) error { _, err := d.Tombstone(); return err },
		`{"type":"Tombstone","deleted":"2024-01-01"}`:    func(d *vocab.Document) error { _, err := d.Tombstone(); return err },
		`{"type":["person"],"id":"https://a.example/u"}`: func(d *vocab.Document) error { _, err := d.Actor(); return err },
	} {
		if err := view(parsed(t, body)); !errors.Is(err, vocab.ErrInvalid) {
			t.Errorf("%s: %v", body, err)
		}
	}
}

// TestMoved: a name that is declared to be movedTo is read as that, if that itself is not there.
func TestMoved(t *testing.T) {
	for members, want := range map[string]vocab.ID{
		`"movedTo":"https://b.example/u"`: "https://b.example/u", `"movedToUri":"https://b.example/u"`: "https://b.example/u",
		`"movedTo":null,"movedToUri":"https://b.example/u"`:                  "https://b.example/u",
		`"movedToUri":"https://c.example/u","movedTo":"https://b.example/u"`: "https://b.example/u", `"movedToUri":7`: "",
	} {
		a, err := parsed(t, `{"type":"Person","id":"https://a.example/u",`+members+`}`).Actor()
		if err != nil || a.MovedTo != want {
			t.Errorf("%s: %q, %v", members, a.MovedTo, err)
		}
	}
}

func TestTimes(t *testing.T) {
	noon := time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC)
	for text, want := range map[string]time.Time{
		"2024-02-29T12:00:00Z":              noon,
		"2024-02-29T12:00:00.000Z":          noon,
		"2024-02-29T14:00:00+02:00":         noon,
		"2024-02-29T14:00:00+0200":          noon,
		"2024-02-29T12:00:00":               noon,
		"2024-02-29 12:00:00":               noon,
		"2024-02-29 14:00:00+02:00":         noon,
		"2024-02-29T12:00:00.123456789Z":    noon.Add(123456789),
		"2023-02-29T12:00:00Z":              {},
		"0001-01-01T00:00:00Z":              {},
		"1969-12-31T23:59:59Z":              {},
		"2100-01-01T00:00:00Z":              {},
		"9999-12-31T23:59:59Z":              {},
		"+292278994-08-17T07:12:55.807Z":    {},
		"yesterday":                         {},
		"1709208000":                        {},
		"":                                  {},
		"2024-02-29T12:00:00Z (noon) ....":  {},
		"2024-02-29T12:00:00.000000000000Z": noon,
	} {
		if got := parsed(t, `{"published":"`+text+`"}`).Time("published"); !got.Equal(want) || got.Location() != time.UTC {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	if got := parsed(t, `{"published":1709208000}`).Time("published"); !got.IsZero() {
		t.Errorf("a number: %v", got)
	}
}

func TestCounts(t *testing.T) {
	for text, want := range map[string]int{
		"0": 0, "5": 5, `"5"`: 5, "5.0": 5, "[5]": 5, "1e3": 1000, "2147483647": 2147483647,
		"-1": -1, "5.5": -1, "2147483648": -1, "1e999": -1, `"many"`: -1, `"NaN"`: -1, "null": -1, "{}": -1, "true": -1,
	} {
		if got := parsed(t, `{"totalItems":`+text+`}`).Count("totalItems"); got != want {
			t.Errorf("%s: %d, want %d", text, got, want)
		}
	}
}

func TestAddresses(t *testing.T) {
	for url, want := range map[string]string{
		`"https://a.example/@u"`:                                       "https://a.example/@u",
		`"http://a.example/@u"`:                                        "http://a.example/@u",
		`["https://a.example/1","https://a.example/2"]`:                "https://a.example/1",
		`{"type":"Link","href":"https://a.example/1"}`:                 "https://a.example/1",
		`{"type":"Link","href":["https://a.example/1"]}`:               "https://a.example/1",
		`[{"type":"Link","href":"javascript:alert(1)"}, "https://b/"]`: "https://b/",
		`[{"type":"Link","mediaType":"application/x-mpegURL","href":"https://a.example/m3u8"},{"type":"Link","mediaType":"text/html","href":"https://a.example/p"}]`: "https://a.example/p",
		`"javascript:alert(1)"`:   "",
		`"data:text/html,x"`:      "",
		`"/relative"`:             "",
		`"https://u@a.example/x"`: "",
		`7`:                       "",
		`[]`:                      "",
		`{}`:                      "",
		`{"url":{}}`:              "",
	} {
		a, err := parsed(t, `{"type":"Person","id":"https://a.example/u","url":`+url+`}`).Actor()
		if err != nil || a.URL != want {
			t.Errorf("%s: %q, %v; want %q", url, a.URL, err, want)
		}
	}
}

func TestLanguages(t *testing.T) {
	for body, want := range map[string]string{
		`"content":"a","contentMap":{"de":"b","en":"a"}`:                     "en",
		`"content":"a","contentMap":{"pt-BR":"b"}`:                           "pt-BR",
		`"content":"a","contentMap":{"de":"b","fr":"c"}`:                     "",
		`"contentMap":{"fr":"c","de":"b"}`:                                   "fr",
		`"content":"a","contentMap":{"und":"a"}`:                             "",
		`"content":"a","contentMap":{"<script>":"a"}`:                        "",
		`"content":"a","language":{"identifier":"ja","name":"Japanese"}`:     "ja",
		`"content":"a","language":"ja"`:                                      "ja",
		`"content":"a","contentMap":["a"]`:                                   "",
		`"content":"a","contentMap":{"en":"a"},"language":{"identifier":""}`: "en",
	} {
		n, err := parsed(t, `{"type":"Note","id":"https://a.example/n",`+body+`}`).Note()
		if err != nil || n.Language != want || n.Content == "" {
			t.Errorf("%s: %q (%q), %v; want %q", body, n.Language, n.Content, err, want)
		}
	}
	a, err := parsed(t, `{"type":"Person","id":"https://a.example/u","nameMap":{"en":"","de":"Anna"},"summaryMap":{"de":"Hallo"}}`).Actor()
	if err != nil || a.Name != "Anna" || a.Summary != "Hallo" {
		t.Errorf("%+v, %v", a, err)
	}
}

func TestPolls(t *testing.T) {
	yes, both := vocab.Option{Name: "Yes", Votes: -1}, []vocab.Option{{Name: "Yes", Votes: -1}, {Name: "No", Votes: 7}}
	const no = `{"name":"No","replies":{"totalItems":7}}`
	for body, want := range map[string]*vocab.Poll{
		`"oneOf":[{"name":"Yes"},` + no + `]`:               {Options: both, Voters: -1},
		`"anyOf":[{"name":"Yes"},` + no + `]`:               {Options: both, Voters: -1, Multiple: true},
		`"oneOf":[],"anyOf":[{"name":"Yes"}]`:               {Options: []vocab.Option{yes}, Voters: -1, Multiple: true},
		`"oneOf":{"name":"Yes"},"anyOf":[],"votersCount":3`: {Options: []vocab.Option{yes}, Voters: 3},
		`"oneOf":[{"nameMap":{"en":"Yes"}}],"closed":true`:  {Options: []vocab.Option{yes}, Voters: -1},
		`"oneOf":["Yes","No"]`:                              nil,
		`"oneOf":null`:                                      nil,
	} {
		n, err := parsed(t, `{"type":"Question","id":"https://a.example/n",`+body+`}`).Note()
		if diff := cmp.Diff(want, n.Poll); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", body, err, diff)
		}
	}
}

func TestKeys(t *testing.T) {
	const object = `{"id":"https://a.example/u#k","owner":"https://a.example/u","publicKeyPem":"PEM"}`
	whole := []vocab.Key{{ID: "https://a.example/u#k", Owner: "https://a.example/u", PEM: "PEM"}}
	named := []vocab.Key{{ID: "https://a.example/u#k"}}
	for body, want := range map[string][]vocab.Key{
		`{"publicKey":` + object + `}`:                           whole,
		`{"publicKey":[` + object + `]}`:                         whole,
		object:                                                   whole,
		`{"publicKey":"https://a.example/u#k"}`:                  named,
		`{"publicKey":["https://a.example/u#k"]}`:                named,
		`{"publicKey":["acct:u@a.example",7]}`:                   nil,
		`{"publicKey":null}`:                                     nil,
		`{"publickey":` + object + `}`:                           nil,
		`{"publicKey":[` + object + `,"https://a.example/u#k"]}`: {whole[0], named[0]},
	} {
		if got := parsed(t, body).Keys(); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", body, got, want)
		}
	}
}
