// Package chstore keeps every observation in ClickHouse and adds them up.
//
// A batch is written exactly once, whatever fails on the way: its id goes into a
// ledger after its rows, ids that are stored already are left out, and the insert
// carries the batch's id as deduplication token, so that an insert that was given up
// but arrives after all is dropped. The long-term record is filled by roll-ups, each
// a numbered set of batches that is repeated with the same token until it is done.
//
// Everything goes over the native protocol and needs no cgo. Queries read over a
// pool of their own that cannot write, within limits of time and memory.
package chstore

import "time"

// Config says where the database is and how much it may take.
type Config struct {
	// DSN is clickhouse://user:password@host:port/database, with several hosts
	// divided by commas. The database must be there; the tables are made.
	DSN string
	// ReadDSN is another account for what only reads; DSN if it is empty. Its
	// profile must let settings be changed, readonly among them, which is set to 1
	// for each connection: give the account no more than SELECT instead.
	ReadDSN string
	// Cluster is the name of a cluster in the server's configuration. If it is set,
	// tables are replicated within a shard and distributed over the shards.
	Cluster string
	// KeepDays is after how many days ClickHouse drops raw visits by itself, a
	// partition's part at a time; 0 for never. The long-term record is kept.
	KeepDays int
	// Timeout is how long one statement may take; 0 for a minute.
	Timeout time.Duration
	// Memory is how many bytes one query may take; 0 for 2 GiB.
	Memory int64
}

// DefaultConfig keeps raw visits for 400 days in a database on this machine.
func DefaultConfig() Config {
	return Config{
		DSN:      "clickhouse://localhost:9000/landfall",
		KeepDays: 400, Timeout: time.Minute, Memory: 2 << 30,
	}
}
