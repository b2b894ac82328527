package directory

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"landfall"
	"landfall/directory/lexicon"
	"landfall/directory/place"
	"landfall/directory/reading"
	"landfall/directory/topic"
)

// sectioned are the facets that have sections.
var sectioned = []string{KeyTopic, KeyPlace, KeyLanguage, KeySoftware, KeyBased, KeyHosted}

// TestASectionIsItsQuery: the numbers of a section are what its query finds.
func TestASectionIsItsQuery(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := drawSnapshot(t)
		key := rapid.SampledFrom(sectioned).Draw(t, "key")
		for _, c := range s.Sections(key) {
			q := c.Query()
			found := s.Find(q)
			if found.Total != c.Listed {
				t.Fatalf("%s=%s lists %d, its query finds %d", key, c.Value, c.Listed, found.Total)
			}
			if n := s.Find(q.With(KeySignup, defaultSignup()...)).Total; n != c.Joinable {
				t.Fatalf("%s=%s says that %d take people, %d do", key, c.Value, c.Joinable, n)
			}
			for _, other := range []string{KeySignup, KeySpeed, KeyLanguage, KeyVersion, KeyHosted} {
				for _, v := range c.Split(other) {
					if n := s.Find(q.With(other, v.Value)).Total; other != key && n != v.Count {
						t.Fatalf("%s=%s has %d with %s=%s, its query finds %d", key, c.Value, v.Count, other, v.Value, n)
					}
				}
			}
			for _, server := range c.Newest(3) {
				if !passes(s, server, q) {
					t.Fatalf("%s is new in %s=%s and not part of it", server.Host, key, c.Value)
				}
			}
			for _, r := range c.Best().Results(0, 5) {
				if !passes(s, s.Server(r.Host), q) {
					t.Fatalf("%s is recommended in %s=%s and not part of it", r.Host, key, c.Value)
				}
			}
		}
	})
}

// talk is a server with topics and a place, each for words.
func talk(host landfall.Host, mode landfall.SignupMode, topics []topic.Finding, places ...place.Finding) (landfall.Instance, *reading.Reading) {
	in := instance(host, func(in *landfall.Instance) { in.Facts.Signup.Mode = mode })
	return in, &reading.Reading{Topics: topic.Result{Topics: topics}, Places: place.Result{CommunityFor: place.Answer{Shown: places}}}
}

func saidTopic(id topic.ID, evidence ...lexicon.Evidence) topic.Finding {
	f := topic.Finding{ID: id, Confidence: .8}
	for _, e := range evidence {
		f.Evidence = append(f.Evidence, topic.Evidence{Topic: id, Evidence: e})
	}
	return f
}

func word(source lexicon.Source, term string) lexicon.Evidence {
	return lexicon.Evidence{Source: source, Term: term, Weight: .5}
}

// fiveTalkers are about music and cats, and one is for adults.
func fiveTalkers() *Snapshot {
	m := Material{Readings: map[landfall.Host]*reading.Reading{}, Measured: map[landfall.Host]Measured{}}
	add := func(host landfall.Host, mode landfall.SignupMode, click time.Duration, topics ...topic.Finding) {
		in, read := talk(host, mode, topics, place.Finding{ID: "de", Confidence: .8, Evidence: []place.Evidence{{Place: "de", Evidence: word(place.SourceDomain, ".de")}}})
		m.Instances, m.Readings[host] = append(m.Instances, in), read
		m.Measured[host] = Measure(landfall.Summary{Host: host, Visits: 9, Answered: 9, Click: landfall.Percentiles{P50: click, P75: 2 * click, P95: 3 * click, N: 9}})
	}
	add("a.social", landfall.SignupOpen, 100*time.Millisecond, saidTopic("music", word(lexicon.Name, "band*"), word(lexicon.Description, "band*"), word(topic.SourceHashtag, "metal")))
	add("b.social", landfall.SignupClosed, 300*time.Millisecond, saidTopic("music", word(topic.SourceTags, "metal"), lexicon.Evidence{Source: lexicon.Rules, Term: "drum", Against: true}))
	add("c.social", landfall.SignupApproval, 900*time.Millisecond, saidTopic("music", word(topic.SourceCurator, "listened to it"), word(lexicon.Host, "band*")))
	add("d.social", landfall.SignupOpen, 200*time.Millisecond, saidTopic("furry", word(lexicon.Name, "cat")))
	add("e.social", landfall.SignupOpen, 200*time.Millisecond, saidTopic("adult", word(lexicon.Name, "nsfw")), saidTopic("music", word(lexicon.Name, "band*")))
	return Build(m, moment)
}

