package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"golang.org/x/term"
)

// progress shows what line says until the returned function is called: on a terminal
// a line that moves, elsewhere one now and then.
func (e *env) progress(ctx context.Context, line func() string) (stop func()) {
	_, terminal := terminalOf(e.stderr)
	every, form := 10*time.Second, "%s\n"
	if terminal {
		every, form = 500*time.Millisecond, "\r\x1b[K%s"
	}
	ctx, cancel := context.WithCancel(ctx)
	var done sync.WaitGroup
	done.Go(func() {
		ticker := time.NewTicker(every)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				fmt.Fprintf(e.stderr, form, line())
			case <-ctx.Done():
				if terminal {
					fmt.Fprint(e.stderr, "\r\x1b[K")
				}
				return
			}
		}
	})
	return func() { cancel(); done.Wait() }
}

// terminalOf returns the width of the terminal that w writes to; ok is false if it
// writes to none.
func terminalOf(w io.Writer) (columns int, ok bool) {
	file, isFile := w.(*os.File)
	if !isFile || !term.IsTerminal(int(file.Fd())) {
		return 0, false
	}
	columns, _, err := term.GetSize(int(file.Fd()))
	return columns, err == nil
}

// stage is what a command is at, for [env.progress].
type stage struct {
	mu   sync.Mutex
	text string
	at   time.Time
}

func (s *stage) set(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.text, s.at = oneLine(fmt.Sprintf(format, args...)), time.Now()
}

func (s *stage) line() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return fmt.Sprintf("%s … %s", s.text, time.Since(s.at).Round(time.Second))
}
