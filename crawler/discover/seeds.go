package discover

import (
	_ "embed"
	"strings"

	"landfall"
)

//go:embed seeds.txt
var seedList string

// Seeds returns the built-in list of well-known instances from which a crawl of
// the whole network starts. They are of many kinds of software, so that each
// family's part of the network is reached.
func Seeds() []landfall.Host {
	// The list is ours and a test reads it, so neither faults nor errors occur.
	hosts, _, _ := ReadFile(strings.NewReader(seedList))
	return hosts
}
