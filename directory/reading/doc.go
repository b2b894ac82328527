// Package reading reads all that an instance says of itself, once: topics, places,
// languages and rules, each found by the package of that name. It is what stands
// between facts, which are recorded, and the directory, which asks what they mean.
//
// A [Reader] remembers what it read, for as long as the words stay the same, and the
// evidence of a [Reading] has the times that are kept of it ([Reading.Keep]).
package reading
