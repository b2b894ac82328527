package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/alecthomas/kong"
	"gopkg.in/yaml.v3"

	"landfall"
)

// settings resolves flags that the command line leaves open: from the
// environment, else from the YAML file, else kong's default stands. It reads the
// file once, and refuses a file with a key that no flag has.
type settings struct {
	cli    *cli
	loaded bool
	file   map[string]any
}

// Validate implements kong.Resolver; load checks the file when it is read.
func (s *settings) Validate(*kong.Application) error { return nil }

// Resolve implements kong.Resolver.
func (s *settings) Resolve(ctx *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, name := range flag.Envs {
		if value, ok := os.LookupEnv(name); ok {
			return value, nil
		}
	}
	if flag.Name == "config" || len(flag.Envs) == 0 {
		return nil, nil //nolint:nilnil // kong's way to say "not resolved"
	}
	if err := s.load(ctx); err != nil {
		return nil, err
	}
	value, ok := s.file[settingName(flag)]
	if !ok {
		return nil, nil //nolint:nilnil // kong's way to say "not resolved"
	}
	return settingText(value), nil
}

func settingName(flag *kong.Flag) string { return strings.ReplaceAll(flag.Name, "-", "_") }

// settingText writes a YAML scalar or list the way a flag would be typed.
func settingText(value any) string {
	if list, ok := value.([]any); ok {
		parts := make([]string, len(list))
		for i, v := range list {
			parts[i] = fmt.Sprint(v)
		}
		return strings.Join(parts, ",")
	}
	return fmt.Sprint(value)
}

func (s *settings) load(ctx *kong.Context) error {
	if s.loaded {
		return nil
	}
	s.loaded = true
	path := s.path(ctx)
	if path == "" {
		return nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("config file: %w", err)
	}
	s.file, err = parseSettings(data, settingFlags(ctx.Model))
	if err != nil {
		return fmt.Errorf("config file %s: %w", path, err)
	}
	return nil
}

// path finds the file's name before kong has filled in the flag itself.
func (s *settings) path(ctx *kong.Context) string {
	for _, flag := range ctx.Flags() {
		if flag.Name == "config" {
			if path, ok := ctx.FlagValue(flag).(string); ok && path != "" {
				return path
			}
		}
	}
	return os.Getenv("LANDFALL_CONFIG")
}

// parseSettings reads a flat YAML mapping of known names. An empty file is fine.
func parseSettings(data []byte, known []*kong.Flag) (map[string]any, error) {
	var file map[string]any
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	if err := decoder.Decode(&file); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: %s", landfall.ErrInvalid, firstLine(err.Error()))
	}
	for name, value := range file {
		if !slices.ContainsFunc(known, func(f *kong.Flag) bool { return settingName(f) == name }) {
			return nil, fmt.Errorf("%w: no such setting %q", landfall.ErrInvalid, name)
		}
		if _, nested := value.(map[string]any); nested {
			return nil, fmt.Errorf("%w: setting %q takes one value", landfall.ErrInvalid, name)
		}
	}
	return file, nil
}

func firstLine(text string) string {
	text = strings.ReplaceAll(strings.TrimSpace(text), "\n", " ")
	return strings.Join(strings.Fields(text), " ")
}

// settingFlags lists every flag that a file may set, one of each name.
func settingFlags(app *kong.Application) []*kong.Flag {
	var flags []*kong.Flag
	seen := map[string]bool{"config": true}
	var walk func(*kong.Node)
	walk = func(node *kong.Node) {
		for _, flag := range node.Flags {
			if len(flag.Envs) > 0 && !seen[settingName(flag)] {
				seen[settingName(flag)] = true
				flags = append(flags, flag)
			}
		}
		for _, child := range node.Children {
			walk(child)
		}
	}
	walk(app.Node)
	return flags
}

// configCmd prints the settings in force.
type configCmd struct {
	Check bool `help:"Only check the settings, and the curator file if one is set; say nothing if they are fine."`
}

// Run prints every setting with its value and where that comes from.
func (c *configCmd) Run(e *env, ctx *kong.Context) error {
	if _, err := e.guard(); err != nil {
		return err
	}
	known := &settings{cli: e.cli}
	if err := known.load(ctx); err != nil {
		return err
	}
	if _, err := e.newCurator(); err != nil || c.Check {
		return err
	}
	out := tabwriter.NewWriter(e.stdout, 0, 0, 2, ' ', 0)
	for _, flag := range settingFlags(ctx.Model) {
		value, source := known.inForce(flag)
		value = withoutSecret(settingName(flag), value)
		fmt.Fprintf(out, "%s\t%s\t# %s\n", settingName(flag)+":", value, source)
	}
	return out.Flush()
}

// withoutSecret hides a token, and the password of a DSN.
func withoutSecret(name, value string) string {
	if strings.HasSuffix(name, "_token") && value != `""` {
		return "xxxxx"
	}
	if u, err := url.Parse(value); err == nil && u.User != nil {
		return u.Redacted()
	}
	return value
}

// inForce returns the value a command would see and its source.
func (s *settings) inForce(flag *kong.Flag) (value, source string) {
	for _, name := range flag.Envs {
		if value, ok := os.LookupEnv(name); ok {
			return value, name
		}
	}
	if value, ok := s.file[settingName(flag)]; ok {
		return settingText(value), "file"
	}
	if flag.HasDefault {
		return flag.Default, "default"
	}
	return `""`, "default"
}
