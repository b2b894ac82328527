// Package topic says what an instance is about, and why. It reads an [Input], the
// instance's own words, its host name and what people declared, and returns topics
// of a [Taxonomy] with the [Evidence] for each.
//
// Everything here is a pure function: the same input and the same taxonomy give the
// same answer. No rule names an instance. A topic is shown from a confidence of
// [Shown] on; what people ask about most, politics, faith, health or whom they love, is
// only ever taken from an instance's own words.
package topic
