package social

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/png"
)

// Icon returns the site's sign as an ICO file with one PNG in it, of at most 255 pixels a
// side: what browsers look for at /favicon.ico.
func Icon(side uint8) ([]byte, error) {
	on := image.NewRGBA(image.Rect(0, 0, int(side), int(side)))
	sign(on, 0, 0, float32(side))
	var picture bytes.Buffer
	if err := png.Encode(&picture, on); err != nil {
		return nil, fmt.Errorf("icon: %w", err)
	}
	const header = 6 + 16
	var out bytes.Buffer
	for _, field := range []any{
		[3]uint16{0, 1, 1},    // an icon, of one picture
		[4]uint8{side, side},  // no palette
		[2]uint16{1, 32},      // planes, bits
		uint32(picture.Len()), //nolint:gosec // a few hundred bytes
		uint32(header),
	} {
		if err := binary.Write(&out, binary.LittleEndian, field); err != nil {
			return nil, fmt.Errorf("icon: %w", err)
		}
	}
	out.Write(picture.Bytes())
	return out.Bytes(), nil
}
