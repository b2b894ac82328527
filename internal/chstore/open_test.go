package chstore

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"landfall"
	"landfall/internal/chserver"
	"landfall/schema"
)

// TestOpenSaysWhatIsWrong reads the messages as the one who has to act on them.
func TestOpenSaysWhatIsWrong(t *testing.T) {
	server := chserver.Start(t, chserver.Config{User: "app", Password: "right"})
	old := chserver.Start(t, chserver.Config{Version: "24.3.18"})
	gone := chserver.Start(t, chserver.Config{})
	gone.Stop()
	for _, tt := range []struct {
		name, dsn   string
		is          error
		unavailable bool
		says        []string
	}{
		{name: "wrong password", dsn: "clickhouse://app:wrong@" + server.Addr() + "/default", says: []string{"user name and password", "DSN"}},
		{name: "no such database", dsn: server.DSN("nowhere"), says: []string{"CREATE DATABASE", "nowhere"}},
		{name: "an old server", dsn: old.DSN("default"), says: []string{"24.3", "24.8", "upgrade"}},
		{name: "nobody there", dsn: gone.DSN("default"), is: landfall.ErrUnavailable, unavailable: true, says: []string{"does not answer", gone.Addr()}},
		{name: "no port", dsn: "clickhouse://app:secret@here/x", is: landfall.ErrInvalid, says: []string{"host:port"}},
		{name: "another protocol", dsn: "http://app:secret@here:8123/x", is: landfall.ErrInvalid, says: []string{"clickhouse://"}},
		{name: "no DSN", dsn: "clickhouse://app:secret@%zz/x", is: landfall.ErrInvalid},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, err := Open(t.Context(), Config{DSN: tt.dsn, Timeout: 5 * time.Second})
			if err == nil {
				s.Close()
				t.Fatal("Open succeeded")
			}
			if tt.is != nil && !errors.Is(err, tt.is) {
				t.Errorf("Open = %v; want %v", err, tt.is)
			}
			if errors.Is(err, landfall.ErrUnavailable) != tt.unavailable {
				t.Errorf("Open = %v; ErrUnavailable should be %v", err, tt.unavailable)
			}
			for _, part := range tt.says {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("the message %q does not say %q", err, part)
				}
			}
			for _, secret := range []string{"wrong@", "right", "secret"} {
				if strings.Contains(err.Error(), secret) {
					t.Errorf("the message %q gives a password away", err)
				}
			}
		})
	}
}

// TestASilentServerIsUnavailable has a server that accepts and then says nothing.
func TestASilentServerIsUnavailable(t *testing.T) {
	server := chserver.Start(t, chserver.Config{})
	cfg := database(t, server)
	cfg.Timeout = 2 * time.Second
	s := open(t, cfg)
	defer s.Close()
	server.Pause()
	defer server.Resume()
	if _, err := s.Count(t.Context()); !errors.Is(err, landfall.ErrUnavailable) {
		t.Errorf("Count = %v; want ErrUnavailable", err)
	}
	if err := s.Write(t.Context(), "batch", nil); !errors.Is(err, landfall.ErrUnavailable) {
		t.Errorf("Write = %v; want ErrUnavailable", err)
	}
	if _, err := Open(t.Context(), cfg); !errors.Is(err, landfall.ErrUnavailable) {
		t.Errorf("Open = %v; want ErrUnavailable", err)
	}
	server.Resume()
	if _, err := s.Count(t.Context()); err != nil {
		t.Errorf("Count of a server that is back = %v", err)
	}
}

func TestOpenRefusesANewerDatabase(t *testing.T) {
	server := chserver.Start(t, chserver.Config{})
	cfg := database(t, server)
	open(t, cfg).Close()
	newer := len(schema.ClickHouse().Migrations) + 1
	_, name, _ := strings.Cut(cfg.DSN, server.Addr()+"/")
	sql(t, server, name, fmt.Sprintf(`INSERT INTO schema_version (version, name) VALUES (%d, 'future.sql')`, newer))
	_, err := Open(t.Context(), cfg)
	if !errors.Is(err, landfall.ErrNewerSchema) || !strings.Contains(err.Error(), fmt.Sprint("version ", newer)) {
		t.Errorf("Open = %v; want ErrNewerSchema and the version", err)
	}
}

// TestAMigrationGoesOnAfterAKill kills the server after each statement in turn and
// opens what is left.
func TestAMigrationGoesOnAfterAKill(t *testing.T) {
	server := chserver.Start(t, chserver.Config{})
	var statements []string
	for _, m := range schema.ClickHouse().Migrations {
		statements = append(statements, m.Statements...)
	}
	history := eventful(60)
	want := straightShort(t, server, history)
	for i := range len(statements) + 1 {
		cfg := database(t, server)
		_, name, _ := strings.Cut(cfg.DSN, server.Addr()+"/")
		sql(t, server, name, slices.Concat([]string{versions}, statements[:i])...)
		server.Kill()
		server.Restart()
		s := open(t, cfg)
		writeAll(t, s, history)
		roll(t, s)
		if n, err := s.Network(t.Context(), history[0].At, history[len(history)-1].At); err != nil || len(n) != want {
			t.Errorf("killed after statement %d: %d days, %v; want %d", i, len(n), err, want)
		}
		s.Close()
		sql(t, server, "default", "DROP DATABASE "+name+" SYNC")
	}
}

// straightShort is on how many days a history has visits.
func straightShort(t *testing.T, server *chserver.Server, history []landfall.Observation) int {
	t.Helper()
	s := open(t, database(t, server))
	defer s.Close()
	writeAll(t, s, history)
	roll(t, s)
	days, err := s.Network(t.Context(), history[0].At, history[len(history)-1].At)
	if err != nil {
		t.Fatal(err)
	}
	return len(days)
}
