package social

// Numbered is a thing with its place in time, by which lists of it are paged: a later one
// has a greater number.
type Numbered[T any] struct {
	Number int64
	Of     T
}
