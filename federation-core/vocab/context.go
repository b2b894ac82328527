package vocab

import (
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
	}
	for _, term := range strings.Fields(`actor object target origin attributedTo to cc bto bcc audience inReplyTo
		items orderedItems outbox followers following endpoints sharedInbox movedTo alsoKnownAs
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
	context.each(func(part *value) bool {
		if part.kind == kindArray {
			err = refuse("jsonld_context", "array in an array")
			return false
		}
		for i := range part.members {
			if err = checkDefinition(&part.members[i], context); err != nil {
				return false
			}
		}
		return true
	})
	return err
}

func checkDefinition(m *member, context *value) error {
	if strings.HasPrefix(m.name, "@") {
		if !slices.Contains(contextKeywords, m.name) {
			return refuse("jsonld_context", m.name)
		}
		return nil
	}
	target := &m.value
	if m.value.kind == kindObject {
		if err := checkDefinitionObject(&m.value); err != nil {
			return err
		}
		target = m.value.member("@id")
	}
	iri := expand(m.name, context)
	if target != nil {
		iri = expand(target.text, context)
	}
	own, isGuarded := guarded[m.name]
	switch {
	case isGuarded && !slices.Contains(own, iri),
		!isGuarded && (strings.HasPrefix(iri, "@") || guardedIRI[iri] != ""),
		m.name == "as" && iri != namespace,
		m.name != "as" && strings.HasSuffix(iri, "/") && strings.HasPrefix(namespace, iri),
		m.name != "as" && iri == namespace:
		return refuse("jsonld_alias", m.name)
	}
	return nil
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

// expand makes a compact name ("as:object") a full one, by the prefixes of an inline
// context and the usual ones. What it cannot expand, or not in
// a few steps, stays as it is.
func expand(name string, context *value) string {
	for range 8 {
		prefix, local, compact := strings.Cut(name, ":")
		if !compact || strings.HasPrefix(local, "//") {
			return name
		}
		iri := prefixIRI(prefix, context)
		if iri == "" {
			return name
		}
		name = iri + local
	}
	return "@" // a circle of prefixes is no name at all
}

func prefixIRI(prefix string, context *value) (iri string) {
	context.each(func(part *value) bool {
		definition := part.member(prefix)
		if definition != nil && definition.kind == kindObject {
			definition = definition.member("@id")
		}
		if definition != nil {
			iri = definition.text
		}
		return true
	})
	if iri == "" {
		return prefixes[prefix]
	}
	return iri
}
