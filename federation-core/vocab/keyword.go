package vocab

import "strings"

// keywords are those of JSON-LD 1.1 (section 1.7) that restructure a document or stand
// in for a member that this package reads by its plain name. "@context" has its own
// rules; "@value", "@language", "@direction", "@index" and "@none" are not read, but do
// no harm.
var keywords = map[string]bool{
	"@base": true, "@container": true, "@graph": true, "@id": true, "@import": true, "@included": true,
	"@json": true, "@list": true, "@nest": true, "@prefix": true, "@propagate": true, "@protected": true,
	"@reverse": true, "@set": true, "@type": true, "@version": true, "@vocab": true,
}

// checkTerms refuses a document that a JSON-LD processor would read as another one: by
// keywords, by the full names of ActivityPub's terms, or by what an inline context
// makes of them (CVE-2026-42462, CVE-2026-46349, CVE-2026-48028).
func checkTerms(v *value) error {
	for i := range v.members {
		m := &v.members[i]
		switch {
		case m.name == "@context":
			if err := checkContext(&m.value); err != nil {
				return err
			}
			continue
		case keywords[m.name]:
			return refuse("jsonld_keyword", m.name)
		case strings.IndexByte(m.name, ':') > 0 && guardedIRI[expand(m.name, nil)] != "":
			return refuse("jsonld_full_name", m.name)
		}
		if err := checkTerms(&m.value); err != nil {
			return err
		}
	}
	return nil
}
