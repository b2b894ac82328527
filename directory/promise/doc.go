// Package promise says what a server promises, who runs it and what pays for it: where
// that is stated, by whom and in which sentence. What nobody states is unknown.
//
// Everything here is a pure function of the [Input] and of the words in promises.yaml.
// No rule names a server.
package promise
