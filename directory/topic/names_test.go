package topic

import (
	"slices"
	"testing"
)

func TestATopicIsCalledByItsLabelAndWhatSaysEnough(t *testing.T) {
	taxonomy := Default()
	for _, tt := range []struct {
		id   ID
		want Called
	}{
		{"music.metal", Called{Text: "Metal", Own: true}},
		{"music.metal", Called{Text: "metal", Guess: true}}, // needs context in a text
		{"books", Called{Text: "Books", Own: true}},
		{"film", Called{Text: "video", Own: true, Guess: true}}, // says little
	} {
		if got := taxonomy.Called(tt.id); !slices.Contains(got, tt.want) {
			t.Errorf("%s is not called %+v: %v", tt.id, tt.want, got[:min(5, len(got))])
		}
	}
	for _, entry := range taxonomy.Topics {
		called := taxonomy.Called(entry.ID)
		if len(called) == 0 || called[0].Text != entry.Label {
			t.Errorf("%s: %v", entry.ID, called)
		}
	}
	if got := taxonomy.Called("never.heard"); got != nil {
		t.Errorf("an unknown topic is called %v", got)
	}
}
