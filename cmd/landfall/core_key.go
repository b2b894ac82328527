package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"landfall"
	"landfall/federation-core/keyring"
)

// masterFile is where the master key is kept, in the data folder: apart from the database, so
// that a copy of that alone signs nothing.
const masterFile = "core.key"

// master returns the key that the core's private keys are encrypted with. It is made the
// first time.
func (e *env) master(set string) (keyring.Master, error) {
	if set != "" {
		m, err := keyring.ParseMaster(set)
		if err != nil {
			return m, fmt.Errorf("master key: %w: %w", landfall.ErrInvalid, err)
		}
		return m, nil
	}
	if err := e.makeData(); err != nil {
		return keyring.Master{}, err
	}
	path := filepath.Join(e.Data, masterFile)
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return newMaster(path)
	}
	if err != nil {
		return keyring.Master{}, fmt.Errorf("master key: %w", err)
	}
	m, err := keyring.ParseMaster(string(text))
	if err != nil {
		return m, fmt.Errorf("master key in %s: %w: %w", path, landfall.ErrInvalid, err)
	}
	return m, nil
}

// newMaster makes a key and its file, which nobody else may read. Where two programs do so at
// the same time, the first one's counts.
func newMaster(path string) (keyring.Master, error) {
	m := keyring.NewMaster()
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		text, err := os.ReadFile(path)
		if err != nil {
			return m, fmt.Errorf("master key: %w", err)
		}
		return keyring.ParseMaster(string(text))
	}
	if err != nil {
		return m, fmt.Errorf("master key: %w", err)
	}
	defer file.Close()
	if _, err := file.WriteString(m.Export() + "\n"); err != nil {
		return m, fmt.Errorf("master key: %w", err)
	}
	if err := errors.Join(file.Sync(), file.Close()); err != nil {
		return m, fmt.Errorf("master key: %w", err)
	}
	return m, nil
}
