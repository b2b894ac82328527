package similar

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"landfall"
)

func anybody(landfall.Host) bool { return true }

func server(host landfall.Host, topics ...string) Server {
	s := Server{Host: host, Languages: []string{"en"}, Software: "mastodon", Size: 3, Kinds: []string{"posts"}}
	for _, id := range topics {
		s.Topics = append(s.Topics, Topic{id, 0.8})
	}
	return s
}

// world has a metal server, others like it to some degree, and many of no interest.
func world() []Server {
	german := server("erz.social", "music", "music.metal")
	german.Languages, german.Places = []string{"de"}, []string{"de.berlin"}
	near := server("stahl.social", "music", "music.metal")
	near.Languages, near.Places = []string{"de"}, []string{"de.hamburg"}
	own := server("two.erz.social", "music", "music.metal")
	cousin := server("cousin.club", "music", "music.metal")
	cousin.Operator, german.Operator = "the same people", "the same people"
	all := []Server{german, near, own, cousin, server("riff.club", "music", "music.metal"), server("jazz.club", "music", "music.jazz-classical"), server("trains.club", "transport", "transport.rail")}
	own.Operator = "the same people"
	all[2] = own
	for i := range 40 {
		all = append(all, server(landfall.Host(fmt.Sprintf("general%d.social", i)), "general"))
	}
	return all
}

func TestTheMostAlikeComeFirst(t *testing.T) {
	x := New(world())
	found := x.Find("erz.social", 5, anybody)
	var hosts []landfall.Host
	for _, m := range found {
		hosts = append(hosts, m.Host)
	}
	if want := []landfall.Host{"stahl.social", "riff.club", "jazz.club"}; !slices.Equal(hosts, want) {
		t.Fatalf("%v, want %v", hosts, want)
	}
	parts := fmt.Sprint(found[0].Parts)
	if want := "[{topic 40 40 [music.metal]} {language 20 20 [de]} {place 7.5 15 [de]} {kind 10 10 [posts]} {software 8 8 [mastodon]} {size 7 7 []}]"; parts != want {
		t.Errorf("parts %s, want %s", parts, want)
	}
}

func TestOnlyWhatTheFilterLetsThroughIsFound(t *testing.T) {
	found := New(world()).Find("erz.social", 5, func(h landfall.Host) bool { return h != "stahl.social" })
	if len(found) == 0 || found[0].Host != "riff.club" {
		t.Errorf("%+v", found)
	}
	if found := New(world()).Find("never.club", 5, anybody); found != nil {
		t.Errorf("a host nobody knows is like %v", found)
	}
}

func TestEveryMatchKeepsTheRules(t *testing.T) {
	topics := []string{"music", "music.metal", "art", "art.photography", "general", "tech"}
	rapid.Check(t, func(t *rapid.T) {
		var servers []Server
		for i := range rapid.IntRange(1, 40).Draw(t, "servers") {
			s := Server{
				Host:      landfall.Host(fmt.Sprintf("s%d.social", i)),
				Operator:  rapid.SampledFrom([]string{"", "", "a", "b"}).Draw(t, "operator"),
				Languages: rapid.SliceOfDistinct(rapid.SampledFrom([]string{"en", "de"}), rapid.ID).Draw(t, "languages"),
				Places:    rapid.SliceOfDistinct(rapid.SampledFrom([]string{"de", "de.berlin", "fr"}), rapid.ID).Draw(t, "places"),
				Software:  rapid.SampledFrom([]string{"", "mastodon"}).Draw(t, "software"),
				Size:      Size(rapid.IntRange(0, 3).Draw(t, "size")),
			}
			for _, id := range rapid.SliceOfDistinct(rapid.SampledFrom(topics), rapid.ID).Draw(t, "topics") {
				s.Topics = append(s.Topics, Topic{id, rapid.Float64Range(0.5, 1).Draw(t, "confidence")})
			}
			servers = append(servers, s)
		}
		x := New(servers)
		self := servers[0]
		n := rapid.IntRange(0, 10).Draw(t, "n")
		found := x.Find(self.Host, n, anybody)
		if len(found) > n {
			t.Fatalf("%d found of %d", len(found), n)
		}
		operators := map[string]bool{self.operator(): true}
		last := 100.0
		for _, m := range found {
			s := servers[x.at[m.Host]]
			if operators[s.operator()] {
				t.Errorf("%s is of an operator that is there already", m.Host)
			}
			operators[s.operator()] = true
			sum := 0.0
			for _, p := range m.Parts {
				sum += p.Points
				if p.Points <= 0 || p.Points > p.Most+1e-9 {
					t.Errorf("part %+v", p)
				}
			}
			if math.Abs(sum-m.Points) > 1e-6 || m.Points > 100+1e-6 || m.Points > last+100.0/steps+1e-6 {
				t.Errorf("%s has %v points, parts add up to %v, the one before had %v", m.Host, m.Points, sum, last)
			}
			last = m.Points
		}
		if again := New(servers).Find(self.Host, n, anybody); fmt.Sprint(again) != fmt.Sprint(found) {
			t.Error("the second answer is another one")
		}
	})
}

func TestTopicsThatOccurTogetherAreRelated(t *testing.T) {
	var servers []Server
	add := func(n int, topics ...string) {
		for range n {
			servers = append(servers, server(landfall.Host(fmt.Sprintf("s%d.social", len(servers))), topics...))
		}
	}
	add(10, "music", "music.metal", "art.photography")
	add(6, "games", "anime")
	add(3, "news", "law")
	add(60, "general")
	add(20, "games")
	// One owner with many servers makes no relation.
	for i := range 20 {
		servers = append(servers, server(landfall.Host(fmt.Sprintf("s%d.farm.club", i)), "news", "poker"))
	}
	related := Relate(servers)
	got := related["anime"]
	if len(got) != 1 || got[0].ID != "games" || got[0].Both != 6 || math.Abs(got[0].Chance-6*26/100.0) > 1e-9 || got[0].Lift <= minLift {
		t.Errorf("related to anime: %+v", got)
	}
	for topic, not := range map[string]string{"music": "music.metal", "news": "law", "poker": "news"} {
		if slices.ContainsFunc(related[topic], func(r Related) bool { return r.ID == not }) {
			t.Errorf("%s is related to %s", topic, not)
		}
	}
}

func crowd(n int) []Server {
	servers := make([]Server, n)
	for i := range servers {
		s := server(landfall.Host(fmt.Sprintf("s%d-%d.social", i, i%7919)), "general")
		s.Topics = append(s.Topics, Topic{fmt.Sprintf("t%d", i%28), 0.7}, Topic{fmt.Sprintf("t%d.s%d", i%28, i%121), 0.6})
		s.Languages = []string{[]string{"en", "en", "de", "ja"}[i%4]}
		s.Places = []string{fmt.Sprintf("c%d.x%d", i%60, i%900)}
		s.Size = Size(i % 7)
		servers[i] = s
	}
	return servers
}

func BenchmarkFind(b *testing.B) {
	x := New(crowd(43_000))
	b.ResetTimer()
	for i := 0; b.Loop(); i++ {
		x.Find(x.servers[i%len(x.servers)].Host, 6, func(h landfall.Host) bool { return len(h)%2 == 0 })
	}
}

func BenchmarkNew(b *testing.B) {
	servers := crowd(43_000)
	for b.Loop() {
		New(servers)
	}
}
