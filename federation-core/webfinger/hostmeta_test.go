package webfinger_test

import (
	"errors"
	"strings"
	"testing"

	"landfall/federation-core/webfinger"
)

const template = "https://home.example/.well-known/webfinger?resource={uri}"

func TestHostMetaIsReadAsItWasWritten(t *testing.T) {
	for name, write := range map[string]func(webfinger.HostMeta) ([]byte, error){"XML": webfinger.HostMeta.XML, "JSON": webfinger.HostMeta.JSON} {
		body, err := write(webfinger.HostMetaOf("https://home.example"))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := webfinger.ParseHostMeta(body); err != nil || got != template {
			t.Errorf("%s: %q, %v\n%s", name, got, err, body)
		}
	}
}

func TestParseHostMeta(t *testing.T) {
	for _, tt := range []struct {
		in, want string
		err      error
	}{
		{in: `<XRD><Link rel="lrdd" template="` + template + `"/></XRD>`, want: template},
		{in: `<XRD><Link rel="other" template="https://x.example/{uri}"/><Link rel="lrdd" template="` + template + `"/></XRD>`, want: template},
		{in: `<XRD><Link rel="lrdd" template="https://x.example/"/><Link rel="lrdd" template="{uri}{uri}"/></XRD>`},
		{in: `<XRD></XRD>`}, {in: `{}`}, {in: `{"links":[{"rel":"lrdd","template":"https://x.example/"}]}`},
		{in: ` {"links":[{"rel":"lrdd","template":"` + template + `"}]}`, want: template},
		{in: `<XRD><Link rel="lrdd" template="&host;"/></XRD>`, err: webfinger.ErrRefused},
		{in: `<!DOCTYPE x [<!ENTITY host "https://x.example/{uri}">]><XRD><Link rel="lrdd" template="&host;"/></XRD>`, err: webfinger.ErrRefused},
		{in: `<XRD><Link rel="lrdd"`, err: webfinger.ErrRefused}, {in: ``, err: webfinger.ErrRefused}, {in: `not found`, err: webfinger.ErrRefused},
		{in: `{"links":1}`, err: webfinger.ErrRefused}, {in: `<XRD>` + strings.Repeat(" ", webfinger.MaxBytes) + `</XRD>`, err: webfinger.ErrRefused},
	} {
		if got, err := webfinger.ParseHostMeta([]byte(tt.in)); got != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("ParseHostMeta(%.90s) = %q, %v; want %q, %v", tt.in, got, err, tt.want, tt.err)
		}
	}
}
