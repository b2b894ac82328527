package api

import (
	"time"

	"landfall"
)

// details are facts that only some kinds of software state; null: not stated, or
// not read yet.
type details struct {
	HasContact      *bool          `json:"has_contact"`        // whether somebody to write to is named; who, is not kept
	Country         *string        `json:"country"`            // in its own words
	ApprovalWait    *int64         `json:"approval_wait_s"`    // how long applications wait for an answer
	Terms           *string        `json:"terms_url"`          // these five are https URLs of theirs
	Privacy         *string        `json:"privacy_url"`        //
	StatusPage      *string        `json:"status_url"`         //
	Thumbnail       *string        `json:"thumbnail_url"`      //
	IconURL         *string        `json:"icon_url"`           //
	MaxCharacters   *int64         `json:"max_characters"`     // of a post
	Quotes          *bool          `json:"quotes"`             // posts can quote others
	Search          *bool          `json:"search"`             // posts can be found by their words
	Translation     *bool          `json:"translation"`        // posts can be translated
	BlocksPublished *bool          `json:"blocks_published"`   // whether its list of blocked servers is public
	BlocksTotal     *int64         `json:"blocks_total"`       // how many servers a public list has, at least
	BlocksWhole     *bool          `json:"blocks_total_whole"` // whether it has no more
	Tags            []string       `json:"trending_tags"`      //
	Categories      []string       `json:"categories"`         // chosen by its admin from the software's list
	Communities     []string       `json:"communities"`        // the busiest of its own
	Announcements   []announcement `json:"announcements"`      // the newest first
	Sunset          *sunset        `json:"sunset"`             // the end that it has announced for machines
}

type announcement struct {
	Text string  `json:"text"`
	At   *string `json:"at"`
}

type sunset struct {
	Announced *string `json:"announced"`
	Closes    string  `json:"closes"`
	Reason    *string `json:"reason"` // in its own words
	URL       *string `json:"url"`    // https, of its own host
}

func newDetails(f *landfall.Facts) details {
	d := details{
		HasContact:   said(f, landfall.FieldContact, f.Contact),
		Country:      said(f, landfall.FieldCountry, f.Country),
		ApprovalWait: said(f, landfall.FieldWait, int64(f.ApprovalWait/time.Second)),
		Terms:        said(f, landfall.FieldTerms, f.Terms), Privacy: said(f, landfall.FieldPrivacy, f.Privacy),
		StatusPage: said(f, landfall.FieldStatusPage, f.StatusPage), Thumbnail: said(f, landfall.FieldThumbnail, f.Thumbnail),
		IconURL:       said(f, landfall.FieldIcon, f.Icon),
		MaxCharacters: said(f, landfall.FieldCharacters, f.MaxCharacters),
		Quotes:        said(f, landfall.FieldQuotes, f.Quotes), Search: said(f, landfall.FieldSearch, f.Search),
		Translation:     said(f, landfall.FieldTranslation, f.Translation),
		BlocksPublished: said(f, landfall.FieldBlocks, f.Blocks.Published),
	}
	if f.Blocks.Published {
		d.BlocksTotal, d.BlocksWhole = said(f, landfall.FieldBlocks, f.Blocks.Total), said(f, landfall.FieldBlocks, !f.Blocks.AtLeast)
	}
	if f.Stated(landfall.FieldTags) {
		d.Tags = append([]string{}, f.Tags...)
	}
	if f.Stated(landfall.FieldCategories) {
		d.Categories = append([]string{}, f.Categories...)
	}
	if f.Stated(landfall.FieldCommunities) {
		d.Communities = append([]string{}, f.Communities...)
	}
	if f.Stated(landfall.FieldAnnouncements) {
		d.Announcements = make([]announcement, 0, len(f.Announcements))
		for _, a := range f.Announcements {
			d.Announcements = append(d.Announcements, announcement{a.Text, moment(a.At)})
		}
	}
	if f.Stated(landfall.FieldSunset) {
		d.Sunset = newSunset(f.Sunset)
	}
	return d
}

// newSunset returns nil for a notice that was taken back: who reads no more than
// whether there is one is not misled.
func newSunset(s landfall.Sunset) *sunset {
	if s.IsZero() {
		return nil
	}
	return &sunset{Announced: moment(s.Announced), Closes: *moment(s.Closes), Reason: text(s.Reason), URL: text(s.URL)}
}

// said returns a value that the instance states, nil for one that it does not.
func said[T any](f *landfall.Facts, field landfall.Field, value T) *T {
	if !f.Stated(field) {
		return nil
	}
	return &value
}
