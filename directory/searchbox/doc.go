// Package searchbox reads what people type into the search box. "metal berlin open fast"
// is a topic, a place, a way to sign up and a speed: each becomes a [Chip], which a reader
// can see and take back, and what is left is searched for as text.
//
// The reading is deterministic: the same words and the same [Vocabulary] give the same
// chips. Longer phrases go before shorter ones; where one phrase has several meanings, a
// topic goes before a place, then come languages, software and the words of other facets.
// Every word of the input is in exactly one chip or in the text, but for what an address
// holds beside the host: the name of a person is dropped at once. Reading the text again
// finds no chip in it.
package searchbox
