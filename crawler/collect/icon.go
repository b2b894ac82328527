package collect

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/url"

	"landfall/crawler/icon"
	"landfall/crawler/probe"
)

// Icon gets the picture at u as [Visit.Fetch] gets a document, robots.txt, bounds and
// redirects included, and makes an icon of it. What the host calls it does not
// matter: only its bytes do. A picture that is refused gives an [icon.Error], an
// answer without one [icon.NotAPicture].
func (v *Visit) Icon(ctx context.Context, maker *icon.Maker, u *url.URL) (*icon.Icon, error) {
	var original bytes.Buffer
	req := probe.Request{URL: u, Accept: "image/png, image/jpeg, image/webp, image/gif", MaxBytes: icon.MaxBytes}
	status, err := v.Stream(ctx, req, func(body io.Reader) error {
		_, err := original.ReadFrom(body)
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case status/100 != 2:
		err = &icon.Error{Reason: icon.NotAPicture}
	default:
		var made *icon.Icon
		if made, err = maker.Make(ctx, original.Bytes()); err == nil {
			return made, nil
		}
	}
	v.Note("icon: " + err.Error())
	return nil, fmt.Errorf("icon %s: %w", u, err)
}
