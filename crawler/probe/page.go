package probe

import (
	"context"
	"net/url"
	"regexp"
	"strings"
	"time"

	"landfall"
	"landfall/internal/netguard"
	"landfall/internal/netguard/strictjson"
)

// page is a document being read, or an object inside it. Paths are keys with dots
// between them, as evidence shows them.
type page struct {
	source
	root   strictjson.Value
	prefix string // where root stands in its document
}

// page gets a JSON document at path, which may have a query.
func (v *Visit) page(ctx context.Context, path string, r rank) (page, error) {
	return v.pageOf(ctx, Request{URL: v.at(path)}, r)
}

// post sends a JSON body to path and reads the JSON document that answers.
func (v *Visit) post(ctx context.Context, path, body string, r rank) (page, error) {
	return v.pageOf(ctx, Request{URL: v.at(path), Method: "POST", Body: []byte(body)}, r)
}

func (v *Visit) pageOf(ctx context.Context, req Request, r rank) (page, error) {
	doc, err := v.ask(ctx, req)
	if err != nil {
		return page{}, err
	}
	root, err := parse(doc)
	if err != nil {
		return page{}, err
	}
	return page{source: v.source(r, doc), root: root}, nil
}

// own gets a family's own document. It is one if it has all of the paths given,
// and is foreign otherwise.
func (v *Visit) own(p page, err error, has ...string) (page, error) {
	if err != nil {
		return p, err
	}
	for _, path := range has {
		if !p.get(path).Exists() {
			return p, &fault{outcome: landfall.OutcomeForeign, class: landfall.ClassTheirs, reason: "no_instance_document", status: 200}
		}
	}
	v.read[kindOwn] = true
	return p, nil
}

func (p page) get(path string) strictjson.Value { return p.root.Get(strings.Split(path, ".")...) }

// in returns the page of the object at path.
func (p page) in(path string) page {
	p.root, p.prefix = p.get(path), p.prefix+path+"."
	return p
}

func (p page) said(path string) string {
	text, _ := p.get(path).Text()
	return text
}

// runs states the version of what runs here, where nodeinfo has none.
func (p page) runs(name, path string) {
	version := cleanVersion(p.said(path))
	switch known := p.v.Facts.Software; {
	case known.IsZero():
		p.state(landfall.FieldSoftware, p.prefix+path, func(f *landfall.Facts) { f.Software = landfall.Software{Name: name, Version: version} })
	case known.Version == "" && version != "":
		p.state(landfall.FieldSoftware, p.prefix+path, func(f *landfall.Facts) { f.Software.Version = version })
	}
}

func (p page) name(path string) {
	p.text(landfall.FieldName, p.prefix+path, oneLine(p.said(path), maxName))
}

func (p page) description(path string) {
	if text, ok := p.get(path).Text(); ok {
		p.text(landfall.FieldDescription, p.prefix+path, plainText(text, maxDescription))
	}
}

func (p page) extended(path string) {
	if text, ok := p.get(path).Text(); ok {
		p.text(landfall.FieldExtended, p.prefix+path, plainText(text, maxExtended))
	}
}

// people states a count of people, p.posts one of posts.
func (p page) people(field landfall.Field, path string) {
	p.count(field, p.prefix+path, people(p.get(path)))
}

func (p page) posts(path string) {
	n := posts(p.get(path))
	if text, ok := p.get(path).Text(); ok && p.v.family().numerals {
		n = numeralCount(text)
	}
	p.count(landfall.FieldPosts, p.prefix+path, n)
}

// speaks states languages: a list of tags.
func (p page) speaks(path string) { p.languages(p.prefix+path, p.get(path)) }

// ruled states rules: a list.
func (p page) ruled(path string) { p.rules(p.prefix+path, p.get(path)) }

// ruledBy states rules that are written as running text.
func (p page) ruledBy(path string) {
	if text, ok := p.get(path).Text(); ok && text != "" {
		p.state(landfall.FieldRules, p.prefix+path, func(f *landfall.Facts) { f.Rules = rulesOf(text) })
	}
}

// link states a URL, absolute or from the root of its host: https, and in a form
// that could be followed. One with an at sign in it leads to a person, and is not
// taken; but for the "@1x" of pictures that Mastodon has in several sizes.
func (p page) link(field landfall.Field, path string) {
	base, err := url.Parse(p.url)
	if err != nil {
		return
	}
	if u, ok := linked(base, p.said(path)); ok {
		p.state(field, p.prefix+path, func(f *landfall.Facts) { *linkField(f, field) = u.String() })
	}
}

