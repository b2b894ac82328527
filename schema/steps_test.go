package schema_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"landfall/schema"
)

// journal is a database that remembers what was done to it, and fails at one call.
type journal struct {
	version int
	done    []string
	calls   int
	failAt  int
}

var errFault = errors.New("fault")

func (j *journal) call(what string) error {
	if j.calls++; j.calls == j.failAt {
		return errFault
	}
	j.done = append(j.done, what)
	return nil
}

func (j *journal) Version(context.Context) (int, error)           { return j.version, nil }
func (j *journal) Exec(_ context.Context, statement string) error { return j.call(statement) }
func (j *journal) Record(_ context.Context, version int, name string) error {
	if err := j.call("record " + name); err != nil {
		return err
	}
	j.version = version
	return nil
}

func steps() schema.Set {
	return schema.Set{Name: "steps", Migrations: []schema.Migration{
		{Name: "0001_a.sql", Statements: []string{"a1", "a2"}},
		{Name: "0002_b.sql", Statements: []string{"b1"}},
	}}
}

// TestMigrateStepsBeginsABrokenMigrationAnew breaks off at every call in turn.
func TestMigrateStepsBeginsABrokenMigrationAnew(t *testing.T) {
	all := []string{"a1", "a2", "record 0001_a.sql", "b1", "record 0002_b.sql"}
	begins := []int{0, 0, 0, 3, 3}
	for i := range all {
		j := &journal{failAt: i + 1}
		if _, err := schema.MigrateSteps(t.Context(), j, steps()); !errors.Is(err, errFault) {
			t.Fatalf("MigrateSteps with a fault at call %d = %v", i+1, err)
		}
		if !slices.Equal(j.done, all[:i]) {
			t.Errorf("before the fault at call %d: %q; want %q", i+1, j.done, all[:i])
		}
		j.done, j.failAt = nil, 0
		if _, err := schema.MigrateSteps(t.Context(), j, steps()); err != nil {
			t.Fatal(err)
		}
		if want := all[begins[i]:]; !slices.Equal(j.done, want) || j.version != 2 {
			t.Errorf("after the fault at call %d: %q, version %d; want %q", i+1, j.done, j.version, want)
		}
	}
}

func TestMigrateStepsRefusesANewerDatabase(t *testing.T) {
	j := &journal{version: 3}
	_, err := schema.MigrateSteps(t.Context(), j, steps())
	newer, ok := errors.AsType[*schema.NewerError](err)
	if !ok || newer.Database != 3 || newer.Program != 2 || len(j.done) > 0 {
		t.Errorf("MigrateSteps = %v after %q; want a NewerError at once", err, j.done)
	}
}
