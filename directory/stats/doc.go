// Package stats says what the servers of a snapshot, and the days of the long-term record,
// add up to: the numbers that charts of the whole network are drawn of, each with what it
// is over and how much is unknown. It draws nothing and says nothing in words but English
// titles.
package stats
