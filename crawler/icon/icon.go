// Package icon makes a small picture of Landfall's own out of one that a stranger
// sent: what comes out was encoded here, from pixels, and carries nothing else that
// the original held. It reads PNG, JPEG, WebP and the first frame of GIF, told by
// their first bytes whatever they are called, and never SVG.
package icon

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/png"
	"time"

	"golang.org/x/image/draw"
)

// Bounds of what is read and made.
const (
	MaxBytes  = 512 << 10 // of the original
	maxPixels = 4 << 20   // of the original, as its header states
	maxSide   = 16_384    // likewise
	side      = 256       // of the longer side of what is made
	budget    = 2 * time.Second
)

// Icon is a picture made here.
type Icon struct {
	// ID is made of the picture's bytes: letters and digits.
	ID            string
	PNG           []byte
	Width, Height int
}

// Maker makes icons. It is safe for concurrent use.
type Maker struct {
	turns chan struct{}
}

// NewMaker returns a Maker that decodes at most atOnce pictures at a time, which
// bounds their memory.
func NewMaker(atOnce int) *Maker { return &Maker{turns: make(chan struct{}, max(atOnce, 1))} }

// Make makes an icon of a picture. A picture that it refuses gives an [Error]; any
// other error is that of ctx.
func (m *Maker) Make(ctx context.Context, original []byte) (*Icon, error) {
	select {
	case m.turns <- struct{}{}:
		defer func() { <-m.turns }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	ctx, cancel := context.WithTimeoutCause(ctx, budget, &Error{TooSlow})
	defer cancel()
	pixels, err := decode(ctx, original)
	if err != nil {
		return nil, err
	}
	small := shrink(pixels)
	var out bytes.Buffer
	if err := png.Encode(&out, small); err != nil {
		return nil, &Error{Broken}
	}
	sum := sha256.Sum256(out.Bytes())
	return &Icon{ID: hex.EncodeToString(sum[:16]), PNG: out.Bytes(), Width: small.Rect.Dx(), Height: small.Rect.Dy()}, nil
}

// shrink draws a picture anew, no larger than side either way and in its own
// proportions.
func shrink(from image.Image) *image.NRGBA {
	width, height := from.Bounds().Dx(), from.Bounds().Dy()
	if longer := max(width, height); longer > side {
		width, height = max(width*side/longer, 1), max(height*side/longer, 1)
	}
	to := image.NewNRGBA(image.Rect(0, 0, width, height))
	draw.ApproxBiLinear.Scale(to, to.Rect, from, from.Bounds(), draw.Src, nil)
	return to
}
