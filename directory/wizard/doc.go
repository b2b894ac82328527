// Package wizard finds three servers for somebody who answers four questions, or none.
// It is the logic of /find: what is asked and in which order, what the parameters of the
// address mean, and what is shown in the end. It keeps nothing: the answers are the
// address.
//
// [Parse] reads answers, [Ask] says what a screen asks, [Find] answers from a
// [rank.Table], and [PickForMe] answers all questions from what a browser says anyway.
package wizard
