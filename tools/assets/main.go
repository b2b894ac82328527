// Command assets bundles the scripts in web/script with what npm brought into node_modules,
// and writes them into web/dist, from where Landfall embeds them: one script for each page
// script, the style sheet of those that have one, and the licences of all that went in.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

func main() {
	root := flag.String("root", "../..", "the project's folder")
	flag.Parse()
	if err := run(*root); err != nil {
		fmt.Fprintln(os.Stderr, "assets:", err)
		os.Exit(1)
	}
}

func run(root string) error {
	root, err := filepath.Abs(root)
	if err != nil {
		return err
	}
	scripts, err := filepath.Glob(filepath.Join(root, "web", "script", "*.js"))
	if err != nil {
		return err
	}
	result := api.Build(api.BuildOptions{
		AbsWorkingDir:     root,
		EntryPoints:       scripts,
		Outdir:            filepath.Join(root, "web", "dist"),
		Bundle:            true,
		Format:            api.FormatESModule,
		Target:            api.ES2022,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		LegalComments:     api.LegalCommentsNone, // they are in licences.txt, whole
		Metafile:          true,
		LogLevel:          api.LogLevelWarning,
	})
	if len(result.Errors) > 0 {
		return fmt.Errorf("%d faults in the scripts", len(result.Errors))
	}
	licences, err := licences(root, result.Metafile)
	if err != nil {
		return err
	}
	files := append(result.OutputFiles, api.OutputFile{Path: filepath.Join(root, "web", "dist", "licences.txt"), Contents: licences})
	for _, f := range files {
		if err := os.WriteFile(f.Path, f.Contents, 0o644); err != nil {
			return err
		}
		fmt.Printf("%s: %d KiB\n", filepath.Base(f.Path), len(f.Contents)>>10)
	}
	return nil
}
