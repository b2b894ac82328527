// Package duckstore keeps every observation in a DuckDB file and adds them up.
//
// One connection writes, in one transaction per batch; others read beside it, each
// as of its own moment. The file needs cgo: without it the package compiles, and
// Open says that it was left out.
//
// DuckDB is made for big machines, so its appetite is bounded here: memory by
// Config.MemoryLimit, and by reading and adding up in portions, because neither
// the driver's results nor the states of percentiles count against that limit.
package duckstore

// Config says where the file is and what it may use.
type Config struct {
	Path string // the file; it is made if absent
	// MemoryLimit bounds DuckDB's buffers, such as "64MB", which is the default.
	// What does not fit goes to Path plus ".tmp".
	MemoryLimit string
	Threads     int // for one query; 0 means 1
}

// defaultMemoryLimit keeps a crawl at 1,000 visits a second below 150 MiB for all
// of DuckDB, code included; more makes no batch faster.
const defaultMemoryLimit = "64MB"
