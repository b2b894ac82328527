// Package schematest judges what the core publishes by JSON schemas: our own statements of what
// specifications and other servers ask for, stricter than either where we can be. It is for
// tests.
package schematest

import (
	"bytes"
	"embed"
	"fmt"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

//go:embed schemas
var schemas embed.FS

// Valid reports what is wrong with a document, by the name of a schema; nil if nothing is.
func Valid(name string, body []byte) error {
	text, err := schemas.ReadFile("schemas/" + name + ".json")
	if err != nil {
		return err
	}
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return fmt.Errorf("schema %s: %w", name, err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(name, parsed); err != nil {
		return fmt.Errorf("schema %s: %w", name, err)
	}
	schema, err := compiler.Compile(name)
	if err != nil {
		return fmt.Errorf("schema %s: %w", name, err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("no JSON: %w", err)
	}
	return schema.Validate(document)
}

// Check fails a test whose document is not valid.
func Check(t testing.TB, name string, body []byte) {
	t.Helper()
	if err := Valid(name, body); err != nil {
		t.Errorf("%v\n%s", err, body)
	}
}
