// Package icon makes a small square picture of Landfall's own out of one that a
// stranger sent: what comes out was encoded here, from pixels, and carries nothing
// else that the original held. It reads PNG, JPEG, WebP and the first frame of GIF,
// told by their first bytes whatever they are called, and never SVG.
package icon

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"time"

	"golang.org/x/image/draw"

	"landfall"
)

// Bounds of what is read and made.
const (
	MaxBytes  = 512 << 10 // of the original
	maxPixels = 4 << 20   // of the original, as its header states
	maxSide   = 16_384    // likewise
	minSide   = 16        // likewise
	// Side is the side of what is made, in pixels: twice that of an icon in a list. It
	// is less for an original that has less.
	Side   = 96
	budget = 2 * time.Second
)

// Maker makes icons. It is safe for concurrent use.
type Maker struct {
	turns chan struct{}
}

// NewMaker returns a Maker that decodes at most atOnce pictures at a time, which
// bounds their memory.
func NewMaker(atOnce int) *Maker { return &Maker{turns: make(chan struct{}, max(atOnce, 1))} }

// Make makes an icon of a picture. A picture that it refuses gives an [Error]; any
// other error is that of ctx.
func (m *Maker) Make(ctx context.Context, original []byte) (landfall.Picture, error) {
	select {
	case m.turns <- struct{}{}:
		defer func() { <-m.turns }()
	case <-ctx.Done():
		return landfall.Picture{}, ctx.Err()
	}
	ctx, cancel := context.WithTimeoutCause(ctx, budget, &Error{TooSlow})
	defer cancel()
	pixels, err := decode(ctx, original)
	if err != nil {
		return landfall.Picture{}, err
	}
	media, body, err := encode(shrink(pixels))
	if err != nil {
		return landfall.Picture{}, &Error{Broken}
	}
	sum := sha256.Sum256(body)
	return landfall.Picture{ID: hex.EncodeToString(sum[:16]), Media: media, Body: body}, nil
}

// shrink draws the middle square of a picture anew, no larger than Side.
func shrink(from image.Image) *image.NRGBA {
	b := from.Bounds()
	square := min(b.Dx(), b.Dy())
	corner := b.Min.Add(image.Pt((b.Dx()-square)/2, (b.Dy()-square)/2))
	to := image.NewNRGBA(image.Rect(0, 0, min(square, Side), min(square, Side)))
	draw.BiLinear.Scale(to, to.Rect, from, image.Rectangle{corner, corner.Add(image.Pt(square, square))}, draw.Src, nil)
	return to
}
