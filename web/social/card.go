package social

import (
	"image/color"

	"landfall/directory"
	"landfall/web/chart"
)

// Size of a picture in pixels.
const (
	Width  = 1200
	Height = 630
)

// Card is what a picture says. Two equal cards make the same picture.
type Card struct {
	// Name is the server's own, empty or anybody's text; Domain is for reading, and Host the
	// same in ASCII, which can always be drawn.
	Name, Domain, Host string
	Speed              directory.Speed
	SpeedWord          string
	Signup             string // in a word or two
	Days               []chart.State
	Caption            string // of the days
	Note               string // beside the sign of the site
}

// Site is the picture of pages that are about no one server: a title and a sentence.
type Site struct{ Title, Sentence, Note string }

// ink is a colour of the light theme, the same as in the style sheet.
type ink = color.RGBA

// rgb returns the ink that a style sheet calls by the same number.
func rgb(hex uint32) ink {
	return ink{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xFF} //nolint:gosec // a byte each
}

var (
	paper  = rgb(0xF7F6F2)
	dark   = rgb(0x1A1D21)
	muted  = rgb(0x565C64)
	accent = rgb(0x0B6154)
	white  = rgb(0xFFFFFF)
	line   = rgb(0xDAD6CC)
)

// chip is how a speed looks: its ink, and the ground under it.
func chip(s directory.Speed) (fore, ground ink) {
	switch s {
	case directory.SpeedFast:
		return rgb(0x0F6B3A), rgb(0xDDF1E3)
	case directory.SpeedGood:
		return rgb(0x3F6212), rgb(0xEAF2D7)
	case directory.SpeedModerate:
		return rgb(0x855200), rgb(0xFBEBCB)
	case directory.SpeedSlow:
		return rgb(0xA3271F), rgb(0xFBE1DE)
	case directory.SpeedUnknown:
	}
	return muted, rgb(0xE7E5DF)
}

// bar is how a day looks: its ink, and its height as a share of the room there is.
func bar(s chart.State) (fill ink, height float32) {
	switch s {
	case chart.StateUp:
		return rgb(0x2F8F63), 1
	case chart.StatePartial:
		return rgb(0xB36B00), 2. / 3
	case chart.StateSilent:
		return rgb(0xC0392B), 3. / 8
	case chart.StateUnknown:
		return line, 1
	case chart.StateNone:
	}
	return rgb(0x7C828B), 1. / 8
}
