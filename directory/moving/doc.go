// Package moving says what somebody does when the server that they are on closes: what
// can be taken along from its software, what is lost, and the steps in their order, each
// with the day by which it is to be started.
//
// Everything here is a pure function of the name of a software and of guides.yaml, in
// which every claim names the public page that it rests on. What no page was found for is
// said to be unknown.
package moving
