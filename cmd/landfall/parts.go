package main

import (
	"context"
	"fmt"
	"slices"
	"sync"
)

// part is something that runs for as long as the program does.
type part struct {
	name string
	run  func(context.Context) error
}

// runParts runs all parts until ctx ends or the first of them ends. Then it
// stops them in reverse order, each before the one it depends on, and returns
// the first error.
func runParts(ctx context.Context, parts ...part) error {
	over := make(chan struct{})
	var once sync.Once
	var first error
	stops := make([]context.CancelFunc, len(parts))
	ended := make([]chan struct{}, len(parts))
	for i, p := range parts {
		own, cancel := context.WithCancel(context.WithoutCancel(ctx))
		stops[i], ended[i] = cancel, make(chan struct{})
		go func() {
			defer close(ended[i])
			err := p.run(own)
			once.Do(func() {
				if err != nil {
					first = fmt.Errorf("%s: %w", p.name, err)
				}
				close(over)
			})
		}()
	}
	select {
	case <-ctx.Done():
	case <-over:
	}
	for i, stop := range slices.Backward(stops) {
		stop()
		<-ended[i]
	}
	return first
}
