// Package rank orders servers for one newcomer's wish, and says why: which servers
// are not recommended and for what reasons, what each of the others scores and for
// what, and how equals are spread so that not everybody is sent to the same place.
//
// A [Candidate] is all that is known of one server, a [Wish] what somebody asks for.
// [Gate] gives the reasons against a candidate. A [Table] holds many candidates as of
// one moment; [Table.Rank] orders those that pass, and [Table.WhyNot] answers for any.
// All of it is pure: the same candidates, wish and ISO week give the same order.
//
// The rules have a version, [Version], which is part of every permanent link; [Weights]
// and [Changelog] are what pages print of them. docs/ranking.md explains them.
package rank
