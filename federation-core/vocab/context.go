package vocab

import (
	"cmp"
	"slices"
	"strings"
)

// Contexts of documents, known by their exact names and never fetched.
const (
	ContextActivityStreams = "https://www.w3.org/ns/activitystreams"
	ContextSecurity        = "https://w3id.org/security/v1"
)

const (
	namespace         = ContextActivityStreams + "#"
	namespaceSecurity = "https://w3id.org/security#"
	namespaceLDP      = "http://www.w3.org/ns/ldp#"
)

// prefixes are those that the contexts of ActivityStreams and security define.
var prefixes = map[string]string{"as": namespace, "ldp": namespaceLDP, "sec": namespaceSecurity}

// guarded are the terms on which ownership and audience rest, with the only names that
// an inline context may give them.
var guarded = guardedTerms()

// guardedIRI is the term that a full name belongs to.
var guardedIRI = func() map[string]string {
	terms := map[string]string{}
	for term, iris := range guarded {
		for _, iri := range iris {
			terms[iri] = term
		}
	}
	return terms
}()

func guardedTerms() map[string][]string {
	terms := map[string][]string{
		"id": {"@id"}, "type": {"@type"},
		"inbox": {namespaceLDP + "inbox", namespace + "inbox"}, "publicKey": {namespaceSecurity + "publicKey"},
		"publicKeyPem": {namespaceSecurity + "publicKeyPem"}, "owner": {namespaceSecurity + "owner"},
		"orderedItems": {namespace + "items"},   // as the context of ActivityStreams has it
		"movedToUri":   {namespace + "movedTo"}, // as Firefish has it before everything
	}
	for term := range strings.FieldsSeq(`actor object target origin attributedTo to cc bto bcc audience inReplyTo
		items outbox followers following endpoints sharedInbox movedTo alsoKnownAs
		Accept Add Announce Block Create Delete Flag Follow Like Move Reject Remove Undo Update
		Application Group Organization Person Service Article Note Question Tombstone`) {
		terms[term] = []string{namespace + term}
	}
	return terms
}

// contextKeywords may stand in an inline context; none of them changes a term that the
// context of ActivityStreams defines.
var contextKeywords = []string{"@base", "@direction", "@language", "@protected", "@version", "@vocab"}

// definitionKeywords may stand in the definition of one term.
var definitionKeywords = []string{
	"@id", "@type", "@container", "@context", "@direction", "@index", "@language", "@prefix", "@protected",
}

// restructure are the keywords that no definition may name.
var restructure = []string{"@graph", "@reverse", "@included", "@nest", "@import", "@propagate"}

// checkContext refuses a context whose inline definitions give a guarded term another
// meaning, or another term a guarded meaning. Contexts by URL are what they are called.
func checkContext(context *value) (err error) {
	terms := map[string]string{}
	context.each(func(part *value) bool {
		for i := range part.members {
			if target := definitionTarget(&part.members[i].value); target != nil {
				terms[part.members[i].name] = target.text
			}
		}
		return true
	})
	context.each(func(part *value) bool {
		if part.kind == kindArray {
			err = refuse("jsonld_context", "array in an array")
			return false
		}
		for i := range part.members {
			if err = checkDefinition(&part.members[i], terms); err != nil {
				return false
			}
		}
		return true
	})
	return err
}

// definitionTarget is what a definition says that its term stands for, nil for nothing.
func definitionTarget(definition *value) *value {
	if definition.kind == kindObject {
		return definition.member("@id")
	}
	return definition
}

func checkDefinition(m *member, terms map[string]string) error {
	if strings.HasPrefix(m.name, "@") {
		if !slices.Contains(contextKeywords, m.name) {
			return refuse("jsonld_context", m.name)
		}
		return nil
	}
	if m.value.kind == kindObject {
		if err := checkDefinitionObject(&m.value); err != nil {
			return err
		}
	}
	iri := expand(m.name, terms)
	if target := definitionTarget(&m.value); target != nil {
		iri = expand(target.text, terms)
	}
	switch own, isGuarded := guarded[m.name]; {
	case isGuarded && !slices.Contains(own, iri),
		!isGuarded && (strings.HasPrefix(iri, "@") || guardedIRI[iri] != ""),
		m.name == "as" && iri != namespace,
		m.name != "as" && !isGuarded && beginsGuarded(iri):
		return refuse("jsonld_alias", m.name)
	}
	return nil
}

// beginsGuarded reports whether an IRI is the beginning of a guarded one: as a prefix it
// would make another name for it, in this context or in one within it.
func beginsGuarded(iri string) bool {
	if strings.HasPrefix(namespace, iri) {
		return iri != ""
	}
	local, ok := strings.CutPrefix(iri, namespace)
	if !ok {
		return false
	}
	for term := range guarded {
		if strings.HasPrefix(term, local) {
			return true
		}
	}
	return false
}

// checkDefinitionObject refuses definitions by which a term would restructure the
// document, and judges a context that holds only within the term by the same rules.
func checkDefinitionObject(definition *value) error {
	for i := range definition.members {
		part := &definition.members[i]
		if !slices.Contains(definitionKeywords, part.name) {
			return refuse("jsonld_context", part.name)
		}
		if part.name == "@context" {
			if err := checkContext(&part.value); err != nil {
				return err
			}
		}
		var bad string
		part.value.each(func(v *value) bool {
			if slices.Contains(restructure, v.text) {
				bad = v.text
			}
			return bad == ""
		})
		if bad != "" {
			return refuse("jsonld_context", bad)
		}
	}
	return nil
}

// Bounds on what a compact name may become. Nobody's are near them.
const (
	maxExpansions = 4
	maxExpanded   = 256
)

// expand makes a compact name ("as:object") a full one, by the prefixes of an inline
// context and the usual ones. What has no known prefix stays as it is; what is beyond
// the bounds, such as a circle, becomes "@", which no term may stand for.
func expand(name string, terms map[string]string) string {
	for range maxExpansions {
		prefix, local, compact := strings.Cut(name, ":")
		if !compact || strings.HasPrefix(local, "//") {
			return name
		}
		iri := cmp.Or(terms[prefix], prefixes[prefix])
		switch {
		case iri == "":
			return name
		case len(iri)+len(local) > maxExpanded:
			return "@"
		}
		name = iri + local
	}
	return "@"
}
