package chstore

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"landfall/internal/chserver"
)

// TestReadonlyAccountCannotWriteOrReachOut tries everything that a query could do
// beyond reading tables, on the connections that research queries go over.
func TestReadonlyAccountCannotWriteOrReachOut(t *testing.T) {
	server := chserver.Start(t, chserver.Config{})
	s := open(t, database(t, server))
	defer s.Close()
	writeAll(t, s, eventful(300))
	secret := filepath.Join(t.TempDir(), "secret.csv")
	if err := os.WriteFile(secret, []byte("1,2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{
		"INSERT INTO rolls (roll) VALUES (1)",
		"INSERT INTO rolls (roll) SELECT 1",
		"CREATE TABLE mine (a UInt8) ENGINE = Memory",
		"CREATE TEMPORARY TABLE mine (a UInt8)",
		"DROP TABLE observations",
		"TRUNCATE TABLE observations",
		"ALTER TABLE observations DELETE WHERE 1",
		"DELETE FROM observations WHERE 1",
		"OPTIMIZE TABLE observations",
		"RENAME TABLE observations TO others",
		"SELECT * FROM url('http://127.0.0.1:1/', 'CSV', 'a UInt8')",
		"SELECT * FROM file('" + secret + "', 'CSV', 'a UInt8, b UInt8')",
		"SELECT * FROM remote('127.0.0.1:1', 'system', 'one')",
		"SELECT * FROM s3('http://127.0.0.1:1/a/b', 'CSV', 'a UInt8')",
		"SELECT * FROM mysql('127.0.0.1:1', 'a', 'b', 'c', 'd')",
		"SELECT * FROM executable('true', 'CSV', 'a UInt8')",
		"SELECT count() FROM observations SETTINGS readonly = 0",
		"SELECT count() FROM observations SETTINGS max_execution_time = 1000000",
		"SELECT count() FROM observations SETTINGS max_memory_usage = 0",
		"SELECT count() FROM observations SETTINGS max_result_rows = 0",
		"SET readonly = 0",
		"SET max_memory_usage = 0",
	} {
		if err := s.reads.Exec(t.Context(), query); err == nil {
			t.Errorf("%s: was allowed", query)
		}
	}
	if n, err := s.Count(t.Context()); err != nil || n != 300 {
		t.Errorf("Count = %d, %v; want 300", n, err)
	}
}

// TestQueriesAreBounded runs queries that would never end or fit.
func TestQueriesAreBounded(t *testing.T) {
	server := chserver.Start(t, chserver.Config{})
	cfg := database(t, server)
	cfg.Timeout, cfg.Memory = 5*time.Second, 64<<20
	s := open(t, cfg)
	defer s.Close()
	for query, codes := range map[string][]int32{
		"SELECT count() FROM system.numbers WHERE NOT ignore(cityHash64(number))": {159, 160},
		"SELECT uniqExact(number) FROM numbers(100000000)":                        {241},
		"SELECT number FROM numbers(2500000)":                                     {396},
	} {
		// Without the deadline that a Store's own queries have: the server ends it.
		rows, err := s.reads.Query(t.Context(), query)
		if err == nil {
			err = scanEach(rows, func() error { return nil })
		}
		fault, ok := errors.AsType[*clickhouse.Exception](err)
		if !ok || fault.Code != codes[0] && fault.Code != codes[len(codes)-1] {
			t.Errorf("%s: %v; want one of the codes %v", query, err, codes)
		}
	}
}
