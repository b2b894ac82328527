// Package social draws the pictures that other sites show beside a link to a page: what a
// server is called, how it answers and whether it takes new people, at a glance.
//
// Pictures are 1200 by 630 pixels, as Open Graph readers expect them, and PNG. The letters
// are those of the Go fonts, which have Latin, Greek and Cyrillic ones and no others: a name
// in any other script is left out, and the domain stands for it.
package social
