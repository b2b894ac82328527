package landfall

import "reflect"

// value returns a pointer to the value of a field, or nil if there is no such field.
func (f *Facts) value(field Field) any {
	switch field {
	case FieldName:
		return &f.Name
	case FieldDescription:
		return &f.Description
	case FieldExtended:
		return &f.Extended
	case FieldSoftware:
		return &f.Software
	case FieldSignup:
		return &f.Signup
	case FieldRules:
		return &f.Rules
	case FieldLanguages:
		return &f.Languages
	case FieldUsers:
		return &f.Users
	case FieldActiveMonth:
		return &f.ActiveMonth
	case FieldActiveHalfyear:
		return &f.ActiveHalfyear
	case FieldPosts:
		return &f.Posts
	}
	return f.Details.value(field)
}

func (d *Details) value(field Field) any {
	switch field {
	case FieldContact:
		return &d.Contact
	case FieldCountry:
		return &d.Country
	case FieldWait:
		return &d.ApprovalWait
	case FieldTerms:
		return &d.Terms
	case FieldPrivacy:
		return &d.Privacy
	case FieldStatusPage:
		return &d.StatusPage
	case FieldThumbnail:
		return &d.Thumbnail
	case FieldIcon:
		return &d.Icon
	case FieldCharacters:
		return &d.MaxCharacters
	case FieldQuotes:
		return &d.Quotes
	case FieldSearch:
		return &d.Search
	case FieldTranslation:
		return &d.Translation
	case FieldBlocks:
		return &d.Blocks
	case FieldTags:
		return &d.Tags
	case FieldCategories:
		return &d.Categories
	case FieldCommunities:
		return &d.Communities
	case FieldAnnouncements:
		return &d.Announcements
	case FieldSunset:
		return &d.Sunset
	case FieldContactNotice:
		return &d.ContactNotices
	}
	return nil
}

// take copies the value of one field from other.
func (f *Facts) take(other *Facts, field Field) {
	if to := f.value(field); to != nil {
		reflect.ValueOf(to).Elem().Set(reflect.ValueOf(other.value(field)).Elem())
	}
}

// sameValue reports whether one field has the same value in both. No list and an
// empty one are the same.
func (f *Facts) sameValue(other *Facts, field Field) bool {
	if count, ok := f.value(field).(*Count); ok {
		return count.asStated() == other.value(field).(*Count).asStated()
	}
	at := f.value(field)
	if at == nil {
		return false
	}
	a, b := reflect.ValueOf(at).Elem(), reflect.ValueOf(other.value(field)).Elem()
	if a.Kind() == reflect.Slice && a.Len() == 0 && b.Len() == 0 {
		return true
	}
	return reflect.DeepEqual(a.Interface(), b.Interface())
}
