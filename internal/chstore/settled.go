package chstore

import "context"

// settled returns a context that ends with ctx, until settle is called; from then on it
// never ends.
//
// The client watches the context of an insert in a goroutine, and closes the connection when
// it ends. Told to stop and seeing the end at the same time, which callers bring about who
// cancel on return, the goroutine takes one of the two at random: it may close a connection
// that has gone back to the pool, beneath somebody else's statement.
func settled(ctx context.Context) (until context.Context, settle func()) {
	until, end := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, end)
	return until, func() { stop() }
}
