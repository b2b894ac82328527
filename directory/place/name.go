package place

import (
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// CountryName is the English name of the country that the place is in, its code in capitals
// if there is none.
func (id ID) CountryName() string {
	code := strings.ToUpper(string(id.Country()))
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	if name := display.English.Regions().Name(region); name != "" {
		return name
	}
	return code
}
