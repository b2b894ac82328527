package vocab

import (
	"math"
	"strconv"
	"strings"
)

// Attachment is a picture, sound, film or page that belongs to a post. It is never
// fetched on receipt.
type Attachment struct {
	Type          string // Image, Video, Audio, Document, Link or another
	MediaType     string
	URL           string // http or https
	Name          string // what it shows, in plain text
	Blurhash      string
	Width, Height int         // in pixels; -1 for unknown
	Focus         *[2]float64 // the centre of attention, from -1 to 1 each (Mastodon's focalPoint)
}

// attachments are the first MaxAttachments that have an address.
func (d *Document) attachments() (list []Attachment) {
	d.value.member("attachment").each(func(v *value) bool {
		if a, ok := v.attachment(); ok {
			list = append(list, a)
		}
		return len(list) < MaxAttachments
	})
	return list
}

func (v *value) attachment() (Attachment, bool) {
	if v.kind != kindObject {
		href, _ := v.href()
		return Attachment{Type: "Link", URL: href, Width: -1, Height: -1}, href != ""
	}
	d := Document{value: v}
	a := Attachment{
		Type:      d.Type(),
		MediaType: cutRunes(d.String("mediaType"), 255),
		Name:      cutBytes(d.text("name"), MaxSummary),
		Blurhash:  d.String("blurhash"),
		Width:     d.Count("width"),
		Height:    d.Count("height"),
		Focus:     d.focus(),
	}
	a.URL = v.link("")
	if a.Name == "" {
		a.Name = cutBytes(d.text("summary"), MaxSummary)
	}
	if len(a.Blurhash) > 200 {
		a.Blurhash = ""
	}
	return a, a.URL != "" && a.Type != "PropertyValue"
}

// focus reads [x, y].
func (d *Document) focus() *[2]float64 {
	v := d.value.member("focalPoint")
	if v == nil || v.kind != kindArray || len(v.members) != 2 {
		return nil
	}
	var point [2]float64
	for i := range point {
		item := v.members[i].value
		n, err := strconv.ParseFloat(item.text, 64)
		if err != nil || item.kind != kindNumber || math.Abs(n) > 1 {
			return nil
		}
		point[i] = n
	}
	return &point
}

// renditions are the films and sounds that a Video or Audio gives among its addresses,
// as PeerTube does.
func (d *Document) renditions() (list []Attachment) {
	d.value.member("url").each(func(v *value) bool {
		href, mediaType := v.href()
		if href != "" && (strings.HasPrefix(mediaType, "video/") || strings.HasPrefix(mediaType, "audio/")) {
			link := Document{value: v}
			list = append(list, Attachment{
				Type: d.Type(), MediaType: mediaType, URL: href, Width: link.Count("width"), Height: link.Count("height"),
			})
		}
		return len(list) < MaxAttachments
	})
	return list
}
