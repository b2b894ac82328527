package icon

import (
	"bytes"
	"context"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/webp"
)

// format is one of the formats that are read.
type format struct {
	is     func(head []byte) bool
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
	// simple, if set, is false for an original that would cost too much to decode.
	simple func(original []byte) bool
}

var formats = []format{
	{is: begins("\x89PNG\r\n\x1a\n"), config: png.DecodeConfig, decode: png.Decode},
	{is: begins("\xff\xd8\xff"), config: jpeg.DecodeConfig, decode: jpeg.Decode, simple: fewScans},
	{is: begins("GIF87a"), config: gif.DecodeConfig, decode: gif.Decode},
	{is: begins("GIF89a"), config: gif.DecodeConfig, decode: gif.Decode},
	{is: isWebP, config: webp.DecodeConfig, decode: webp.Decode},
}

func begins(magic string) func([]byte) bool {
	return func(head []byte) bool { return bytes.HasPrefix(head, []byte(magic)) }
}

// isWebP follows the container's specification: "RIFF", a size, "WEBP".
func isWebP(head []byte) bool {
	return len(head) >= 12 && string(head[:4]) == "RIFF" && string(head[8:12]) == "WEBP"
}

// maxScans is how many scans a JPEG may have. A progressive one has about ten;
// each is a pass over all pixels, and can be made of a few bytes.
const maxScans = 64

// fewScans counts markers of a start of scan (ITU T.81 §B.1.1.3), which no
// entropy-coded data can hold.
func fewScans(original []byte) bool { return bytes.Count(original, []byte{0xff, 0xda}) <= maxScans }

// decode reads the pixels of a picture whose header states a size within bounds.
func decode(ctx context.Context, original []byte) (pixels image.Image, err error) {
	if len(original) > MaxBytes {
		return nil, &Error{TooLarge}
	}
	for _, f := range formats {
		if f.is(original) {
			return f.read(ctx, original)
		}
	}
	return nil, &Error{NotAPicture}
}

func (f *format) read(ctx context.Context, original []byte) (pixels image.Image, err error) {
	defer func() {
		if recover() != nil { // a decoder's own bug costs one picture
			pixels, err = nil, &Error{Broken}
		}
	}()
	config, err := f.config(bytes.NewReader(original))
	switch {
	case err != nil || config.Width < 1 || config.Height < 1:
		return nil, &Error{Broken}
	case config.Width > maxSide || config.Height > maxSide || config.Width*config.Height > maxPixels:
		return nil, &Error{TooLarge}
	case min(config.Width, config.Height) < minSide:
		return nil, &Error{TooSmall}
	case f.simple != nil && !f.simple(original):
		return nil, &Error{TooComplex}
	}
	pixels, err = f.decode(&impatient{ctx, bytes.NewReader(original)})
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case err != nil:
		return nil, &Error{Broken}
	}
	if b := pixels.Bounds(); b.Empty() || b.Dx() > config.Width || b.Dy() > config.Height {
		return nil, &Error{Broken} // more than its header stated
	}
	return pixels, nil
}

// impatient reads until ctx ends: decoders know no other way to be stopped. It
// gives little at a time, so that they ask often.
type impatient struct {
	ctx  context.Context //nolint:containedctx // lives as long as one decoding
	from io.Reader
}

func (r *impatient) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.from.Read(p[:min(len(p), 1<<10)])
}
