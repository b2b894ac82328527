// Package discover reads sources of hosts to visit, one file per source: the
// built-in seeds, seed files, and the peers lists of instances. It fetches
// nothing; readers are handed in.
package discover
