package inbox_test

import (
	"maps"
	"net/http"
	"testing"

	"landfall/federation-core/vocab"
)

// CVE-2026-42462, CVE-2026-46349, CVE-2026-48028, CVE-2022-24307 (row 6, A7): what means one
// thing to JSON and another to JSON-LD is refused whole, no context is asked for, and whose
// signature is inside a document counts for nothing.
func TestDocumentsWithTwoMeanings(t *testing.T) {
	s := newStage(t)
	with := func(change object) func() *http.Request {
		a := s.mallory.activity("Follow", "two meanings", s.alice.ID)
		maps.Copy(a, change)
		return signed(s.mallory, a)
	}
	const no = http.StatusBadRequest
	context := func(inline any) object {
		return object{"@context": []any{vocab.ContextActivityStreams, inline}}
	}
	deletion := object{"type": "Delete", "actor": s.carol.id, "object": s.notes[0]}
	var attacks []attack
	for name, change := range map[string]object{
		"graph":                      {"@graph": []any{deletion}},
		"included":                   {"@included": []any{deletion}},
		"reverse":                    {"@reverse": object{"object": deletion}},
		"nest":                       {"@nest": deletion},
		"id":                         {"@id": s.carol.id},
		"type":                       {"@type": "Delete"},
		"deeper graph":               {"object": object{"id": s.alice.ID, "tag": []any{object{"@graph": deletion}}}},
		"prefix of an actor":         {"as:actor": s.carol.id},
		"full name of an actor":      {"https://www.w3.org/ns/activitystreams#actor": s.carol.id},
		"renamed actor":              context(object{"actor": "as:object"}),
		"renamed object":             context(object{"object": object{"@id": "https://evil.example/ns#object"}}),
		"another word for the actor": context(object{"doer": "as:actor"}),
		"another word for the id":    context(object{"uri": "@id"}),
	} {
		attacks = append(attacks, attack{name, no, 0, with(change)})
	}
	s.repel(attacks)
}

// A context that nobody knows is never asked for, and a signature inside a document makes it
// nobody else's.
func TestNothingInsideADocumentIsAskedFor(t *testing.T) {
	s := newStage(t)
	evil := s.mallory.origin
	inner := s.carol.activity("Follow", "relayed", s.alice.ID)
	inner["signature"] = object{"type": "RsaSignature2017", "creator": s.carol.keyID, "signatureValue": "eA==", "created": s.now}
	proof := s.carol.activity("Follow", "proved", s.alice.ID)
	proof["proof"] = object{"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "verificationMethod": s.carol.keyID, "proofValue": "z1"}
	context := s.mallory.activity("Frobnicate", "context", s.alice.ID)
	context["@context"] = []any{vocab.ContextActivityStreams, evil + "/context", "https://127.0.0.1:1/context", "http://169.254.169.254/latest"}
	s.repel([]attack{
		{"a signature of the actor inside", http.StatusUnauthorized, 0, signed(s.mallory, inner)},
		{"a proof of the actor inside", http.StatusUnauthorized, 0, signed(s.mallory, proof)},
		{"contexts elsewhere", http.StatusAccepted, 0, signed(s.mallory, context)},
	})
}
