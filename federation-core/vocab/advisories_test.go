package vocab_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"landfall/federation-core/vocab"
)

// A5, row 2 (CVE-2024-25623, CVE-2024-25636): only the two media types of
// ActivityStreams promise a document; what users upload never comes as one of them.
func TestAdvisoryMediaTypes(t *testing.T) {
	const profile = `profile="https://www.w3.org/ns/activitystreams"`
	for contentType, want := range map[string]bool{
		"application/activity+json":                                                              true,
		"Application/Activity+JSON":                                                              true,
		"application/activity+json; charset=utf-8":                                               true,
		"application/activity+json;charset=UTF-8;" + profile:                                     true,
		"application/ld+json; " + profile:                                                        true,
		"application/ld+json;" + profile + "; charset=utf-8":                                     true,
		"application/ld+json; charset=utf-8; Profile=\"https://www.w3.org/ns/activitystreams\"":  true,
		`application/ld+json; profile="https://www.w3.org/ns/activitystreams https://a.example"`: true,

		"":                               false,
		"application/json":               false,
		"text/plain":                     false,
		"text/html":                      false,
		"application/octet-stream":       false,
		"application/jrd+json":           false,
		"application/ld+json":            false,
		"application/activity+json2":     false,
		"application/activity+json/x":    false,
		"text/activity+json":             false,
		"application/json; " + profile:   false,
		"*/*":                            false,
		"application/activity+json, x/y": false,
		"application/activity+json; charset=utf-7":                                        false,
		"application/ld+json; profile=https://www.w3.org/ns/activitystreams":              false,
		`application/ld+json; profile="https://www.w3.org/ns/activitystreams2"`:           false,
		`application/ld+json; profile="https://evil.example/?https://www.w3.org/ns/acti"`: false,
		`application/ld+json; ` + profile + `; profile="https://a.example"`:               false,
		"application/activity+json; charset=utf-8; charset=utf-7":                         false,
		"application/activity+json;" + strings.Repeat(" ", 2000):                          false,
	} {
		if got := vocab.IsActivityJSON(contentType); got != want {
			t.Errorf("IsActivityJSON(%.100q) = %v", contentType, got)
		}
	}
	if !vocab.IsActivityJSON(vocab.ContentType) {
		t.Error("our own documents are none")
	}
	for accepted := range strings.SplitSeq(vocab.AcceptHeader, ", ") {
		if !vocab.IsActivityJSON(accepted) {
			t.Errorf("%q is asked for and refused", accepted)
		}
	}
}

// A4, row 4 (FEP-fe34): an embedded copy speaks only for the origin around it, and a
// document's authors are those it names, whatever else is embedded.
func TestAdvisoryEmbeddedCopies(t *testing.T) {
	for object, within := range map[string]bool{
		`{"id":"https://a.example/1","type":"Note"}`:     true,
		`{"id":"https://A.example:443/1","type":"Note"}`: true,
		`{"type":"Note"}`:                                 true,
		`{"id":null,"type":"Note"}`:                       true,
		`{"id":"https://b.example/1","type":"Note"}`:      false,
		`{"id":"https://a.example:444/1","type":"Note"}`:  false,
		`{"id":"http://a.example/1","type":"Note"}`:       false,
		`{"id":"https://x@a.example/1","type":"Note"}`:    false,
		`{"id":["https://b.example/1"],"type":"Note"}`:    false,
		`{"id":{"id":"https://a.example"},"type":"Note"}`: false,
		`{"id":1,"type":"Note"}`:                          false,
		`"https://a.example/1"`:                           false,
	} {
		a := parsed(t, `{"type":"Create","actor":"https://a.example/u","object":`+object+`}`)
		if got := a.Ref("object").Within("https://a.example/u") != nil; got != within {
			t.Errorf("%s speaks for https://a.example: %v", object, got)
		}
	}
}

