package webfinger

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
)

// HostMeta is a host's own descriptor (RFC 6415), which tells where accounts of the host are
// looked up: at Template, with {uri} for the account.
type HostMeta struct{ Template string }

// HostMetaOf is that of an origin with WebFinger at its usual place.
func HostMetaOf(origin string) HostMeta { return HostMeta{origin + Path + "?resource={uri}"} }

// The two forms of host-meta, by media type.
const (
	HostMetaType     = xrdType + "; charset=utf-8"
	HostMetaJSONType = jsonType
)

type xrd struct {
	XMLName xml.Name  `xml:"http://docs.oasis-open.org/ns/xri/xrd-1.0 XRD"`
	Links   []xrdLink `xml:"Link"`
}

type xrdLink struct {
	Rel      string `xml:"rel,attr"`
	Type     string `xml:"type,attr,omitempty"`
	Template string `xml:"template,attr"`
}

// XML is the document in the form that every client knows.
func (m HostMeta) XML() ([]byte, error) {
	body, err := xml.MarshalIndent(xrd{Links: []xrdLink{{lrdd, MediaType, m.Template}}}, "", "  ")
	return append([]byte(xml.Header), append(body, '\n')...), err
}

// JSON is the document in the other form.
func (m HostMeta) JSON() ([]byte, error) {
	return Descriptor{Links: []Link{{Rel: lrdd, Type: MediaType, Template: m.Template}}}.Write()
}

// ParseHostMeta reads either form of a stranger's document and returns its template; "" if it
// has none with one place for the account. An error is an [ErrRefused].
func ParseHostMeta(body []byte) (template string, err error) {
	if len(body) > MaxBytes {
		return "", fmt.Errorf("%w: its host-meta is too long", ErrRefused)
	}
	if bytes.HasPrefix(bytes.TrimSpace(body), []byte("{")) {
		d, err := ParseDescriptor(body)
		if err != nil {
			return "", err
		}
		for _, link := range d.Links {
			if leads(link.Rel, link.Template) {
				return link.Template, nil
			}
		}
		return "", nil
	}
	var doc struct { // of whatever namespace: some have none
		Links []xrdLink `xml:"Link"`
	}
	if err := xml.Unmarshal(body, &doc); err != nil { // entities that are not XML's own are errors
		return "", fmt.Errorf("%w: its host-meta is no XRD", ErrRefused)
	}
	for _, link := range doc.Links {
		if leads(link.Rel, link.Template) {
			return link.Template, nil
		}
	}
	return "", nil
}

func leads(rel, template string) bool { return rel == lrdd && strings.Count(template, "{uri}") == 1 }
