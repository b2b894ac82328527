package icon

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
)

// quality is that of a JPEG: at this size nobody sees more.
const quality = 80

// encode writes a picture in the form that takes fewer bytes: PNG for drawings and
// for what one can see through, JPEG for photographs.
func encode(picture *image.NRGBA) (media string, body []byte, err error) {
	var exact, small bytes.Buffer
	if err := png.Encode(&exact, picture); err != nil {
		return "", nil, err
	}
	if !picture.Opaque() {
		return "image/png", exact.Bytes(), nil
	}
	if err := jpeg.Encode(&small, picture, &jpeg.Options{Quality: quality}); err != nil {
		return "", nil, err
	}
	if exact.Len() <= small.Len() {
		return "image/png", exact.Bytes(), nil
	}
	return "image/jpeg", small.Bytes(), nil
}