func TestWhatASectionAddsUpTo(t *testing.T) {
	s := fiveTalkers()
	music, ok := s.Section(KeyTopic, "Music")
	if !ok || music.Value != "music" || music.Listed != 3 || music.Joinable != 2 {
		t.Fatalf("music: %+v, %v", music, ok)
	}
	if click, n := music.Typical(); click != 300*time.Millisecond || n != 3 {
		t.Errorf("typical %v of %d", click, n)
	}
	want := []Term{{"band*", false, 2}, {"metal", true, 2}}
	if got := music.Terms(5); !slices.Equal(got, want) {
		t.Errorf("terms %v, want %v", got, want)
	}
	if got := music.Terms(1); len(got) != 1 {
		t.Errorf("one term: %v", got)
	}
	if active := music.Active(); active.Counted+active.Silent+active.Doubted != 3 {
		t.Errorf("active: %+v", active)
	}
	germany, _ := s.Section(KeyPlace, "DE")
	if got := germany.Terms(5); germany.Listed != 4 || len(got) != 1 || got[0].Text != ".de" {
		t.Errorf("%d for Germany by %v", germany.Listed, got)
	}
	if n := s.Unsorted(KeyPlace); n != 0 {
		t.Errorf("%d are for nowhere", n)
	}
}

// TestAdultsAreASectionOfTheirOwn: who asks for the topic gets it, and nobody else.
func TestAdultsAreASectionOfTheirOwn(t *testing.T) {
	s := fiveTalkers()
	adult, ok := s.Section(KeyTopic, "adult")
	if !ok || adult.Listed != 1 || adult.Newest(3)[0].Host != "e.social" {
		t.Errorf("adult: %+v, %v", adult, ok)
	}
	for _, key := range []string{KeyPlace, KeySoftware} {
		for _, c := range s.Sections(key) {
			if slices.ContainsFunc(c.Newest(9), func(server *Server) bool { return server.Host == "e.social" }) {
				t.Errorf("%s=%s shows a server for adults", key, c.Value)
			}
		}
	}
}

func TestWhichSectionsThereAre(t *testing.T) {
	s := fiveTalkers()
	for _, tt := range []struct {
		key, value string
		ok, known  bool
	}{
		{KeyTopic, "music.metal", true, true}, {KeyTopic, "cheese", false, false}, {KeyTopic, Unknown, false, false},
		{KeyPlace, "jp", true, true}, {KeyPlace, "jp.tokyo", true, false}, {KeyPlace, "germany", false, false},
		{KeyLanguage, "EO", true, true}, {KeyLanguage, "qq-warp", false, false}, {KeyLanguage, "warp drive", false, false},
		{KeySoftware, "lemmy", true, true}, {KeySoftware, "nobody-runs-this", true, false}, {KeySoftware, "no such name", false, false},
		{KeyShow, ShowAdult, false, false}, {"colour", "blue", false, false},
	} {
		c, ok := s.Section(tt.key, tt.value)
		if ok != tt.ok || ok && c.Known() != tt.known {
			t.Errorf("%s=%s: %v, want %v", tt.key, tt.value, ok, tt.ok)
		}
	}
}

// TestRelatedTopicsLeaveAdultsOut: what is hidden is not brought up by what is not.
func TestRelatedTopicsLeaveAdultsOut(t *testing.T) {
	m := Material{Readings: map[landfall.Host]*reading.Reading{}}
	for i := range 40 {
		host := landfall.Host("s" + string(rune('a'+i%26)) + string(rune('a'+i/26)) + ".social")
		topics := []topic.Finding{saidTopic("music"), saidTopic("art"), saidTopic("adult")}
		if i >= 10 {
			topics = []topic.Finding{saidTopic("tech")}
		}
		in, read := talk(host, landfall.SignupOpen, topics)
		m.Instances, m.Readings[host] = append(m.Instances, in), read
	}
	s := Build(m, moment)
	if got := s.Related("music", 5); len(got) != 1 || got[0].ID != "art" || got[0].Both != 10 {
		t.Errorf("related to music: %+v", got)
	}
	if got := s.Related("adult", 1); len(got) != 1 {
		t.Errorf("related to adult: %+v", got)
	}
}
