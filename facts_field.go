package landfall

import "slices"

// take copies the value of one field from other.
func (f *Facts) take(other *Facts, field Field) {
	switch field {
	case FieldName:
		f.Name = other.Name
	case FieldDescription:
		f.Description = other.Description
	case FieldExtended:
		f.Extended = other.Extended
	case FieldSoftware:
		f.Software = other.Software
	case FieldSignup:
		f.Signup = other.Signup
	case FieldRules:
		f.Rules = other.Rules
	case FieldLanguages:
		f.Languages = other.Languages
	case FieldUsers:
		f.Users = other.Users
	case FieldActiveMonth:
		f.ActiveMonth = other.ActiveMonth
	case FieldActiveHalfyear:
		f.ActiveHalfyear = other.ActiveHalfyear
	case FieldPosts:
		f.Posts = other.Posts
	}
}

// sameValue reports whether one field has the same value in both.
func (f *Facts) sameValue(other *Facts, field Field) bool {
	switch field {
	case FieldName:
		return f.Name == other.Name
	case FieldDescription:
		return f.Description == other.Description
	case FieldExtended:
		return f.Extended == other.Extended
	case FieldSoftware:
		return f.Software == other.Software
	case FieldSignup:
		return f.Signup == other.Signup
	case FieldRules:
		return slices.Equal(f.Rules, other.Rules)
	case FieldLanguages:
		return slices.Equal(f.Languages, other.Languages)
	case FieldUsers:
		return f.Users.asStated() == other.Users.asStated()
	case FieldActiveMonth:
		return f.ActiveMonth.asStated() == other.ActiveMonth.asStated()
	case FieldActiveHalfyear:
		return f.ActiveHalfyear.asStated() == other.ActiveHalfyear.asStated()
	case FieldPosts:
		return f.Posts.asStated() == other.Posts.asStated()
	}
	return false
}
