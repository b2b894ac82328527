// Package rule says what an instance's rules say of some things that people ask about, and
// shows the sentence for each. What no sentence speaks of is [NotStated]; nothing is
// concluded from silence.
//
// Everything here is a pure function of the texts and the list that comes with the
// package.
package rule
