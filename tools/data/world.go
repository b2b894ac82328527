package main

import (
	"io"
	"os"
	"path/filepath"

	"landfall/directory/place/world"
)

// packWorld packs the outlines of countries of Natural Earth.
func packWorld(w io.Writer, modules string) error {
	countries, err := os.Open(filepath.Join(modules, "world-atlas", "countries-110m.json"))
	if err != nil {
		return err
	}
	defer countries.Close()
	return world.Pack(w, countries)
}
