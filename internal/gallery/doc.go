// Package gallery invents small fediverses, each in a state in which pages can be: full, empty,
// stale, unknown or ugly. The tests of pages look at them, and `landfall demo` shows them to
// people. No server in it exists. A [World] stands still at [Clock] and answers as the stores do.
package gallery