// A9, row 19 (GHSA-gg8q-rcg7-p79g, GHSA-5h2f-wg8j-xqwp, GHSA-6x3w-9g92-gvf3): lists and
// texts without end are cut.
func TestAdvisoryCaps(t *testing.T) {
	const many = 5_000
	repeat := func(format string) string {
		items := make([]string, many)
		for i := range items {
			items[i] = strings.ReplaceAll(format, "%d", strconv.Itoa(i))
		}
		return "[" + strings.Join(items, ",") + "]"
	}
	iris := repeat(`"https://a.example/%d"`)
	text := `"` + strings.Repeat("ä", 100_000) + `"`
	note, err := parsed(t, `{"id":"https://a.example/n","type":"Question","to":`+iris+`,"name":`+text+`,"content":`+text+`,"summary":`+text+`,
		"attachment":`+repeat(`{"type":"Image","url":"https://a.example/%d"}`)+`,
		"oneOf":`+repeat(`{"name":"%d"}`)+`}`).Note()
	if err != nil {
		t.Fatal(err)
	}
	tagged, err := parsed(t, `{"id":"https://a.example/n","type":"Note","attributedTo":`+iris+`,"tag":`+
		repeat(`{"type":"Mention","href":"https://a.example/%d"}`)+`}`).Note()
	if err != nil {
		t.Fatal(err)
	}
	hashtags, err := parsed(t, `{"id":"https://a.example/n","type":"Note","tag":`+repeat(`{"type":"Hashtag","name":"#t%d"}`)+`}`).Note()
	if err != nil {
		t.Fatal(err)
	}
	actor, err := parsed(t, `{"id":"https://a.example/u","type":"Person","name":`+text+`,"summary":`+text+`,"alsoKnownAs":`+iris+`,
		"attachment":`+repeat(`{"type":"PropertyValue","name":"%d","value":"x"}`)+`,"publicKey":`+repeat(`{"id":"https://a.example/u#%d"}`)+`}`).Actor()
	if err != nil {
		t.Fatal(err)
	}
	flag, err := parsed(t, `{"type":"Flag","actor":"https://a.example/u","object":`+iris+`,"content":`+text+`}`).Activity()
	if err != nil {
		t.Fatal(err)
	}
	page, err := parsed(t, `{"type":"OrderedCollectionPage","orderedItems":`+iris+`}`).Collection()
	if err != nil {
		t.Fatal(err)
	}
	for what, lengths := range map[string][2]int{
		"recipients":   {len(note.To), vocab.MaxRecipients - 1}, // one place is Public's
		"title":        {len([]rune(note.Name)), vocab.MaxName},
		"content":      {len(note.Content), vocab.MaxContent},
		"warning":      {len(note.Summary), vocab.MaxSummary},
		"attachments":  {len(note.Attachments), vocab.MaxAttachments},
		"options":      {len(note.Poll.Options), vocab.MaxOptions},
		"authors":      {len(tagged.Authors), vocab.MaxAuthors},
		"mentions":     {len(tagged.Mentions), vocab.MaxMentions},
		"hashtags":     {len(hashtags.Hashtags), vocab.MaxHashtags},
		"name":         {len([]rune(actor.Name)), vocab.MaxName},
		"biography":    {len(actor.Summary), vocab.MaxSummary},
		"aliases":      {len(actor.AlsoKnownAs), vocab.MaxAliases},
		"fields":       {len(actor.Fields), vocab.MaxFields},
		"keys":         {len(actor.PublicKeys), vocab.MaxKeys},
		"objects":      {len(flag.Objects), vocab.MaxObjects},
		"what it says": {len(flag.Content), vocab.MaxSummary},
		"items":        {len(page.Items), vocab.MaxItems},
	} {
		if lengths[0] != lengths[1] {
			t.Errorf("%s: %d, want %d", what, lengths[0], lengths[1])
		}
	}
}

