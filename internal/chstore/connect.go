package chstore

import (
	"context"
	"fmt"
	"net"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"landfall"
)

// How many statements may run at a time.
const (
	writers = 4
	readers = 8
)

func (c Config) withDefaults() Config {
	d := DefaultConfig()
	if c.DSN == "" {
		c.DSN = d.DSN
	}
	if c.Timeout == 0 {
		c.Timeout = d.Timeout
	}
	if c.Memory == 0 {
		c.Memory = d.Memory
	}
	return c
}

// parse reads a DSN.
func parse(dsn string) (*clickhouse.Options, error) {
	options, err := clickhouse.ParseDSN(dsn)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", landfall.ErrInvalid, err)
	}
	if options.Protocol != clickhouse.Native {
		return nil, fmt.Errorf("%w: the DSN must begin with clickhouse://, the native protocol", landfall.ErrInvalid)
	}
	for _, addr := range options.Addr {
		if _, _, err := net.SplitHostPort(addr); err != nil {
			return nil, fmt.Errorf("%w: the DSN must name host:port, not %q", landfall.ErrInvalid, addr)
		}
	}
	return options, nil
}

// connect makes the two pools. They open connections when they are needed.
func (s *Store) connect(options *clickhouse.Options) error {
	reading := options
	if s.cfg.ReadDSN != "" {
		var err error
		if reading, err = parse(s.cfg.ReadDSN); err != nil {
			return fmt.Errorf("account for reading: %w", err)
		}
	}
	var err error
	if s.writes, err = clickhouse.Open(s.options(*options, writers, s.writeSettings())); err != nil {
		return err
	}
	s.reads, err = clickhouse.Open(s.options(*reading, readers, s.readSettings()))
	return err
}

// options completes what the DSN says.
func (s *Store) options(o clickhouse.Options, conns int, settings clickhouse.Settings) *clickhouse.Options {
	for key, value := range o.Settings {
		if _, ours := settings[key]; !ours {
			settings[key] = value
		}
	}
	o.Settings = settings
	o.MaxOpenConns, o.MaxIdleConns = conns, conns
	o.ConnMaxLifetime = 10 * time.Minute
	o.DialTimeout = min(s.cfg.Timeout, 10*time.Second)
	o.ReadTimeout = 2 * s.cfg.Timeout // the last resort: every statement has a deadline
	if o.Compression == nil {
		o.Compression = &clickhouse.Compression{Method: clickhouse.CompressionLZ4}
	}
	o.ClientInfo.Products = append(o.ClientInfo.Products, struct{ Name, Version string }{"landfall", ""})
	return &o
}

// limits bound every statement.
func (s *Store) limits() clickhouse.Settings {
	return clickhouse.Settings{
		"max_execution_time":                 int(s.cfg.Timeout / time.Second),
		"max_memory_usage":                   s.cfg.Memory,
		"max_bytes_before_external_sort":     s.cfg.Memory / 2,
		"max_bytes_before_external_group_by": s.cfg.Memory / 2,
		"max_query_size":                     4 << 20, // lists of hosts and ids
	}
}

func (s *Store) writeSettings() clickhouse.Settings {
	all := s.limits()
	// A batch of late visits may touch any number of months.
	all["max_partitions_per_insert_block"] = 0
	all["async_insert"] = 0
	// With a cluster, an insert is through when every shard has it.
	all["distributed_foreground_insert"] = 1
	return all
}

// readSettings make the server itself refuse whatever does more than read tables.
func (s *Store) readSettings() clickhouse.Settings {
	all := s.limits()
	all["readonly"] = 1
	all["max_result_rows"] = 2_000_000
	return all
}

// limit bounds the wait for one statement, also for a server that is silent.
func (s *Store) limit(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, s.cfg.Timeout)
}
