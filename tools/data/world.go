package main

import (
	"io"
	"os"
	"path/filepath"

	"landfall/directory/place/world"
)

// packWorld packs the outlines of countries of Natural Earth.
func packWorld(w io.Writer, modules string) error {
	return withCountries(modules, "countries-110m.json", func(countries io.Reader) error { return world.Pack(w, countries) })
}

// packPortraits packs the same, finer, each country by itself.
func packPortraits(w io.Writer, modules string) error {
	return withCountries(modules, "countries-50m.json", func(countries io.Reader) error { return world.PackPortraits(w, countries) })
}

// withCountries reads a file of Natural Earth.
func withCountries(modules, name string, read func(countries io.Reader) error) error {
	countries, err := os.Open(filepath.Join(modules, "world-atlas", name))
	if err != nil {
		return err
	}
	defer countries.Close()
	return read(countries)
}