// linked resolves a link of a document at base, if it is one that may be stated.
func linked(base *url.URL, text string) (u *url.URL, ok bool) {
	if len(text) > maxLink || strings.Contains(scale.ReplaceAllString(text, "/"), "@") || !strings.HasPrefix(text, "/") && !strings.HasPrefix(text, "https://") {
		return nil, false
	}
	u, err := netguard.ResolveURL(base, text)
	return u, err == nil && u.Scheme == "https"
}

// scale is the part of a picture's path that says for which screens it is.
var scale = regexp.MustCompile(`/@[1-9]x/`)

// maxLink bounds a link, in bytes.
const maxLink = 500

func linkField(f *landfall.Facts, field landfall.Field) *string {
	switch field {
	case landfall.FieldTerms:
		return &f.Terms
	case landfall.FieldPrivacy:
		return &f.Privacy
	case landfall.FieldStatusPage:
		return &f.StatusPage
	case landfall.FieldIcon:
		return &f.Icon
	default:
		return &f.Thumbnail
	}
}

// contact states whether anything stands at one of the paths, whose values are not
// looked at otherwise. Nothing is stated if the document has none of them.
func (p page) contact(paths ...string) {
	stated := ""
	for _, path := range paths {
		v := p.get(path)
		if !v.Exists() {
			continue
		}
		if stated = path; present(v) {
			p.state(landfall.FieldContact, p.prefix+path, func(f *landfall.Facts) { f.Contact = true })
			return
		}
	}
	if stated != "" {
		p.state(landfall.FieldContact, p.prefix+stated, func(f *landfall.Facts) { f.Contact = false })
	}
}

// present reports whether a value is more than an empty text, list or object.
func present(v strictjson.Value) bool {
	if text, ok := v.Text(); ok {
		return strings.TrimSpace(text) != ""
	}
	if list, ok := v.Array(); ok {
		return len(list) > 0
	}
	if members, ok := v.Object(); ok {
		return len(members) > 0
	}
	return false
}

// offers states whether the software does something: a yes or no.
func (p page) offers(field landfall.Field, path string) {
	if yes, ok := p.get(path).Bool(); ok {
		p.does(field, path, yes)
	}
}

func (p page) does(field landfall.Field, path string, yes bool) {
	p.state(field, p.prefix+path, func(f *landfall.Facts) {
		switch field {
		case landfall.FieldQuotes:
			f.Quotes = yes
		case landfall.FieldSearch:
			f.Search = yes
		default:
			f.Translation = yes
		}
	})
}

// characters states how long a post may be.
func (p page) characters(path string) {
	if n, overflow, ok := p.get(path).Int(); ok && !overflow && n > 0 {
		p.state(landfall.FieldCharacters, p.prefix+path, func(f *landfall.Facts) { f.MaxCharacters = n })
	}
}

// country states where the instance says it is.
func (p page) country(path string) {
	const most = 60
	if text := oneLine(p.said(path), most); text != "" {
		p.state(landfall.FieldCountry, p.prefix+path, func(f *landfall.Facts) { f.Country = text })
	}
}

// wait states how long applications wait, in units; more than a year is no answer.
func (p page) wait(path string, unit time.Duration) {
	const most = 366 * 24 * time.Hour
	if n, overflow, ok := p.get(path).Int(); ok && !overflow && n > 0 && n <= int64(most/unit) {
		p.state(landfall.FieldWait, p.prefix+path, func(f *landfall.Facts) { f.ApprovalWait = time.Duration(n) * unit })
	}
}

// message and minAge belong to the sign-up fact.
func (p page) message(path string) {
	if text := plainText(p.said(path), maxRule); text != "" {
		p.v.signup.message = text
	}
}

func (p page) minAge(path string) {
	if age, _, ok := p.get(path).Int(); ok && age > 0 && age <= 120 {
		p.v.signup.minAge = int(age)
	}
}

// joins decides the sign-up mode by the document itself. It wins over every other.
func (p page) joins(mode landfall.SignupMode, path, basis string) {
	p.v.signup.own = &decision{signup: landfall.Signup{Mode: mode, Basis: basis}, url: p.url, path: p.prefix + path}
}

// admits decides it by yes or no alone, if the document says either.
func (p page) admits(path string, yes landfall.SignupMode) {
	switch f := readFlag(p.get(path)); {
	case f.yes():
		p.joins(yes, path, p.prefix+path+"=true")
	case f.known:
		p.joins(landfall.SignupClosed, path, p.prefix+path+"=false")
	}
}
