// Package search finds servers by words. An [Index] is built once over all
// documents, never changes after that, and gives the same answer to the same words
// every time: all of them must occur, the last may be unfinished, and a long word
// that hardly occurs may be one typing slip away from one that does.
//
// Words are compared without case, accents and width. Chinese, Japanese, Korean and
// other text without reliable spaces is compared by pairs of characters.
package search
