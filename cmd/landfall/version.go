package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// release is the version of this source tree.
const release = "0.1.0"

// version returns the release, with the commit it was built from if known.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return release
	}
	commit, dirty := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= 12:
			commit = "+" + s.Value[:12]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = ".dirty"
		}
	}
	if commit == "" {
		return release
	}
	return release + commit + dirty
}

// versionCmd prints the version.
type versionCmd struct{}

// Run prints the version, the Go version and the platform.
func (versionCmd) Run(e *env) error {
	_, err := fmt.Fprintf(e.stdout, "landfall %s (%s, %s/%s)\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
