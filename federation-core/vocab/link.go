package vocab

import "strings"

// link is the address that a member gives: a string, a Link's href or an object's url,
// alone or among several. A page in HTML is preferred. "" if there is none that is an
// http or https URL.
func (d *Document) link(name string) string { return d.value.member(name).link("text/html") }

// link looks for an address; one whose media type begins with prefer goes first.
func (v *value) link(prefer string) (best string) {
	v.each(func(item *value) bool {
		href, mediaType := item.href()
		preferred := href != "" && strings.HasPrefix(mediaType, prefer)
		if best == "" || preferred {
			best = href
		}
		return !preferred
	})
	return best
}

// href is the address that one value gives, and its media type if it says so.
func (v *value) href() (href, mediaType string) {
	if v.kind == kindObject {
		d := Document{value: v}
		address := v.member("href").first()
		if address == nil {
			address = v.member("url").first()
		}
		if address == nil {
			return "", ""
		}
		if address.kind == kindObject {
			address = address.member("href").first()
		}
		v, mediaType = address, d.String("mediaType")
	}
	if v == nil || v.kind != kindString {
		return "", ""
	}
	address, err := parseURL(v.text)
	if err != nil {
		return "", ""
	}
	return address, mediaType
}
