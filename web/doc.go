// Package web is the site: its pages, style sheet and script. It reads the
// directory's snapshot and the history of single instances, and changes nothing.
//
// Each page is one .go file, which gathers a page struct, and one .templ file,
// which shows it; templates choose and format, and decide nothing. Every page
// works without script, escapes every text that came from outside, links to an
// instance only by an address built from its host name (pages of closings also link
// to where one is stated, shown by its host), and carries no inline style or script, so
// that the strictest content security policy fits.
package web
