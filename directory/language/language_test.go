package language

import (
	"slices"
	"testing"

	"landfall/directory/lexicon"
)

func observed(texts ...string) []string {
	in := Input{}
	for _, text := range texts {
		in.Texts = append(in.Texts, lexicon.Text{Source: lexicon.Description, Text: text})
	}
	return Observed(Find(in))
}

func TestTextsAreObserved(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{"Hi!", nil},
		{"https://quiet.example/about #photography #music", nil},
		{"A quiet place for everybody who likes to talk about trains and old computers.", []string{"en"}},
		{"Ein ruhiger Ort für alle, die gerne über Eisenbahnen und alte Computer reden.", []string{"de"}},
		{"誰でも気軽に話せるサーバーです。どうぞよろしくお願いします。", []string{"ja"}},
		{"누구나 편하게 이야기할 수 있는 서버입니다.", []string{"ko"}},
		{"这里是一个安静的地方，欢迎所有喜欢聊天的人。", []string{"zh"}},
		{"مكان هادئ لكل من يحب الحديث عن القطارات والحواسيب القديمة والكتب والموسيقى.", []string{"ar"}},
		{"Русскоязычный сервер социальной сети. Зона общения, свободная от рекламы и шпионажа, теперь и на русском языке.", []string{"ru"}},
		{"Ein ruhiger Ort für alle, die gerne über alte Computer reden. | A quiet place for everybody who likes to talk about trains and old computers.", []string{"de", "en"}},
	} {
		if got := observed(tt.text); !slices.Equal(got, tt.want) {
			t.Errorf("%q: %v, want %v", tt.text, got, tt.want)
		}
	}
}

func TestDeclaredAndObservedStayApart(t *testing.T) {
	all := Find(Input{Declared: []string{"fr", "EN", "fr", "dog food", "und"}, Texts: []lexicon.Text{
		{Source: lexicon.Description, Text: "A quiet place for everybody who likes to talk about trains and old computers."},
		{Source: lexicon.Rules, Text: "Seid freundlich zueinander und beleidigt niemanden.\n\nKeine Werbung für eigene Geschäfte."},
	}})
	if len(all) != 3 {
		t.Fatalf("%+v", all)
	}
	for i, want := range []Finding{{Language: "fr", Declared: true}, {Language: "en", Declared: true, Observed: true}, {Language: "de", Observed: true}} {
		got := all[i]
		if got.Language != want.Language || got.Declared != want.Declared || got.Observed != want.Observed || len(got.Evidence) == 0 {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
	if e := all[2].Evidence[0]; e.Source != lexicon.Rules || e.Text == "" || e.Weight != 1 {
		t.Errorf("%+v", e)
	}
}
