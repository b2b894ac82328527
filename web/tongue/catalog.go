package tongue

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"iter"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/go-playground/locales"
	"github.com/go-playground/locales/ar"
	"github.com/go-playground/locales/de"
	"github.com/go-playground/locales/en_GB"
	"github.com/go-playground/locales/es"
	"github.com/go-playground/locales/fr"
	"github.com/go-playground/locales/it"
	"github.com/go-playground/locales/ja"
	"github.com/go-playground/locales/ko"
	"github.com/go-playground/locales/nl"
	"github.com/go-playground/locales/pl"
	"github.com/go-playground/locales/pt_BR"
	"github.com/go-playground/locales/uk"
	"github.com/go-playground/locales/zh_Hans"
	"github.com/go-playground/locales/zh_Hant"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/message"
	"gopkg.in/yaml.v3"
)

//go:embed all:messages
var files embed.FS

// days are the words of the calendar of each language that pages can be in, in the order
// in which they are offered.
var days = []struct {
	code string
	days locales.Translator
}{
	{"en", en_GB.New()}, {"de", de.New()}, {"fr", fr.New()}, {"es", es.New()}, {"pt-BR", pt_BR.New()}, {"ja", ja.New()}, {"nl", nl.New()},
	{"it", it.New()}, {"pl", pl.New()}, {"ko", ko.New()}, {"zh-Hans", zh_Hans.New()}, {"zh-Hant", zh_Hant.New()}, {"uk", uk.New()}, {"ar", ar.New()},
}

// rightToLeft are the codes of languages whose script runs so.
var rightToLeft = []string{"ar"}

// groupedLate are the codes of languages that write 1660 and 16.600: CLDR's
// minimumGroupingDigits is 2, which x/text does not know.
var groupedLate = []string{"es", "it", "pl"}

// all makes the languages once. A file that cannot be read is a fault of the program.
var all = sync.OnceValue(func() []*Tongue {
	bundle := i18n.NewBundle(language.English)
	var tongues []*Tongue
	for _, d := range days {
		t := newTongue(d.code, d.days)
		if d.code != "en" {
			messages, err := read(d.code)
			if err != nil {
				panic(err)
			}
			if share(messages) < enough {
				continue // nobody has begun, or it is not done
			}
			if err := bundle.AddMessages(t.Tag, messages...); err != nil {
				panic(fmt.Sprintf("messages of %s: %v", d.code, err))
			}
			t.learn(bundle, messages)
		}
		tongues = append(tongues, t)
	}
	return tongues
})

// enough is the share of the texts on pages that a language has before it is published, in
// percent.
const enough = 90

// share is how many of the texts on pages there are messages for, in percent.
func share(messages []*i18n.Message) int {
	have := make(map[string]bool, len(messages))
	for _, m := range messages {
		have[m.ID] = true
	}
	all, translated := 0, 0
	for text := range texts("en.txt") {
		if all++; have[text] {
			translated++
		}
	}
	return translated * 100 / max(all, 1)
}

// texts are a list of what there is to translate, and whether each counts something.
func texts(name string) iter.Seq2[string, bool] {
	return func(yield func(string, bool) bool) {
		data, err := files.ReadFile("messages/" + name)
		if err != nil {
			panic(fmt.Sprintf("texts to translate: %v", err)) // it is embedded
		}
		for line := range strings.Lines(string(data)) {
			text, one, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			if !yield(text, one != "") {
				return
			}
		}
	}
}

var matcher = sync.OnceValue(func() language.Matcher {
	var tags []language.Tag
	for _, t := range all() {
		tags = append(tags, t.Tag)
	}
	return language.NewMatcher(tags)
})

func newTongue(code string, days locales.Translator) *Tongue {
	tag := language.MustParse(code)
	t := &Tongue{
		Tag: tag, Code: code, Name: display.Self.Name(tag), RightToLeft: slices.Contains(rightToLeft, code), days: days,
		numbers: message.NewPrinter(tag), languages: display.Languages(tag), countries: display.Regions(tag),
	}
	t.ungrouped = 1000
	if slices.Contains(groupedLate, t.Code) {
		t.ungrouped = 10_000
	}
	t.plainDigits = t.numbers.Sprintf("%d", 987) == "987"
	if code != "en" {
		t.Prefix = "/" + strings.ToLower(code)
	}
	return t
}

// learn takes in messages that a bundle has for the language.
func (t *Tongue) learn(bundle *i18n.Bundle, messages []*i18n.Message) {
	t.localizer = i18n.NewLocalizer(bundle, t.Code)
	t.texts = make(map[string]string, len(messages))
	for _, m := range messages {
		t.texts[m.ID] = m.Other
	}
}

// read returns the messages of a language, nil if it has no file.
func read(code string) ([]*i18n.Message, error) {
	name := path.Join("messages", code+".yaml")
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, nil //nolint:nilerr // a language without a file is none of ours yet
	}
	var entries map[string]entry
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	decoder.KnownFields(true)
	if err := decoder.Decode(&entries); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	messages := make([]*i18n.Message, 0, len(entries))
	for english, e := range entries {
		messages = append(messages, &i18n.Message{ID: english, Zero: e.Zero, One: e.One, Two: e.Two, Few: e.Few, Many: e.Many, Other: e.Other})
	}
	return messages, nil
}

// entry is one translation: a text, or its forms.
type entry struct {
	Zero  string `yaml:"zero"`
	One   string `yaml:"one"`
	Two   string `yaml:"two"`
	Few   string `yaml:"few"`
	Many  string `yaml:"many"`
	Other string `yaml:"other"`
}

// UnmarshalYAML reads either shape.
func (e *entry) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		return node.Decode(&e.Other)
	}
	type forms entry
	return node.Decode((*forms)(e))
}
