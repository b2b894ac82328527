// Package notice reads whether a text announces that a server closes, and when. A
// false alarm harms a community that lives, so it would rather miss a notice than
// invent one.
//
// Everything here is a pure function of the [Input] and of the lists that come with
// the package (cues.yaml). No rule names a server or quotes one. What is said of a
// text is always shown with the sentence and the words that led there.
package notice
