// Package sim is a simulated fediverse on loopback: one TLS listener that
// answers for any number of instances by the name the client asks for, with a
// certificate authority of its own, deterministic from a seed. It serves the
// demo, the tests and the benchmarks, and is made to be unpleasant: some of its
// instances are slow, dead, lying or hostile.
//
// It knows the truth about every instance it invents ([Network.Hosts]) and
// counts what is asked of it ([Network.Stats]), so that a test can compare what
// a crawler found, and how politely, with what there was. It imports nothing of
// the program it tests and shares no encoder with it.
//
// Host names lie below real public suffixes, so that they pass for names of the
// outside, and always carry the mark "-sim", so that nobody takes them for real
// ones; only a [Population] keeps the names of its lists. Nothing here ever connects
// to anything.
package sim
