package tongue

import (
	"context"
	"slices"
	"strings"

	"github.com/go-playground/locales"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/message"
)

// Tongue is a language that pages are in. There is one value of each; nobody changes it.
type Tongue struct {
	Tag language.Tag
	// Code is its BCP 47 code as pages state it, such as "pt-BR".
	Code string
	// Prefix is what its addresses begin with, such as "/pt-br"; "" for English.
	Prefix string
	// Name is its name in itself.
	Name string
	// RightToLeft is set where its script runs so.
	RightToLeft bool

	days    locales.Translator
	numbers *message.Printer
	// plainDigits is set where numbers below ungrouped are written in the digits of ASCII;
	// from there on, they have a mark for thousands (CLDR's minimumGroupingDigits).
	plainDigits bool
	ungrouped   int64
	// texts are the translations of texts that count nothing, by their English.
	texts     map[string]string
	languages display.Namer
	countries display.Namer
	localizer *i18n.Localizer // nil for English
	pseudo    bool
}

// Direction is the value of the dir attribute.
func (t *Tongue) Direction() string {
	if t.RightToLeft {
		return "rtl"
	}
	return "ltr"
}

// All returns the languages in which pages are published, English first.
func All() []*Tongue { return all() }

// English is the language that all others are translated from.
func English() *Tongue { return all()[0] }

// Find returns the published language of a code, in any case; nil if there is none.
func Find(code string) *Tongue {
	i := slices.IndexFunc(all(), func(t *Tongue) bool { return strings.EqualFold(t.Code, code) })
	if i < 0 {
		return nil
	}
	return all()[i]
}

// Offer returns the published language that suits an Accept-Language header best, and nil
// if none does or the header does not help.
func Offer(header string) *Tongue {
	wanted, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(wanted) == 0 {
		return nil
	}
	_, i, sure := matcher().Match(wanted...)
	if sure < language.High {
		return nil
	}
	return all()[i]
}

type key struct{}

// With returns a context in which words are said in a language.
func With(ctx context.Context, t *Tongue) context.Context { return context.WithValue(ctx, key{}, t) }

// From returns the language of a context, English if it has none.
func From(ctx context.Context) *Tongue {
	if t, ok := ctx.Value(key{}).(*Tongue); ok {
		return t
	}
	return English()
}

// Path returns the address of a page of ours in the language of the context. Addresses
// that are not pages (files, feeds, the API, fragments) stay as they are.
func Path(ctx context.Context, path string) string {
	prefix := From(ctx).Prefix
	if prefix == "" || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.HasPrefix(path, "/api/") {
		return path
	}
	if path == "/" {
		return prefix + "/"
	}
	return prefix + path
}
