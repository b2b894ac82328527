package social

import (
	"fmt"
	"image"
	"strings"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// letters are one font in one size. They are for one goroutine at a time.
type letters struct {
	font   *sfnt.Font
	face   font.Face
	buffer sfnt.Buffer
}

// newLetters returns letters of so many pixels.
func newLetters(ttf []byte, size float64) (*letters, error) {
	f, err := opentype.Parse(ttf)
	if err != nil {
		return nil, fmt.Errorf("font: %w", err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingFull})
	if err != nil {
		return nil, fmt.Errorf("font of %v pixels: %w", size, err)
	}
	return &letters{font: f, face: face}, nil
}

// The fonts.
var (
	bold    = gobold.TTF
	regular = goregular.TTF
	mono    = gomono.TTF
)

// longestText is how many characters of a text are looked at.
const longestText = 200

// drawable returns what can be drawn of a text, on one line. Pictures, marks and what is
// not to be seen are left out; a letter or digit that cannot be drawn, and one that runs
// from right to left, takes the whole text with it: half a name would be another name.
func (l *letters) drawable(text string) string {
	var out strings.Builder
	n := 0
	for _, r := range norm.NFC.String(strings.Join(strings.Fields(text), " ")) {
		if n++; n > longestText {
			break
		}
		glyph, err := l.font.GlyphIndex(&l.buffer, r)
		there := err == nil && glyph != 0
		switch {
		case unicode.IsLetter(r), unicode.IsNumber(r):
			if !there {
				return ""
			}
			out.WriteRune(r)
		case there && (r == ' ' || unicode.IsPunct(r) || unicode.IsSymbol(r)):
			out.WriteRune(r)
		}
	}
	text = strings.Join(strings.Fields(out.String()), " ")
	if strings.IndexFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) < 0 {
		return ""
	}
	return text
}

// width of a text in pixels.
func (l *letters) width(text string) int { return font.MeasureString(l.face, text).Ceil() }

// draw writes a text that can be drawn, with its base line from (x, y).
func (l *letters) draw(on *image.RGBA, x, y int, text string, fill ink) {
	d := font.Drawer{Dst: on, Src: image.NewUniform(fill), Face: l.face, Dot: fixed.P(x, y)}
	d.DrawString(text)
}

// begin shortens a text to a width, keeping its beginning.
func (l *letters) begin(text string, most int) string {
	runes := []rune(text)
	if l.width(text) <= most {
		return text
	}
	for len(runes) > 0 && l.width(string(runes)+"…") > most {
		runes = runes[:len(runes)-1]
	}
	return strings.TrimSpace(string(runes)) + "…"
}

// end shortens a domain to a width, keeping its end: that says whose it is.
func (l *letters) end(domain string, most int) string {
	runes := []rune(domain)
	if l.width(domain) <= most {
		return domain
	}
	for len(runes) > 0 && l.width("…"+string(runes)) > most {
		runes = runes[1:]
	}
	return "…" + string(runes)
}

// lines breaks a text into two lines at most, at a space if there is one, as wide as a
// sheet has room.
func (l *letters) lines(text string) []string {
	const most = wide
	if l.width(text) <= most {
		return []string{text}
	}
	first := ""
	for word := range strings.FieldsSeq(text) {
		longer := strings.TrimSpace(first + " " + word)
		if l.width(longer) > most {
			break
		}
		first = longer
	}
	if first == "" { // one word that is too long
		return []string{l.begin(text, most)}
	}
	return []string{first, l.begin(strings.TrimSpace(text[len(first):]), most)}
}
