package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestExplainTopicsAnswersLineByLine(t *testing.T) {
	file := writeFile(t, "in.ndjson", `{"host":"Dice.camp","name":null,"description":"For people who play tabletop games. No politics.","rules":["No porn."],"tags":["#ttrpg"]}

{"host":"quiet.example"}
`)
	code, out, complaint := runHere(t, "explain", "topics", file)
	if code != 0 || complaint != "" {
		t.Fatalf("exit code %d, %q", code, complaint)
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines for two instances:\n%s", len(lines), out)
	}
	var answer struct {
		Host   string
		Topics []struct {
			ID         string
			Confidence float64
			Evidence   []struct{ Source, Term, Snippet string }
		}
	}
	if err := json.Unmarshal([]byte(lines[0]), &answer); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, topic := range answer.Topics {
		ids = append(ids, topic.ID)
		if topic.Confidence < 0.85 || len(topic.Evidence) < 3 || topic.Evidence[0].Source != "host" || topic.Evidence[0].Term != "dice" {
			t.Errorf("%s: %+v, want the host, the description and the tag as reasons", topic.ID, topic)
		}
	}
	if diff := cmp.Diff([]string{"games", "games.tabletop"}, ids); diff != "" || answer.Host != "dice.camp" {
		t.Errorf("%s (-want +got):\n%s", answer.Host, diff)
	}
	if want := `{"host":"quiet.example","topics":[],"places":{"community_for":[],"legally_based":[],"hosted_in":[]},"languages":[],"rules":[]}`; lines[1] != want {
		t.Errorf("%s, want %s", lines[1], want)
	}
	if strings.Contains(out, "ruled_out") {
		t.Error("what is ruled out is written without --all")
	}
	if _, out, _ := runHere(t, "explain", "topics", "--all", file); !strings.Contains(out, `"ruled_out":[{"id":"politics"`) {
		t.Errorf("--all does not say that politics is ruled out:\n%s", out)
	}
}

func TestExplainTopicsSaysPlacesLanguagesAndRules(t *testing.T) {
	file := writeFile(t, "in.ndjson", `{"host":"quiet.example","description":"Ein Server für alle Menschen aus Dresden und Umgebung. Gehostet in Finnland.","rules":["Kein Rassismus.","Pornografie ist verboten."]}`)
	code, out, complaint := runHere(t, "explain", "topics", file)
	if code != 0 || complaint != "" {
		t.Fatalf("exit code %d, %q", code, complaint)
	}
	var answer struct {
		Places struct {
			CommunityFor []struct {
				ID       string
				Evidence []struct{ Source, Term, Snippet string }
			} `json:"community_for"`
			HostedIn []struct{ ID string } `json:"hosted_in"`
		}
		Languages []struct {
			Language           string
			Declared, Observed bool
		}
		Rules []struct{ Tag, Stance, Sentence string }
	}
	if err := json.Unmarshal([]byte(out), &answer); err != nil {
		t.Fatal(err)
	}
	places := answer.Places
	if len(places.CommunityFor) != 2 || places.CommunityFor[1].ID != "de.dresden" || places.CommunityFor[1].Evidence[0].Term != "dresden" {
		t.Errorf("%+v", places)
	}
	if len(places.HostedIn) != 1 || places.HostedIn[0].ID != "fi" {
		t.Errorf("%+v", places)
	}
	if len(answer.Languages) != 1 || answer.Languages[0].Language != "de" || answer.Languages[0].Declared || !answer.Languages[0].Observed {
		t.Errorf("%+v", answer.Languages)
	}
	if len(answer.Rules) != 2 || answer.Rules[1].Tag != "adult" || answer.Rules[1].Stance != "forbidden" || answer.Rules[1].Sentence != "Pornografie ist verboten." {
		t.Errorf("%+v", answer.Rules)
	}
}

func TestExplainTopicsReadsStandardInput(t *testing.T) {
	in, err := os.Open(writeFile(t, "in.ndjson", `{"host":"quiet.example","name":"Chess"}`))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	before := os.Stdin
	os.Stdin = in
	t.Cleanup(func() { os.Stdin = before })
	if code, out, complaint := runHere(t, "explain", "topics", "-"); code != 0 || !strings.Contains(out, "games.chess-puzzle") {
		t.Errorf("exit code %d, %q, %q", code, out, complaint)
	}
}

func TestExplainTopicsRefusesWhatIsNotOfTheShape(t *testing.T) {
	good := `{"host":"quiet.example"}` + "\n"
	for _, tt := range []struct{ name, line, says string }{
		{"no JSON", `host`, "line 2"},
		{"no object", `[]`, "not an object"},
		{"two objects", good[:len(good)-1] + good, "line 2"},
		{"key twice", `{"host":"quiet.example","host":"quiet.example"}`, "line 2"},
		{"unknown key", `{"host":"quiet.example","summary":""}`, "summary"},
		{"key in another case", `{"Host":"quiet.example"}`, "Host"},
		{"no host", `{"name":"x"}`, "host"},
		{"host that is none", `{"host":"not a host"}`, "not a host"},
		{"host with a path", `{"host":"https://quiet.example/"}`, "scheme"},
		{"name of the wrong type", `{"host":"quiet.example","name":1}`, "name"},
		{"rules of the wrong type", `{"host":"quiet.example","rules":"be kind"}`, "rules"},
		{"tag of the wrong type", `{"host":"quiet.example","tags":[1]}`, "tags"},
		{"line too long", `{"host":"quiet.example","name":"` + strings.Repeat("x", maxExplainLine) + `"}`, "longer"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, out, complaint := runHere(t, "explain", "topics", writeFile(t, "in.ndjson", good+tt.line+"\n"+good))
			if code != exitUsage || strings.Count(complaint, "\n") != 1 || !strings.Contains(complaint, tt.says) || !strings.Contains(complaint, "line 2") {
				t.Errorf("exit code %d, %q, want %d and one line with %q", code, complaint, exitUsage, tt.says)
			}
			if strings.Count(out, "\n") != 1 {
				t.Errorf("%q, want the answer for the line before", out)
			}
		})
	}
}
