// Package lexicon finds words of lists in what instances say of themselves. It holds what
// the packages that draw conclusions from such words share: one form in which texts
// are compared ([Fold]), one pass over a text for all words of all lists ([Matcher]), and
// the evidence that people are shown ([Evidence]).
package lexicon
