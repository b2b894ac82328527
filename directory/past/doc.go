// Package past is what the observations store tells of one server over time: how fast it
// was, when it did not answer, what changed, and who its neighbours are.
package past
