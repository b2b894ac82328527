// Command landfall finds the servers of the fediverse, measures them, and shows
// them in a directory. One binary holds the web site, the crawler and the tools;
// `landfall --help` lists its commands.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"landfall"
	"landfall/internal/heap"
)

// Exit codes: 1 when work failed, 2 when flags, configuration or input are wrong.
const (
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	go heap.Tune()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is the program without the process around it: it parses args, runs one
// command and returns the exit code. What is wrong goes to stderr in one line.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var c cli
	exited := -1
	parser, err := kong.New(&c,
		kong.Name("landfall"),
		kong.Description("Landfall finds the servers of the fediverse, measures each one, and shows them in a themed directory."),
		kong.UsageOnError(),
		kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { exited = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}),
		kong.Resolvers(&settings{cli: &c}),
		kong.Vars{"version": version()},
	)
	if err != nil {
		fmt.Fprintf(stderr, "landfall: %v\n", err)
		return exitFailed
	}
	command, err := parser.Parse(args)
	if exited >= 0 { // --help printed its text
		return exited
	}
	if err != nil {
		fmt.Fprintf(stderr, "landfall: %v\n", err)
		return exitUsage
	}
	command.BindTo(ctx, (*context.Context)(nil))
	logger := newLogger(stderr, c.LogLevel, c.LogFormat)
	// net/http remarks on hostile hosts in the standard log.
	slog.SetDefault(logger.With(slog.String("part", "net")))
	slog.SetLogLoggerLevel(slog.LevelDebug)
	err = command.Run(&env{cli: &c, stdout: stdout, stderr: stderr, logger: logger})
	switch {
	case err == nil, errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return 0
	case errors.Is(err, errQuiet):
		return exitFailed
	}
	fmt.Fprintf(stderr, "landfall: %v\n", err)
	if errors.Is(err, landfall.ErrInvalid) {
		return exitUsage
	}
	return exitFailed
}

// errQuiet ends a command with exit code 1 when it has already said why.
var errQuiet = errors.New("failed")
