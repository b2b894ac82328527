// Package check says exactly why a server is listed or not, from what is kept of it: line
// by line, each passed or not, and what its admin can do. It asks nobody and it is pure;
// that somebody may ask for a visit is said here, and how often is bounded elsewhere.
package check
