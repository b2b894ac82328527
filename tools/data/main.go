// Command data packs what npm brought into node_modules into the files that Landfall embeds:
// the tables of towns, the registry of networks and the outlines of countries. It does nothing
// to files that are newer than the lock file, unless it is told to with -force.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"landfall/directory/place/network"
	"landfall/directory/place/towns"
	"landfall/directory/place/world"
)

func main() {
	root := flag.String("root", "../..", "the project's folder")
	force := flag.Bool("force", false, "pack anew even what is up to date")
	flag.Parse()
	if err := run(*root, *force); err != nil {
		fmt.Fprintln(os.Stderr, "data:", err)
		os.Exit(1)
	}
}

// product is a file that is packed.
type product struct {
	path string
	pack func(w io.Writer, modules string) error
}

func run(root string, force bool) error {
	modules := filepath.Join(root, "node_modules")
	for _, p := range []product{
		{filepath.Join(root, "directory", "place", "towns", "dist", towns.File), packTowns},
		{filepath.Join(root, "directory", "place", "towns", "dist", towns.PointsFile), packPoints},
		{filepath.Join(root, "directory", "place", "network", "dist", network.File), packNetworks},
		{filepath.Join(root, "directory", "place", "world", "dist", world.File), packWorld},
		{filepath.Join(root, "directory", "place", "world", "dist", world.PortraitsFile), packPortraits},
	} {
		if !force && newer(p.path, filepath.Join(modules, ".package-lock.json")) {
			continue
		}
		var out bytes.Buffer
		if err := p.pack(&out, modules); err != nil {
			return err
		}
		if err := os.WriteFile(p.path, out.Bytes(), 0o644); err != nil {
			return err
		}
		fmt.Printf("%s: %d KiB\n", p.path, out.Len()>>10)
	}
	return nil
}

func newer(path, than string) bool {
	made, err := os.Stat(path)
	if err != nil {
		return false
	}
	lock, err := os.Stat(than)
	return err == nil && made.ModTime().After(lock.ModTime())
}
