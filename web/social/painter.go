package social

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"slices"
	"sync"
)

// Painter draws pictures, one at a time. It is safe for concurrent use, and whoever has to
// wait for it waits.
type Painter struct {
	mu                              sync.Mutex
	heading, name, domain, word, at *letters
}

// Margins and base lines.
const (
	left  = 84
	right = Width - 64
	wide  = right - left
)

// NewPainter returns a painter. It reads the fonts, which are part of the program.
func NewPainter() (*Painter, error) {
	p := &Painter{}
	for _, f := range []struct {
		to   **letters
		ttf  []byte
		size float64
	}{{&p.heading, bold, 40}, {&p.name, bold, 76}, {&p.domain, mono, 40}, {&p.word, bold, 38}, {&p.at, regular, 30}} {
		l, err := newLetters(f.ttf, f.size)
		if err != nil {
			return nil, err
		}
		*f.to = l
	}
	return p, nil
}

// Card returns the picture of a server as a PNG.
func (p *Painter) Card(c Card) ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	on := p.sheet(c.Note)
	domain := p.domain.drawable(c.Domain)
	if domain != c.Domain {
		domain = c.Host
	}
	if name := p.name.drawable(c.Name); name != "" && name != domain {
		lines := p.name.lines(name)
		y := 260 - 24*len(lines)
		for _, text := range lines {
			p.name.draw(on, left, y, text, dark)
			y += 78
		}
		p.domain.draw(on, left, y-12, p.domain.end(domain, wide), muted)
	} else {
		p.name.draw(on, left, 270, p.name.end(domain, wide), dark)
	}
	p.words(on, c)
	p.days(on, c)
	return encode(on)
}

// Site returns the picture of the site as a PNG.
func (p *Painter) Site(s Site) ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	on := p.sheet(s.Note)
	y := 270
	for _, text := range p.name.lines(p.name.drawable(s.Title)) {
		p.name.draw(on, left, y, text, dark)
		y += 84
	}
	for _, text := range p.word.lines(p.word.drawable(s.Sentence)) {
		p.word.draw(on, left, y+20, text, muted)
		y += 52
	}
	return encode(on)
}

// sheet returns a new sheet with the site's sign, its name and a note.
func (p *Painter) sheet(note string) *image.RGBA {
	on := image.NewRGBA(image.Rect(0, 0, Width, Height))
	draw.Draw(on, on.Bounds(), image.NewUniform(paper), image.Point{}, draw.Src)
	rectangle(on, 0, 0, 24, Height, accent)
	sign(on, left, 52, 64)
	p.heading.draw(on, left+84, 98, "Landfall", accent)
	if note = p.at.drawable(note); note != "" {
		p.at.draw(on, right-p.at.width(note), 96, note, muted)
	}
	return on
}

// sign draws the site's sign in a square.
func sign(on *image.RGBA, x, y, side float32) {
	rectangle(on, x, y, side, side, accent)
	for _, part := range []shape{sail, jib, sea} {
		part.draw(on, x, y, side, white)
	}
}

// words draws the chip of the speed and how one joins.
func (p *Painter) words(on *image.RGBA, c Card) {
	const y, high = 398, 64
	fore, ground := chip(c.Speed)
	word := p.word.drawable(c.SpeedWord)
	size := 84 + p.word.width(word)
	rectangle(on, left, y, float32(size), high, ground)
	shapes[c.Speed].draw(on, left+18, y+15, 34, fore)
	p.word.draw(on, left+64, y+45, word, fore)
	if signup := p.word.drawable(c.Signup); signup != "" {
		p.word.draw(on, left+size+32, y+45, p.word.begin(signup, wide-size-32), dark)
	}
}

// days draws a bar for each day, and what they are.
func (p *Painter) days(on *image.RGBA, c Card) {
	const floor, room, gap = 556, 64, 6
	step := float32(wide) / float32(max(len(c.Days), 1))
	for i, state := range c.Days {
		fill, height := bar(state)
		rectangle(on, left+float32(i)*step, floor-room*height, step-min(gap, step/4), room*height, fill)
	}
	p.at.draw(on, left, 602, p.at.begin(p.at.drawable(c.Caption), wide), muted)
}

// encode returns a picture as a PNG with a palette: it has few colours and their blends.
func encode(from *image.RGBA) ([]byte, error) {
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&out, reduce(from)); err != nil {
		return nil, fmt.Errorf("picture: %w", err)
	}
	return out.Bytes(), nil
}

// reduce gives a picture a palette of its most frequent colours. Each of the others, which
// are blends at the edges of letters, becomes the one that is nearest.
func reduce(from *image.RGBA) *image.Paletted {
	to, count := image.NewPaletted(from.Bounds(), nil), map[color.RGBA]int{}
	at := func(i int) color.RGBA {
		p := from.Pix[4*i : 4*i+4 : 4*i+4]
		return color.RGBA{R: p[0], G: p[1], B: p[2], A: p[3]}
	}
	for i, begin := 0, 0; i < len(to.Pix); i = begin { // in stretches, which are long
		for begin = i + 1; begin < len(to.Pix) && at(begin) == at(i); begin++ {
		}
		count[at(i)] += begin - i
	}
	colours := slices.SortedFunc(maps.Keys(count), func(a, b color.RGBA) int {
		return cmp.Or(count[b]-count[a], cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G), cmp.Compare(a.B, b.B))
	})
	for _, c := range colours[:min(len(colours), 256)] {
		to.Palette = append(to.Palette, c)
	}
	index := make(map[color.RGBA]uint8, len(colours))
	for _, c := range colours {
		index[c] = uint8(to.Palette.Index(c)) //nolint:gosec // a palette has at most 256 colours
	}
	for i := range to.Pix {
		if i > 0 && at(i) == at(i-1) {
			to.Pix[i] = to.Pix[i-1]
		} else {
			to.Pix[i] = index[at(i)]
		}
	}
	return to
}
