package sim

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"strconv"
)

// picturePath is where an instance has its picture, if it has one of its own, and
// presetPath where its software has one for all.
const (
	picturePath = "/system/site_uploads/files/000/000/001/@1x/picture.png"
	presetPath  = "/packs/media/images/preview.png"
)

// pictured is the share of instances with a picture of their own.
const pictured = 0.75

func (in *instance) pictured() bool { return in.chance(forPicture).hit(pictured) }

// thumbnail is the address of the picture that its documents name.
func (in *instance) thumbnail() string {
	if in.pictured() {
		return "https://" + in.name + picturePath
	}
	return "https://" + in.name + presetPath
}

// appIcons are the icons of Mastodon's documents since 4.3, by size.
func (in *instance) appIcons() []any {
	var icons []any
	for _, size := range []int{36, 192, 512} {
		side := strconv.Itoa(size) + "x" + strconv.Itoa(size)
		at := "https://" + in.name + "/packs/icons/android-chrome-" + side + ".png"
		if in.pictured() {
			at = in.thumbnail()
		}
		icons = append(icons, object{"src": at, "size": side})
	}
	return icons
}

// picture draws what follows from the instance's key: a pattern that is the same left
// and right, in one colour. Who has hostile texts has a hostile picture.
func picture(_ *Network, in *instance) *document {
	switch {
	case !in.pictured():
		return nil
	case in.kind == HostileText:
		return newDocument(roleOther, http.StatusOK, "image/png", []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`))
	}
	const cell, cells, margin = 10, 9, 3
	c := in.chance(forPicture)
	colour := color.RGBA{R: uint8(40 + c.below(160)), G: uint8(40 + c.below(160)), B: uint8(40 + c.below(160)), A: 255}
	side := cell*cells + 2*margin
	img := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.RGBA{R: 238, G: 238, B: 234, A: 255}, colour})
	for row := range cells {
		for column := range (cells + 1) / 2 {
			if c.hit(0.5) {
				ink(img, margin+cell*column, margin+cell*row, cell)
				ink(img, margin+cell*(cells-1-column), margin+cell*row, cell)
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic("sim: " + err.Error())
	}
	return newDocument(roleOther, http.StatusOK, "image/png", b.Bytes())
}

// ink colours a square of a picture.
func ink(img *image.Paletted, x, y, side int) {
	for dy := range side {
		for dx := range side {
			img.SetColorIndex(x+dx, y+dy, 1)
		}
	}
}
