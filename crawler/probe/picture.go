package probe

import (
	"net/url"
	"strconv"
	"strings"

	"landfall"
	"landfall/internal/netguard/strictjson"
)

// picture states the wide picture of an instance document, unless it is the one that
// comes with Mastodon: that says nothing of the instance.
func (p page) picture(path string) {
	if !preset(p.said(path)) {
		p.link(landfall.FieldThumbnail, path)
	}
}

// preset reports whether a picture is part of Mastodon's own files: what
// administrators choose is below "/system/", or in a store elsewhere.
func preset(address string) bool {
	u, err := url.Parse(address)
	return err == nil && strings.HasPrefix(u.Path, "/packs/")
}

// wantedIcon is the side that an icon should have, in pixels: larger ones only cost
// more.
const wantedIcon = 96

// fitting returns the place in a list of pictures of the smallest that is large
// enough, or else of the largest, and -1 if none has a size.
func fitting(pictures []strictjson.Value, side func(strictjson.Value) int) int {
	const most = 20
	best, bestSide := -1, 0
	for i, picture := range pictures[:min(len(pictures), most)] {
		s := side(picture)
		if s > bestSide && bestSide < wantedIcon || s >= wantedIcon && s < bestSide {
			best, bestSide = i, s
		}
	}
	return best
}

// appIcon states the icon that the administrators chose, of those that Mastodon has
// listed by size since 4.3.
//
// Source: https://docs.joinmastodon.org/entities/Instance/#icon
func (p page) appIcon() {
	p.oneOf(landfall.FieldIcon, "icon", func(icon strictjson.Value) int {
		if src, _ := icon.Get("src").Text(); preset(src) {
			return 0
		}
		size, _ := icon.Get("size").Text()
		width, _, _ := strings.Cut(size, "x")
		side, err := strconv.Atoi(width)
		if err != nil {
			return 0
		}
		return side
	}, "src")
}

// oneOf states the picture of a list that fits, which has its address at one of the
// keys.
func (p page) oneOf(field landfall.Field, list string, side func(strictjson.Value) int, keys ...string) {
	pictures, _ := p.get(list).Array()
	at := fitting(pictures, side)
	if at < 0 {
		return
	}
	one := page{source: p.source, root: pictures[at], prefix: p.prefix + list + "[" + strconv.Itoa(at) + "]."}
	for _, key := range keys {
		if one.said(key) != "" {
			one.link(field, key)
			return
		}
	}
}
