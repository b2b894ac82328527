package main

import (
	"os"
	"runtime/debug"
)

// gcPercent is how far the heap grows beyond what is in use before the collector
// runs. A visit leaves a quarter of a megabyte of garbage behind and little in use,
// so twice Go's default saves a tenth of the processor for some 30 MiB.
const gcPercent = 200

// tuneGC sets the default, unless the environment says otherwise (GOGC).
func tuneGC() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
}
