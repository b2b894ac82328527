// Package reading reads all that an instance says of itself, once: topics, places,
// languages and rules, each found by the package of that name. It is what stands
// between facts, which are recorded, and the directory, which asks what they mean.
//
// A [Reader] reads an instance anew only when its words have changed.
package reading
