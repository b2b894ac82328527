package which

import (
	"net/url"
	"slices"
	"strings"

	"landfall"
)

// Form is how a text names a server.
type Form string

// The forms.
const (
	Handle  Form = "handle"  // @somebody@host, or acct: and the like
	Address Form = "address" // somebody@host: a handle, or an address of mail
	Page    Form = "page"    // the address of a page
	Name    Form = "name"    // the host itself
)

// Mention is a host that a text names.
type Mention struct {
	Host landfall.Host
	Form Form
	// Words is how it was written, without the name of a person and what follows a host
	// in an address.
	Words string
}

// maxText is how much of a text is read, in bytes: more than the head of a mail.
const maxText = 4 << 10

// Read returns the hosts that a text names, each once, in the order of their forms: who
// has a handle need not guess from a subject. People's names are dropped at once.
func Read(text string) []Mention {
	if len(text) > maxText {
		text = strings.ToValidUTF8(text[:maxText], "")
	}
	var all []Mention
	for _, word := range strings.FieldsFunc(text, separates) {
		if m, ok := Word(word); ok {
			all = append(all, m)
		}
	}
	order := []Form{Handle, Page, Address, Name}
	slices.SortStableFunc(all, func(a, b Mention) int { return slices.Index(order, a.Form) - slices.Index(order, b.Form) })
	var once []Mention
	for _, m := range all {
		if !slices.ContainsFunc(once, func(o Mention) bool { return o.Host == m.Host }) {
			once = append(once, m)
		}
	}
	return once
}

// separates reports whether words end at r. No host, address or handle holds one of these.
func separates(r rune) bool {
	return r <= ' ' || strings.ContainsRune("<>()[]{}\"“”„«»「」『』,;|*\u00a0\u3000、。！？", r)
}

// Word reads one word that may be a host, a handle or the address of a page; ok is false
// if it is none.
func Word(word string) (m Mention, ok bool) {
	word = strings.TrimLeft(word, ".,;:?'‘’\"“”„«»()[]<>")
	word = strings.TrimRight(word, ".,;:!?'‘’\"“”„«»()[]<>")
	switch {
	case strings.Contains(word, "://"):
		m.Form, m.Words = Page, hostOf(word)
	case strings.Contains(word, "@"):
		m.Form, m.Words = account(word)
	default:
		bare, rest, path := strings.Cut(word, "/")
		if path && rest != "" {
			m.Form = Page
		} else {
			m.Form = Name
		}
		m.Words = strings.TrimSuffix(bare, ":443")
	}
	host, err := landfall.ParseHost(strings.TrimSuffix(m.Words, "."))
	m.Host = host
	return m, err == nil
}

// hostOf returns the host of an address of the web, "" if it has none.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || strings.Contains(u.Host, "@") {
		return ""
	}
	return u.Hostname()
}

// account reads somebody@host in its many spellings. Of "host/@somebody" the host is
// before the person.
func account(word string) (Form, string) {
	for _, scheme := range []string{"acct:", "mailto:", "web+ap:", "web+acct:"} {
		word = strings.TrimPrefix(word, scheme)
	}
	if before, _, page := strings.Cut(word, "/"); page {
		if !strings.Contains(before, "@") {
			return Page, before
		}
		word = before
	}
	at := strings.LastIndexByte(word, '@')
	person, host := word[:at], word[at+1:]
	if strings.HasPrefix(person, "@") || strings.HasPrefix(person, "!") {
		return Handle, host
	}
	if person == "" {
		return Name, host
	}
	return Address, host
}
