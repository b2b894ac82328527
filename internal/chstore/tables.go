package chstore

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"landfall/schema"
)

// tables says where tables are: on one server, or on the shards of a cluster, where
// each table is a replicated table_local on every shard and a distributed table over
// them. Everything reads and inserts by the plain name; what alters a table names the
// local ones.
type tables struct {
	cluster    string
	onCluster  string // clause of statements that every server has to run
	replicated bool
	servers    []driver.Conn // set by tests, whose servers know no ON CLUSTER
}

func newTables(cluster string) tables {
	if cluster == "" {
		return tables{}
	}
	return tables{cluster: cluster, onCluster: " ON CLUSTER " + quoteName(cluster), replicated: true}
}

// local is the table that holds the rows, as ALTER TABLE names it.
func (t tables) local(table string) string {
	if t.cluster == "" {
		return table
	}
	return table + "_local" + t.onCluster
}

// run runs a statement that was made for these tables.
func (t tables) run(ctx context.Context, conn driver.Conn, statement string, args ...any) error {
	for _, server := range t.servers {
		if err := server.Exec(ctx, statement, args...); err != nil {
			return err
		}
	}
	if len(t.servers) > 0 {
		return nil
	}
	return conn.Exec(ctx, statement, args...)
}

// migrations makes a set of one server ready for the cluster, if there is one. It
// only knows the statements that it meets there: any other is an error, so that a
// migration cannot be forgotten on the shards.
func (t tables) migrations(set schema.Set) (schema.Set, error) {
	if t.cluster == "" {
		return set, nil
	}
	ready := schema.Set{Name: set.Name + " on cluster " + t.cluster}
	for _, m := range set.Migrations {
		next := schema.Migration{Name: m.Name}
		for i, statement := range m.Statements {
			made, err := t.statement(statement)
			if err != nil {
				return schema.Set{}, fmt.Errorf("%s, statement %d: %w", m.Name, i+1, err)
			}
			next.Statements = append(next.Statements, made...)
		}
		ready.Migrations = append(ready.Migrations, next)
	}
	return ready, nil
}

var (
	createTable = regexp.MustCompile(`(?m)^CREATE TABLE IF NOT EXISTS (\w+) \($`)
	createView  = regexp.MustCompile(`(?m)^CREATE MATERIALIZED VIEW IF NOT EXISTS (\w+) TO (\w+) AS$`)
	modifyQuery = regexp.MustCompile(`(?m)^ALTER TABLE (\w+)\nMODIFY QUERY$`)
	addColumn   = regexp.MustCompile(`(?m)^ALTER TABLE (\w+)$`)
	fromTable   = regexp.MustCompile(`(?m)^FROM (\w+)$`)
	shardBy     = regexp.MustCompile(`(?m)^-- \+shard (.+)\n`)
	mergeTree   = regexp.MustCompile(`(?m)^ENGINE = (\w*MergeTree)(?:\((.*)\))?$`)
)

// statement makes one statement ready for the cluster.
func (t tables) statement(sql string) ([]string, error) {
	shard := shardBy.FindStringSubmatch(sql)
	sql = shardBy.ReplaceAllString(sql, "")
	if table := createTable.FindStringSubmatch(sql); table != nil && shard != nil {
		sql = createTable.ReplaceAllString(sql, "CREATE TABLE IF NOT EXISTS ${1}_local"+t.onCluster+" (")
		return []string{t.engine(sql), t.distributed(table[1], shard[1])}, nil
	}
	if createView.MatchString(sql) && shard == nil {
		sql = createView.ReplaceAllString(sql, "CREATE MATERIALIZED VIEW IF NOT EXISTS ${1}"+t.onCluster+" TO ${2}_local AS")
		return []string{fromTable.ReplaceAllString(sql, "FROM ${1}_local")}, nil
	}
	if modifyQuery.MatchString(sql) && shard == nil {
		sql = modifyQuery.ReplaceAllString(sql, "ALTER TABLE ${1}"+t.onCluster+"\nMODIFY QUERY")
		return []string{fromTable.ReplaceAllString(sql, "FROM ${1}_local")}, nil
	}
	if table := addColumn.FindStringSubmatch(sql); table != nil && shard == nil {
		return []string{
			addColumn.ReplaceAllString(sql, "ALTER TABLE ${1}_local"+t.onCluster),
			addColumn.ReplaceAllString(sql, "ALTER TABLE ${1}"+t.onCluster),
		}, nil
	}
	return nil, fmt.Errorf("do not know how to run this on a cluster: %.60s", sql)
}

// engine makes a table's engine replicated.
func (t tables) engine(sql string) string {
	if !t.replicated {
		return sql
	}
	sql = mergeTree.ReplaceAllStringFunc(sql, func(engine string) string {
		part := mergeTree.FindStringSubmatch(engine)
		args := "'/clickhouse/tables/{shard}/{database}/{table}', '{replica}'"
		if part[2] != "" {
			args += ", " + part[2]
		}
		return "ENGINE = Replicated" + part[1] + "(" + args + ")"
	})
	return strings.ReplaceAll(sql, "non_replicated_deduplication_window", "replicated_deduplication_window")
}

// distributed makes the table over the local ones.
func (t tables) distributed(table, shard string) string {
	return "CREATE TABLE IF NOT EXISTS " + table + t.onCluster + " AS " + table + "_local\n" +
		"ENGINE = Distributed(" + quoteName(t.cluster) + ", currentDatabase(), " + table + "_local, " + shard + ")"
}

var nameQuoter = strings.NewReplacer("\\", "\\\\", "`", "\\`")

// quoteName makes an identifier of any text.
func quoteName(name string) string { return "`" + nameQuoter.Replace(name) + "`" }
