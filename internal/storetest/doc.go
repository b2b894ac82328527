// Package storetest says what the stores must do, as test suites that every body
// of a store passes: [Frontier] and [Leader] for the relational store,
// [Observations] for the observations store. It also makes the hosts and visits that such tests need.
package storetest
