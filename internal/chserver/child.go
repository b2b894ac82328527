package chserver

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"syscall"
)

// environment names the variable that makes a test binary a server.
const environment = "LANDFALL_CHSERVER"

// Child serves, and does not return, if this process was made by [Start]. TestMain
// calls it before anything else.
func Child() {
	spec := os.Getenv(environment)
	if spec == "" {
		return
	}
	if err := run(spec); err != nil {
		fmt.Fprintln(os.Stderr, "chserver:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// childConfig is what Start tells its child.
type childConfig struct {
	Config
	Library string
}

// run serves until a signal, or until the parent is gone: its end of our standard
// input closes then.
func run(spec string) error {
	var cfg childConfig
	if err := json.Unmarshal([]byte(spec), &cfg); err != nil {
		return err
	}
	if err := loadChDB(cfg.Library); err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	s, err := newServer(cfg.Config, log)
	if err != nil {
		return err
	}
	defer s.close()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		stop()
	}()
	var listen net.ListenConfig
	ln, err := listen.Listen(ctx, "tcp", cfg.Addr)
	if err != nil {
		return err
	}
	fmt.Printf("ready %s\n", ln.Addr())
	s.serve(ctx, ln)
	return nil
}
