// Package chserver runs ClickHouse's engine for tests, behind ClickHouse's native
// TCP protocol: code written against clickhouse-go meets what it would meet in
// production. The engine is chDB's shared library from npm, loaded without cgo.
//
// A server is a process of its own, made from the test binary, because chDB has one
// engine per process and because tests kill it: TestMain calls [Child] first, a test
// calls [Start].
//
// What works: clickhouse-go's native API and database/sql, the MergeTree family,
// materialized views, mutations, sessions, cancelling, error codes, Distributed
// tables over several servers. What does not: ON CLUSTER and replicated tables,
// which want a Keeper; HTTP; users and grants beyond one name and password; results
// with sparse columns. Stages of distributed queries are rewritten by a heuristic.
//
// How: chDB reads and writes the Native format in revision 0, clients speak a later
// one whose blocks have a byte more per column, so each block is decoded with
// clickhouse-go's own columns to find its end (block.go). Every client has a chDB
// connection of its own, with its settings and temporary tables (chdb.go). Native in
// revision 0 says nothing of an empty result and drops the zone of a DateTime, so a
// query is described first (results.go). chDB names queries itself, so each is
// tagged with log_comment, by which it can be killed (query.go). Another engine asks
// for a stage of a query, and chDB only runs queries to their end, so the query is
// rewritten from its own plan (peer.go).
package chserver
