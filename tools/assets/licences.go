package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// modules is the folder of npm, as the paths of a bundle's inputs begin.
const modules = "node_modules/"

// licences returns the licence of every package whose files are in the bundles.
func licences(root, metafile string) ([]byte, error) {
	var meta struct {
		Inputs map[string]json.RawMessage `json:"inputs"`
	}
	if err := json.Unmarshal([]byte(metafile), &meta); err != nil {
		return nil, fmt.Errorf("metafile of the bundles: %w", err)
	}
	packages := map[string]bool{}
	for input := range meta.Inputs {
		if name, ok := packageOf(input); ok {
			packages[name] = true
		}
	}
	var out bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(packages)) {
		if err := licence(&out, filepath.Join(root, filepath.FromSlash(modules+name))); err != nil {
			return nil, fmt.Errorf("licence of %s: %w", name, err)
		}
	}
	return out.Bytes(), nil
}

// packageOf names the package that an input is of: two parts if it has a scope.
func packageOf(input string) (string, bool) {
	rest, ok := strings.CutPrefix(input, modules)
	if !ok {
		return "", false
	}
	parts := strings.Split(rest, "/")
	if strings.HasPrefix(rest, "@") && len(parts) > 1 {
		return parts[0] + "/" + parts[1], true
	}
	return parts[0], true
}

// licence writes the name, the version and the licence of the package in a folder: its text
// if it comes with one, its name otherwise.
func licence(out *bytes.Buffer, folder string) error {
	file, err := os.ReadFile(filepath.Join(folder, "package.json"))
	if err != nil {
		return err
	}
	var about struct {
		Name    string `json:"name"`
		Version string `json:"version"`
		License string `json:"license"`
	}
	if err := json.Unmarshal(file, &about); err != nil {
		return err
	}
	fmt.Fprintf(out, "%s %s (%s)\n\n", about.Name, about.Version, about.License)
	texts, err := filepath.Glob(filepath.Join(folder, "[Ll][Ii][Cc][Ee][Nn][CcSs][Ee]*"))
	if err != nil {
		return err
	}
	for _, text := range texts {
		body, err := os.ReadFile(text)
		if err != nil {
			return err
		}
		out.Write(bytes.TrimSpace(body))
		out.WriteString("\n\n")
	}
	if len(texts) == 0 && about.License == "" {
		return fmt.Errorf("none is stated")
	}
	return nil
}
