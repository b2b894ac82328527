package collect

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"landfall"
	"landfall/crawler/icon"
	"landfall/crawler/probe"
	"landfall/crawler/robots"
	"landfall/internal/netguard"
)

// Icon gets the picture at u as [Visit.Fetch] gets a document, robots.txt, bounds and
// redirects included, and makes an icon of it. What the host calls it does not
// matter: only its bytes do. A picture that is refused gives an [icon.Error], an
// answer without one [icon.NotAPicture], an address at another owner's host
// [icon.Elsewhere]: nobody is asked for anything because a stranger names him.
//
// A picture is the last thing that a visit asks for, and no reason to go on another
// time: if it is not the host's turn, there is none.
func (v *Visit) Icon(ctx context.Context, maker *icon.Maker, u *url.URL) (landfall.Picture, error) {
	defer func(was bool) { v.unfinished = was }(v.unfinished)
	made, err := v.icon(ctx, maker, u)
	if err != nil {
		v.Note("icon: " + WhyNoIcon(err))
		return landfall.Picture{}, fmt.Errorf("icon %s: %w", u, err)
	}
	return made, nil
}

func (v *Visit) icon(ctx context.Context, maker *icon.Maker, u *url.URL) (landfall.Picture, error) {
	if landfall.Host(u.Hostname()).Registrable() != v.host.Registrable() {
		return landfall.Picture{}, &icon.Error{Reason: icon.Elsewhere}
	}
	var original bytes.Buffer
	req := probe.Request{URL: u, Accept: "image/png, image/jpeg, image/webp, image/gif", MaxBytes: icon.MaxBytes}
	got, _, err := v.follow(ctx, req, func(body io.Reader) error {
		_, err := original.ReadFrom(body)
		return err
	})
	switch {
	case err != nil:
		return landfall.Picture{}, err
	case got.status/100 == 5 || got.status == http.StatusTooManyRequests:
		return landfall.Picture{}, &icon.Error{Reason: icon.Unavailable}
	case got.status/100 != 2:
		return landfall.Picture{}, &icon.Error{Reason: icon.NotAPicture}
	case robots.NoImageIndex(got.header.Values("X-Robots-Tag"), product):
		return landfall.Picture{}, &icon.Error{Reason: icon.AskedNotTo}
	}
	return maker.Make(ctx, original.Bytes())
}

// WhyNoIcon is the reason of an error of [Visit.Icon], as an Observation would say it.
func WhyNoIcon(err error) string {
	refused, ok := errors.AsType[*icon.Error](err)
	switch {
	case ok:
		return string(refused.Reason)
	case errors.Is(err, probe.ErrForbidden):
		return "robots_forbidden"
	case errors.Is(err, probe.ErrPostponed):
		return "robots_postponed"
	}
	return reasonOf(err)
}

// Passing reports whether an error of [Visit.Icon] says nothing of the picture, only
// that it could not be had this time.
func Passing(err error) bool {
	if refused, ok := errors.AsType[*icon.Error](err); ok {
		return refused.Reason == icon.Unavailable
	}
	if errors.Is(err, probe.ErrForbidden) {
		return false
	}
	_, class := netguard.Classify(err)
	return errors.Is(err, probe.ErrPostponed) || class == landfall.ClassOurs || class == landfall.ClassAmbiguous
}
