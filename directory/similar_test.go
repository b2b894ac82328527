package directory

import (
	"slices"
	"testing"
	"time"

	"landfall"
	"landfall/directory/reading"
)

func TestSimilarServersComeFromReadings(t *testing.T) {
	at := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	reader := reading.New()
	readings := map[landfall.Host]*reading.Reading{}
	var instances []landfall.Instance
	add := func(host landfall.Host, software, description string, seen time.Time) {
		in := landfall.Instance{Host: host, Status: landfall.StatusAlive, LastVisit: seen, LastSeen: seen}
		in.Facts = landfall.Facts{Description: description, Software: landfall.Software{Name: software}, Users: landfall.Known(90), ActiveMonth: landfall.Known(30)}
		in.Facts.State(landfall.FieldDescription, "https://"+string(host)+"/", "description", seen)
		readings[host] = reader.Read(reading.Input{Host: host, Facts: &in.Facts})
		instances = append(instances, in)
	}
	const metal = "A community for heavy metal fans, bands and everybody who loves metal music."
	add("amber.social", "mastodon", metal, at)
	add("fork.club", "glitchsoc", metal, at)
	add("own.amber.social", "mastodon", metal, at)
	add("silent.club", "mastodon", metal, at.AddDate(0, 0, -20))
	add("refused.club", "mastodon", metal, at)
	add("trains.club", "lemmy", "A place for railway enthusiasts to talk about trains and railways.", at)
	s := Build(Material{Instances: instances, Readings: readings}, at)
	var likeness Likeness
	found := likeness.Similar(s, "amber.social", 5, func(server *Server) bool { return server.Host != "refused.club" })
	if len(found) != 1 || found[0].Host != "fork.club" {
		t.Fatalf("found %+v", found)
	}
	var names []string
	for _, p := range found[0].Parts {
		names = append(names, p.Name)
	}
	for _, want := range []string{"topic", "kind", "software", "size"} {
		if !slices.Contains(names, want) {
			t.Errorf("parts %v: no %s", names, want)
		}
	}
	if related := s.Related("music", 3); len(related) != 0 {
		t.Errorf("six servers relate topics: %+v", related)
	}
	if next := Build(Material{Instances: instances[:1], Readings: readings}, at.Add(time.Hour)); len(likeness.Similar(next, "amber.social", 5, func(*Server) bool { return true })) != 0 {
		t.Error("the index of another snapshot is used")
	}
}