// Row 5 (CVE-2024-37903): nothing that is cut, left out or unreadable makes an audience
// wider, and what stands behind the cap does not hide that a post is public.
func TestAdvisoryAudience(t *testing.T) {
	const followers = "https://a.example/followers"
	rapid.Check(t, func(t *rapid.T) {
		entry := rapid.SampledFrom([]string{`"as:Public"`, `"Public"`, `"` + string(vocab.Public) + `"`, `"` + followers + `"`,
			`"https://b.example/1"`, `"http://x"`, `null`, `7`, `{"id":"https://b.example/2"}`, `["as:Public"]`, `"public"`, `"AS:Public"`,
			`{"id":"as:Public"}`})
		draw := func(label string) []string {
			list := rapid.SliceOfN(entry, 0, 5).Draw(t, label)
			for range rapid.SampledFrom([]int{0, 0, 99, 100, 200}).Draw(t, label+" before") {
				list = slices.Insert(list, 0, `"https://b.example/crowd"`)
			}
			return list
		}
		to, cc := draw("to"), draw("cc")
		d, err := vocab.Parse([]byte(`{"type":"Create","actor":"https://a.example/u","to":[` + strings.Join(to, ",") + `],"cc":[` + strings.Join(cc, ",") + `]}`))
		if err != nil {
			t.Fatal(err)
		}
		a, err := d.Activity()
		if err != nil {
			t.Fatal(err)
		}
		got := vocab.Audience(a.To, a.CC, followers)
		want := expected(to, cc, followers)
		if want.Narrower(got) || want >= vocab.VisibleUnlisted && got != want {
			t.Fatalf("to %v cc %v is %v, want %v", to, cc, got, want)
		}
		if len(a.To) > vocab.MaxRecipients || len(a.CC) > vocab.MaxRecipients {
			t.Fatalf("%d and %d recipients", len(a.To), len(a.CC))
		}
		// Fewer recipients never make it wider.
		if len(a.To) > 0 && got.Narrower(vocab.Audience(a.To[1:], a.CC, followers)) {
			t.Fatalf("%v is wider without %v", a.To, a.To[0])
		}
	})
}

// expected reads visibility off the JSON itself.
func expected(to, cc []string, followers string) vocab.Visibility {
	public := func(list []string) bool {
		return slices.ContainsFunc(list, func(s string) bool {
			return s == `"as:Public"` || s == `"Public"` || s == `"`+string(vocab.Public)+`"`
		})
	}
	switch {
	case public(to):
		return vocab.VisiblePublic
	case public(cc):
		return vocab.VisibleUnlisted
	case slices.Contains(append(to, cc...), `"`+followers+`"`):
		return vocab.VisibleFollowers
	}
	return vocab.VisibleDirect
}

func TestAudience(t *testing.T) {
	const followers vocab.ID = "https://a.example/followers"
	for _, tt := range []struct {
		name      string
		to, cc    []vocab.ID
		followers vocab.ID
		want      vocab.Visibility
	}{
		{"public", ids(vocab.Public), ids(followers), followers, vocab.VisiblePublic},
		{"unlisted", ids(followers), ids(vocab.Public), followers, vocab.VisibleUnlisted},
		{"followers", ids(followers), ids(bob), followers, vocab.VisibleFollowers},
		{"followers in cc", ids(bob), ids(followers), followers, vocab.VisibleFollowers},
		{"direct", ids(bob), nil, followers, vocab.VisibleDirect},
		{"nobody", nil, nil, followers, vocab.VisibleDirect},
		{"followers unknown", ids(followers), nil, "", vocab.VisibleDirect},
		{"somebody else's followers", ids("https://b.example/followers"), nil, followers, vocab.VisibleDirect},
		{"an empty name is not the unknown followers", ids(""), nil, "", vocab.VisibleDirect},
	} {
		if got := vocab.Audience(tt.to, tt.cc, tt.followers); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
	var words []string
	for v := vocab.VisibleDirect; v <= vocab.VisiblePublic; v++ {
		words = append(words, v.String())
		if v.Narrower(v) || v > 0 && !(v-1).Narrower(v) {
			t.Errorf("order at %v", v)
		}
	}
	if !slices.Equal(words, []string{"direct", "private", "unlisted", "public"}) {
		t.Error(words)
	}
}

func parsed(t testing.TB, body string) *vocab.Document {
	t.Helper()
	d, err := vocab.Parse([]byte(body))
	if err != nil {
		t.Fatalf("Parse(%.200q): %v", body, err)
	}
	return d
}
