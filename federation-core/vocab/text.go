package vocab

import "strings"

// text is a natural-language value: the member itself or, failing that, the first text
// of its map of languages (nameMap, contentMap, summaryMap).
func (d *Document) text(name string) string {
	if s := d.String(name); s != "" {
		return s
	}
	if m := d.value.member(name + "Map"); m != nil {
		for i := range m.members {
			if v := &m.members[i].value; v.kind == kindString && v.text != "" {
				return v.text
			}
		}
	}
	return ""
}

// languages are the texts of a map of languages by their tags, each cut to so many bytes.
func (d *Document) languages(name string, most int) map[string]string {
	m := d.value.member(name)
	if m == nil {
		return nil
	}
	var texts map[string]string
	for i := range m.members {
		tag, v := m.members[i].name, &m.members[i].value
		if v.kind != kindString || !isLanguage(tag) || len(texts) >= maxLanguages {
			continue
		}
		if texts == nil {
			texts = map[string]string{}
		}
		texts[tag] = cutBytes(v.text, most)
	}
	return texts
}

// maxLanguages bounds the translations of one text.
const maxLanguages = 20

// language is the tag of the language that a post's content is in: the one under which
// contentMap has the same text or its only one, or what "language" says (Lemmy,
// PeerTube); "" for unknown.
func (d *Document) language(content string) string {
	tag := ""
	if m := d.value.member("contentMap"); m != nil {
		for i := range m.members {
			if v := &m.members[i].value; v.kind == kindString && v.text == content || len(m.members) == 1 {
				tag = m.members[i].name
				break
			}
		}
	}
	if tag == "" {
		if l := d.Document("language"); l != nil {
			tag = l.String("identifier")
		} else {
			tag = d.String("language")
		}
	}
	if !isLanguage(tag) {
		return ""
	}
	return tag
}

// isLanguage reports whether s has the form of a language tag (BCP 47) that says something.
func isLanguage(s string) bool {
	if len(s) < 2 || len(s) > 35 || strings.EqualFold(s, "und") {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-'
	}) < 0
}
