package social

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"landfall/directory"
	"landfall/web/chart"
)

// mostBytes is what a picture may have.
const mostBytes = 60 << 10

func newPainter(t testing.TB) *Painter {
	t.Helper()
	p, err := NewPainter()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func busy() Card {
	days := make([]chart.State, 30)
	for i := range days {
		days[i] = chart.States()[i%len(chart.States())]
	}
	return Card{
		Name: "Quiet Harbour", Domain: "quiet-harbour-sim.social", Host: "quiet-harbour-sim.social", Speed: directory.SpeedFast, SpeedWord: "Fast",
		Signup: "Needs approval", Days: days, Caption: "30 days to 7 Oct 2026: 99.2% of 120 visits answered",
	}
}

// check decodes a picture.
func check(t interface{ Fatalf(string, ...any) }, data []byte, err error) image.Image {
	if err != nil {
		t.Fatalf("%v", err)
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil || picture.Bounds() != image.Rect(0, 0, Width, Height) || len(data) > mostBytes {
		t.Fatalf("%d bytes, %v", len(data), err)
	}
	return picture
}

func TestPicturesAreOfTheirSizeAndLight(t *testing.T) {
	p := newPainter(t)
	cards := map[string]Card{"busy": busy(), "empty": {}}
	for _, s := range []directory.Speed{directory.SpeedGood, directory.SpeedModerate, directory.SpeedSlow, directory.SpeedUnknown} {
		c := busy()
		c.Speed, c.SpeedWord, c.Name = s, "Moderate", strings.Repeat("Wide Mxyzgq ", 9)
		c.Domain = strings.Repeat("long-label.", 12) + "example"
		cards[string(s)] = c
	}
	for name, c := range cards {
		data, err := p.Card(c)
		check(t, data, err)
		if dir := os.Getenv("SOCIAL_PICTURES"); dir != "" { // to look at them
			if err := os.WriteFile(dir+"/"+name+".png", data, 0o600); err != nil {
				t.Error(err)
			}
		}
	}
	data, err := p.Site(Site{Title: "Find a home in the fediverse", Sentence: "Servers measured, and compared by what matters to you"})
	check(t, data, err)
	if dir := os.Getenv("SOCIAL_PICTURES"); dir != "" {
		if err := os.WriteFile(dir+"/site.png", data, 0o600); err != nil {
			t.Error(err)
		}
	}
}

// TestThePictureShowsTheSpeed: without words, bands differ in shape and in colour.
func TestThePictureShowsTheSpeed(t *testing.T) {
	p, seen := newPainter(t), map[string]directory.Speed{}
	for speed := range shapes {
		c := busy()
		c.Speed, c.SpeedWord = speed, ""
		data, err := p.Card(c)
		picture := check(t, data, err)
		if other, again := seen[string(data)]; again {
			t.Errorf("%s looks like %s", speed, other)
		}
		seen[string(data)] = speed
		fore, _ := chip(speed)
		if got := color.RGBAModel.Convert(picture.At(left+18+17, 398+15+17)); got != fore {
			t.Errorf("%s: the middle of the shape is %v; want %v", speed, got, fore)
		}
	}
}

func TestWhatIsDrawnOfAName(t *testing.T) {
	p := newPainter(t)
	for name, want := range map[string]string{
		"Quiet Harbour":                       "Quiet Harbour",
		"  Two\n words\t ":                    "Two words",
		"Łódź Ελλάδα Москва":                  "Łódź Ελλάδα Москва",
		"Cafe\u0301":                          "Café",
		"🦣 Mammoth 🦣":                         "Mammoth",
		"🦣🦣":                                  "",
		"東京の鉄道":                               "",
		"Tokyo 東京":                            "",
		"ميناء":                               "",
		"a\u202Egnp.exe":                      "agnp.exe",
		"Z\u0335\u0321\u031Ba\u0336lgo":       "Zalgo",
		"zero\u200bwidth\u00ad":               "zerowidth",
		"...":                                 "",
		"\xff\xfe":                            "",
		"":                                    "",
		"<script>alert('x')</script> & \"q\"": "<script>alert('x')</script> & \"q\"",
	} {
		if got := p.name.drawable(name); got != want {
			t.Errorf("of %q is drawn %q; want %q", name, got, want)
		}
	}
}

// TestADomainKeepsItsEnd: what is left of a domain that is too long is whose it is.
func TestADomainKeepsItsEnd(t *testing.T) {
	p := newPainter(t)
	got := p.domain.end(strings.Repeat("paypal.com.", 20)+"a-sim.example", wide)
	if !strings.HasPrefix(got, "…") || !strings.HasSuffix(got, ".a-sim.example") || p.domain.width(got) > wide {
		t.Errorf("left is %q, %d pixels", got, p.domain.width(got))
	}
}

// TestAnyNameFits draws texts of every kind.
func TestAnyNameFits(t *testing.T) {
	p := newPainter(t)
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.OneOf(rapid.String(), rapid.StringOfN(rapid.RuneFrom([]rune("Wm il🦣é東\u202e\u0301م")), 0, 300, -1)).Draw(t, "name")
		drawn := p.name.drawable(name)
		if !utf8.ValidString(drawn) || utf8.RuneCountInString(drawn) > longestText {
			t.Fatalf("%q", drawn)
		}
		lines := p.name.lines(drawn)
		if len(lines) > 2 {
			t.Fatalf("%d lines", len(lines))
		}
		for _, text := range lines {
			if p.name.width(text) > wide {
				t.Fatalf("%q is %d pixels wide", text, p.name.width(text))
			}
		}
	})
}

func BenchmarkCard(b *testing.B) {
	p := newPainter(b)
	for b.Loop() {
		data, err := p.Card(busy())
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(data)), "B/picture")
	}
}
