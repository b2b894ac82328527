package sqlstore

import (
	"database/sql"
	"net"
	"net/url"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"landfall"
	"landfall/schema"
)

// A process opens at most this many connections, so that a dozen share a server
// with PostgreSQL's default of 100.
const (
	postgresWriters = 4
	postgresReaders = 4
)

// postgresPatience is longer than an ordinary wait for locks and shorter than a
// program may take to stop.
const postgresPatience = 15 * time.Second

// session are the settings of each connection, unless the URL has its own.
//
// Transactions run at READ COMMITTED. Each locks the rows it decides upon before
// it decides, or decides in the statement that writes, so nothing rests on what
// was read unlocked; under the stricter levels the same transactions would run the
// same way, but a worker that waited for a row would be rolled back instead of
// going on with the row's new version.
//
// A worker that is stopped in the middle of a transaction would keep its locks for
// as long as it is stopped; the server ends such a session after a while.
//
// The frontier changes faster than the server gathers statistics of it. Going by
// old ones it may come to read the whole table for a batch, so it is told never to
// where there is an index, and to look up the rows of a batch one by one.
func session(writer bool) map[string]string {
	settings := map[string]string{
		"application_name":                    "landfall",
		"default_transaction_isolation":       "read committed",
		"lock_timeout":                        "10000",
		"idle_in_transaction_session_timeout": "20000",
		"enable_seqscan":                      "off",
	}
	if writer {
		settings["enable_hashjoin"], settings["enable_mergejoin"] = "off", "off"
	}
	return settings
}

// openPostgres prepares the connections to a database; none is made yet. The store
// is never nil, so that a message can name it.
func openPostgres(dsn string, _ Config) (*Store, error) {
	store := &Store{name: "PostgreSQL", dialect: postgresDialect()}
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return store, &fault{"the URL of the database cannot be read, it should look like postgres://user:password@host:5432/name", landfall.ErrInvalid, err}
	}
	store.name = nameOf(config)
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 5 * time.Second
	}
	store.write = pool(config, postgresWriters, session(true))
	store.read = pool(config, postgresReaders, session(false))
	return store, nil
}

// nameOf names a database as its URL without secrets.
func nameOf(config *pgx.ConnConfig) string {
	u := url.URL{
		Scheme: "postgres",
		User:   url.User(config.User),
		Host:   net.JoinHostPort(config.Host, strconv.Itoa(int(config.Port))),
		Path:   "/" + config.Database,
	}
	return u.String()
}

// pool holds at most n connections. They are renewed from time to time, so that
// after a change of servers none stays with the old one.
func pool(config *pgx.ConnConfig, n int, settings map[string]string) *sql.DB {
	config = config.Copy()
	for name, value := range settings {
		if _, set := config.RuntimeParams[name]; !set {
			config.RuntimeParams[name] = value
		}
	}
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	db.SetConnMaxIdleTime(5 * time.Minute)
	db.SetConnMaxLifetime(30 * time.Minute)
	return db
}

func postgresDialect() dialect {
	return dialect{
		migrations: schema.Postgres(),
		lockHeld: `
			ORDER BY i.host
			FOR UPDATE OF f, i`,
		lockRows: `
			ORDER BY f.host
			FOR UPDATE OF f`,
		skipLocked: `
			FOR UPDATE SKIP LOCKED`,
		// The number is only ours: "forgotten" cut to eight bytes of ASCII.
		together: `SELECT pg_advisory_xact_lock_shared(x'666f72676f747465'::bigint)`,
		alone:    `SELECT pg_advisory_xact_lock(x'666f72676f747465'::bigint)`,
		// Connections at the same time have different backends, and most of them
		// different shards; two that share one wait for each other's commit.
		shard:    "pg_backend_pid() % 64",
		software: `nullif(i.facts, '')::jsonb #>> '{software,name}'`,
		arrays:   true,
		patience: postgresPatience,
		// Every connection of a pool may have died with the server.
		attempts: max(postgresWriters, postgresReaders) + 2,
		again:    againPostgres,
		explain:  explainPostgres,
		damage:   postgresDamage,
	}
}
