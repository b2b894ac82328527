package main

import (
	"context"
	"fmt"

	"landfall"
	"landfall/internal/sqlstore"
)

// eachHost does something about each of the named hosts, and prints what do says of
// it. Where that is not what was asked for, ok is false, and in the end the exit code 1.
func (e *env) eachHost(ctx context.Context, names []string, do func(*sqlstore.Store, landfall.Host) (said string, ok bool, err error)) error {
	hosts := make([]landfall.Host, len(names))
	for i, text := range names {
		host, err := landfall.ParseHost(text)
		if err != nil {
			return err
		}
		hosts[i] = host
	}
	store, err := e.openHosts(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	failed := false
	for _, host := range hosts {
		said, ok, err := do(store, host)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(e.stdout, "%s %s\n", host, said); err != nil {
			return fmt.Errorf("write output: %w", err)
		}
		failed = failed || !ok
	}
	if failed {
		return errQuiet
	}
	return nil
}
