// Package place says which places an instance has to do with, and why: whom it is for,
// whose law it is under and where its machines are are three questions, and one answer
// never stands in for another.
//
// Everything here is a pure function of the [Input] and the lists that come with the
// package. No rule names an instance. A name that may mean several places means none
// until the domain, the other places named or the language tell which.
package place
