package directory

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"landfall/directory/kind"
	"landfall/directory/place"
	"landfall/directory/promise"
)

func kindFacet() facetKind {
	var labels []label
	for _, k := range kind.All {
		labels = append(labels, label{string(k), k.Label()})
	}
	f := fixedFacet(KeyKind, "What you do there", append(labels, label{Unknown, "Not known"}), "is not something to do there.", kindsOf)
	f.group = GroupMore
	f.note = "What its software is for."
	return f
}

func kindsOf(s *Server) []string {
	var values []string
	for _, k := range kind.Of(s.Facts.Software.Name) {
		values = append(values, string(k))
	}
	return orUnknown(values)
}

// orUnknown returns the values, or [Unknown] alone if there are none.
func orUnknown(values []string) []string {
	if len(values) == 0 {
		return []string{Unknown}
	}
	return values
}

var promiseLabels = []label{
	{string(promise.Notice), "Three months' notice before closing"},
	{string(promise.Backups), "Regular backups"},
	{string(promise.Admins), "Two admins or more"},
	{string(promise.Moderation), "Active moderation"},
	{string(promise.Blocklist), "Published list of blocks"},
	{string(promise.Transparency), "Reports on moderation or money"},
	{Unknown, "None stated"},
}

func promiseFacet() facetKind {
	f := fixedFacet(KeyPromise, "Promises", promiseLabels, "is not a promise.", promisesOf)
	f.group = GroupMore
	f.note = "In its own words; its page shows the sentence."
	return f
}

func promisesOf(s *Server) []string {
	var values []string
	for _, f := range s.Reading.Promises.Promises {
		values = append(values, string(f.ID))
	}
	return orUnknown(values)
}

// PromiseLabel says what a promise is, "" if there is none of that name.
func PromiseLabel(id promise.ID) string { return labelOf(promiseLabels, string(id)) }

var operatorLabels = []label{
	{string(promise.Person), "One person"},
	{string(promise.Group), "A group"},
	{string(promise.Nonprofit), "A non-profit"},
	{string(promise.Company), "A company"},
	{string(promise.Public), "A public body"},
	{Unknown, "Not stated"},
}

func operatorFacet() facetKind {
	f := fixedFacet(KeyOperator, "Run by", operatorLabels, "is not somebody who runs servers.", operatorsOf)
	f.group = GroupMore
	return f
}

func operatorsOf(s *Server) []string {
	if by := s.Reading.Promises.By(); by != "" {
		return []string{string(by)}
	}
	return []string{Unknown}
}

// OperatorLabel says who runs a server, "" if there is none of that name.
func OperatorLabel(id promise.ID) string { return labelOf(operatorLabels, string(id)) }

var fundingLabels = []label{
	{string(promise.Donations), "Donations"},
	{string(promise.Memberships), "Membership fees"},
	{string(promise.Ads), "Advertising"},
	{string(promise.Grants), "Grants"},
	{string(promise.OwnPocket), "Those who run it"},
	{string(promise.Employer), "A company"},
}

// FundingLabel says what pays for a server, and the name itself if there is no such.
func FundingLabel(id promise.ID) string { return labelOf(fundingLabels, string(id)) }

// HostedHidden is the value of [KeyHosted] of servers behind a delivery network.
const HostedHidden = "hidden"

func hostedFacet() facetKind {
	return facetKind{
		key: KeyHosted, label: "Hosted in", group: GroupAdvanced,
		note:  "Where its address is registered: not whom it is for.",
		parse: parseHosted, complaint: "is not a country such as “de” or a network such as “as24940”.",
		of: hostedOf, name: hostedLabel,
	}
}

// parseHosted reads a country, the number of a network or [HostedHidden].
func parseHosted(text string) (string, bool) {
	text = strings.ToLower(text)
	if text == Unknown || text == HostedHidden {
		return text, true
	}
	if number, isNetwork := strings.CutPrefix(text, "as"); isNetwork && number != "" {
		n, err := strconv.ParseUint(number, 10, 32)
		return networkValue(uint32(n)), err == nil && n > 0
	}
	region, err := language.ParseRegion(text)
	return text, err == nil && len(text) == 2 && region.IsCountry()
}

func networkValue(asn uint32) string { return "as" + strconv.FormatUint(uint64(asn), 10) }

func hostedOf(s *Server) []string {
	h := s.Reading.Hosting
	var values []string
	if h.Hidden {
		values = append(values, HostedHidden)
	}
	if h.ASN != 0 {
		values = append(values, networkValue(h.ASN))
	}
	for _, f := range h.Countries {
		if country := string(f.ID.Country()); !slices.Contains(values, country) {
			values = append(values, country)
		}
	}
	return orUnknown(values)
}

func hostedLabel(value string) string {
	switch {
	case value == Unknown:
		return "Not known"
	case value == HostedHidden:
		return "Behind a delivery network: hidden"
	case len(value) > 2:
		return "Network " + strings.ToUpper(value)
	}
	return countryName(place.ID(value))
}
