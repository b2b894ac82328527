package icon

import (
	"bytes"
	"errors"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"

	"landfall"
)

// FuzzMake makes icons of anything: a small PNG or a refusal, never a panic.
func FuzzMake(f *testing.F) {
	img := image.NewPaletted(image.Rect(0, 0, 29, 25), nil)
	img.Palette = append(img.Palette, image.Black, image.White)
	for _, encode := range []func(*bytes.Buffer) error{
		func(b *bytes.Buffer) error { return png.Encode(b, img) },
		func(b *bytes.Buffer) error { return jpeg.Encode(b, img, nil) },
		func(b *bytes.Buffer) error { return gif.Encode(b, img, nil) },
	} {
		var b bytes.Buffer
		if err := encode(&b); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
	}
	f.Add([]byte("RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00/\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"))
	f.Add([]byte("<svg/>"))
	maker := NewMaker(1)
	f.Fuzz(func(t *testing.T, original []byte) {
		made, err := maker.Make(t.Context(), original)
		var refused *Error
		switch {
		case err != nil && !errors.As(err, &refused):
			t.Errorf("%v is no refusal", err)
		case err == nil:
			config, kind, err := image.DecodeConfig(bytes.NewReader(made.Body))
			if err != nil || "image/"+kind != made.Media || config.Width != config.Height || config.Width > Side || len(made.Body) > landfall.PictureBytes {
				t.Errorf("%s of %d by %d, %d bytes: %v", made.Media, config.Width, config.Height, len(made.Body), err)
			}
		}
	})
}
