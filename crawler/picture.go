package crawler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"time"

	"landfall"
	"landfall/crawler/collect"
	"landfall/crawler/icon"
	"landfall/internal/netguard"
)

// Icons keeps the small pictures of instances.
type Icons interface {
	// Icon returns what became of the picture that the host named last, without its
	// bytes, or [landfall.ErrNotFound].
	Icon(ctx context.Context, host landfall.Host) (landfall.Icon, error)
	// SaveIcons keeps pictures, of most bytes in all.
	SaveIcons(ctx context.Context, icons []landfall.Icon, most int64) error
}

// A picture is asked for again after a month, or after a week if its address has
// changed. If one that is kept cannot be had then, it is every day.
const (
	pictureEvery = 30 * 24 * time.Hour
	pictureMoved = 7 * 24 * time.Hour
)

// picturesAtOnce is how many originals are held in memory at the same time, and
// decodedAtOnce how many of them are drawn.
const (
	picturesAtOnce = 64
	decodedAtOnce  = 2
)

// pictures gets what instances show of themselves; nil gets nothing.
type pictures struct {
	store  Icons
	maker  *icon.Maker
	places chan struct{}
}

func newPictures(cfg Config, deps Deps) *pictures {
	if !cfg.Pictures || deps.Icons == nil {
		return nil
	}
	return &pictures{store: deps.Icons, maker: icon.NewMaker(decodedAtOnce), places: make(chan struct{}, picturesAtOnce)}
}

// picture asks for the picture that an instance names, if it is time to: the last
// request of a full profile, and one beside those that read documents. It returns
// nil if nothing was asked. What is kept of one that names none any more goes.
func (c *Crawler) picture(ctx context.Context, v *collect.Visit, o *landfall.Observation) *landfall.Icon {
	p := c.pictures
	if p == nil || !o.Work.Has(landfall.WorkProfile) || o.Outcome != landfall.OutcomeAnswered || v.Unfinished() {
		return nil
	}
	source := pictureOf(&o.Facts)
	if source == "" {
		return c.unnamed(ctx, o, v.Steps())
	}
	had, due, err := p.due(ctx, o.Host, source, o.At)
	if err != nil {
		c.deps.Logger.WarnContext(ctx, "picture not asked for", slog.String("host", o.Host.String()), slog.Any("error", err))
	}
	u, err := netguard.ParseURL(source)
	if !due || err != nil {
		return nil
	}
	got := p.get(ctx, v, o, u, had)
	if got == nil && ctx.Err() == nil {
		c.metrics.pictures.WithLabelValues(pictureLater).Inc()
	}
	return got
}

// unnamed is what becomes of the picture of an instance whose profile names none. One
// of which a document failed may have named it there.
func (c *Crawler) unnamed(ctx context.Context, o *landfall.Observation, steps []landfall.Step) *landfall.Icon {
	last, err := c.pictures.store.Icon(ctx, o.Host)
	if errors.Is(err, landfall.ErrNotFound) {
		return nil
	}
	if err != nil {
		c.deps.Logger.WarnContext(ctx, "picture not looked for", slog.String("host", o.Host.String()), slog.Any("error", err))
		return nil
	}
	if last.Source == "" || slices.ContainsFunc(steps, leftOpen) {
		return nil
	}
	return &landfall.Icon{Host: o.Host, At: o.At, Reason: string(icon.NotNamed)}
}

// leftOpen reports whether a request leaves it open what its document says: it was
// answered neither by a document that could be read nor by the word that there is none.
func leftOpen(s landfall.Step) bool {
	read := s.Status >= 200 && s.Status < 400 && !faultWord.MatchString(s.Note)
	return !read && s.Status != http.StatusNotFound && s.Status != http.StatusGone
}

// faultWord is how a visit's log names what was wrong: in snake_case.
var faultWord = regexp.MustCompile(`\b[a-z0-9]+(?:_[a-z0-9]+)+\b`)

// pictureOf is the address of the picture that an instance shows of itself: a square
// one, if it names any.
func pictureOf(f *landfall.Facts) string {
	if f.Stated(landfall.FieldIcon) {
		return f.Icon
	}
	if f.Stated(landfall.FieldThumbnail) {
		return f.Thumbnail
	}
	return ""
}

// due says whether there is a picture from before, and whether it is time to ask.
func (p *pictures) due(ctx context.Context, host landfall.Host, source string, now time.Time) (had, due bool, err error) {
	last, err := p.store.Icon(ctx, host)
	if errors.Is(err, landfall.ErrNotFound) {
		return false, true, nil
	}
	if err != nil {
		return false, false, fmt.Errorf("when a picture was asked for: %w", err)
	}
	age := now.Sub(last.At)
	return last.ID != "", age >= pictureEvery || age >= pictureMoved && last.Source != source, nil
}

// get asks for a picture. One that there is from before stays, and is asked for again
// at the next profile, if it could not be had this time: that may be our own fault.
func (p *pictures) get(ctx context.Context, v *collect.Visit, o *landfall.Observation, u *url.URL, had bool) *landfall.Icon {
	select {
	case p.places <- struct{}{}:
		defer func() { <-p.places }()
	case <-ctx.Done():
		return nil
	}
	got := &landfall.Icon{Host: o.Host, Source: u.String(), At: o.At}
	made, err := v.Icon(ctx, p.maker, u)
	if err != nil && (ctx.Err() != nil || had && collect.Passing(err)) {
		return nil
	}
	got.Picture, got.Reason = made, collect.WhyNoIcon(err)
	return got
}

// savePictures keeps what became of the pictures of a batch's visits.
func (c *Crawler) savePictures(ctx context.Context, batch []finished) error {
	var icons []landfall.Icon
	for _, f := range batch {
		if f.icon != nil {
			icons = append(icons, *f.icon)
		}
	}
	if len(icons) == 0 {
		return nil
	}
	if err := c.pictures.store.SaveIcons(ctx, icons, landfall.PicturesBytes); err != nil {
		return fmt.Errorf("pictures: %w", err)
	}
	for i := range icons {
		c.metrics.picture(&icons[i])
	}
	return nil
}
