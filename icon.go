package landfall

import "time"

// Icon is what became of the picture that an instance names as its own.
type Icon struct {
	Host Host
	// Source is the address of the picture, At when it was asked for.
	Source string
	At     time.Time
	// Reason is a short snake_case word for why there is no picture, "" if there is one.
	Reason string
	Picture
}

// Picture is a small square picture that was encoded here.
type Picture struct {
	// ID is made of the bytes of Body: letters and digits. It is "" if there is no
	// picture.
	ID string
	// Media is the type of Body: image/png or image/jpeg.
	Media string
	Body  []byte
}

// Bounds of pictures that are kept.
const (
	// PictureBytes is more than any picture of an icon's size has.
	PictureBytes = 48 << 10
	// PicturesBytes bounds what is kept of all hosts together.
	PicturesBytes = 512 << 20
)
