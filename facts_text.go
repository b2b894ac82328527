package landfall

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Text puts the value of a field of the details into a few words, and says whether
// the words are the instance's own. Other fields have none.
func (d *Details) Text(field Field) (text string, own bool) {
	switch field {
	case FieldContact:
		return yesNo(d.Contact), false
	case FieldCountry:
		return d.Country, true
	case FieldWait:
		return wait(d.ApprovalWait), false
	case FieldTerms:
		return d.Terms, false
	case FieldPrivacy:
		return d.Privacy, false
	case FieldStatusPage:
		return d.StatusPage, false
	case FieldThumbnail:
		return d.Thumbnail, false
	case FieldIcon:
		return d.Icon, false
	case FieldCharacters:
		return strconv.FormatInt(d.MaxCharacters, 10), false
	case FieldQuotes:
		return yesNo(d.Quotes), false
	case FieldSearch:
		return yesNo(d.Search), false
	case FieldTranslation:
		return yesNo(d.Translation), false
	case FieldBlocks:
		return d.Blocks.String(), false
	case FieldTags:
		return strings.Join(d.Tags, ", "), true
	case FieldCategories:
		return strings.Join(d.Categories, ", "), false
	case FieldCommunities:
		return strings.Join(d.Communities, ", "), true
	case FieldAnnouncements:
		if len(d.Announcements) == 0 {
			return "none", false
		}
		return d.Announcements[0].Text, true
	case FieldSunset:
		return d.Sunset.String(), false
	case FieldContactNotice:
		if len(d.ContactNotices) == 0 {
			return "none", false
		}
		return d.ContactNotices[0].Quote, true
	}
	return "", false
}

// String returns "not published", or how many servers a published list has.
func (b Blocks) String() string {
	switch {
	case !b.Published:
		return "not published"
	case b.AtLeast:
		return "at least " + servers(b.Total)
	}
	return servers(b.Total)
}

func servers(n int64) string {
	if n == 1 {
		return "1 server"
	}
	return fmt.Sprintf("%d servers", n)
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// wait rounds a waiting time to what one would say of it.
func wait(d time.Duration) string {
	switch {
	case d >= 48*time.Hour:
		return fmt.Sprintf("%d days", (d+12*time.Hour)/(24*time.Hour))
	case d >= 2*time.Hour:
		return fmt.Sprintf("%d hours", (d+30*time.Minute)/time.Hour)
	}
	return fmt.Sprintf("%d min", max(1, (d+30*time.Second)/time.Minute))
}
