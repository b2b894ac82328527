// Package phrase says values in the words of the site: numbers, lengths of time,
// ages, shares, sign-up modes and reasons. It is pure and knows no page.
//
// The words keep three promises. Something unknown is never said as zero, a share
// is never rounded up to "all", and an instance is never called dead.
package phrase
