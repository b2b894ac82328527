package topic

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"landfall"
)

func factsWith(change func(*landfall.Facts), field landfall.Field) *landfall.Facts {
	f := &landfall.Facts{}
	change(f)
	f.State(field, "https://quiet.example/", "x", today)
	return f
}

func TestCategoriesOfTheSoftwareDeclareTopics(t *testing.T) {
	for _, tt := range []struct {
		categories []string
		want       string
	}{
		{[]string{"Music"}, "[music]"},
		{[]string{"Science & Technology", "Kids"}, "[tech science]"},
		{[]string{"Activism"}, "[politics]"}, // its own word
		{[]string{"People", "Entertainment"}, "[]"},
		{[]string{"Music", "Films", "Art", "Food"}, "[]"}, // of everything
		{nil, "[]"},
	} {
		in := FromFacts("quiet.example", factsWith(func(f *landfall.Facts) { f.Categories = tt.categories }, landfall.FieldCategories))
		r := classifier().Classify(in)
		if got := fmt.Sprint(ids(r)); got != tt.want {
			t.Errorf("%v: %s, want %s", tt.categories, got, tt.want)
		}
		for _, f := range r.Topics {
			if e := f.Evidence[0]; e.Source != SourceSoftware || e.Weight != 0.8 || !e.FirstSeen.Equal(today) || e.Text == "" {
				t.Errorf("%v: %+v", tt.categories, e)
			}
		}
	}
}

func TestEveryCategoryHasATopicThatExists(t *testing.T) {
	for name, topics := range categories {
		for _, id := range topics {
			if _, ok := Default().Topic(id); !ok {
				t.Errorf("%s: there is no topic %q", name, id)
			}
		}
	}
	for name, id := range listed {
		if topic, ok := Default().Topic(id); !ok || topic.Sensitive {
			t.Errorf("%s: topic %q is none, or sensitive", name, id)
		}
	}
}

func TestCommunitiesThatAgreeDeclareTopics(t *testing.T) {
	for _, tt := range []struct {
		name, communities, want string
	}{
		{"three of four", "linux linux_gaming archlinux cooking", "[tech tech.linux]"},
		{"sub-topics that agree on their topic", "football cycling climbing", "[sport]"},
		{"two", "football cycling memes", "[]"},
		{"three of many", "football cycling climbing a1 a2 a3 a4 a5 a6 a7", "[]"},
		{"a sensitive topic", "anarchism communism socialism", "[]"},
		{"general", "general general_discussion generalchat", "[]"},
		{"none", "", "[]"},
	} {
		in := FromFacts("quiet.example", factsWith(func(f *landfall.Facts) { f.Communities = strings.Fields(tt.communities) }, landfall.FieldCommunities))
		if got := fmt.Sprint(ids(classifier().Classify(in))); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestADirectoryDeclaresTopics(t *testing.T) {
	list := `[{"domain":"amber-otter.social","category":"music","categories":["music","general","regional","LGBT"]},
		{"domain":"plain-otter.social","category":"regional"}, {"domain":"no host","category":"art"}, {"domain":7},
		{"domain":"quiet-otter.social"}, {"domain":"old-otter.social","category":"Journalism","more":{"x":[1]}}]`
	said, err := ReadDirectory(strings.NewReader(list), today)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, host := range []landfall.Host{"amber-otter.social", "old-otter.social", "plain-otter.social", "quiet-otter.social"} {
		declared, listed := said[host]
		got = append(got, strconv.FormatBool(listed))
		for _, d := range declared {
			got = append(got, string(d.Source)+":"+string(d.Topic))
		}
	}
	if want := "true directory:music directory:general true directory:news true false"; strings.Join(got, " ") != want || len(said) != 3 {
		t.Errorf("%d hosts: %v, want %s", len(said), got, want)
	}
	for _, other := range []string{"", "{}", "amber-otter.social\n", `["amber-otter.social"]`, "[]"} {
		if said, err := ReadDirectory(strings.NewReader(other), time.Time{}); err != nil || len(said) != 0 {
			t.Errorf("%q: %v, %v", other, said, err)
		}
	}
	if _, err := ReadDirectory(strings.NewReader(list[:len(list)-3]), today); err == nil {
		t.Error("a list that breaks off is no error")
	}
}
