// Package which answers "Which server am I on?" from what people have at hand: their
// handle, the address of their page, or a mail that their server sent them. It asks
// nobody: the text is read here, and of a person's name nothing is kept.
package which
