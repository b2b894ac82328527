package chserver

import "testing"

func TestMaskKeepsOffsets(t *testing.T) {
	for in, want := range map[string]string{
		`SELECT 'a;b' -- c`:     `SELECT qqqqq     `,
		"INSERT INTO `a b` (c)": "INSERT INTO qqqqq (c)",
		`SELECT 'it''s', "x"`:   `SELECT qqqqqqq, qqq`,
		`SELECT 1 /* VALUES */`: `SELECT 1             `,
	} {
		if got := mask(in); got != want {
			t.Errorf("mask(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTakesData(t *testing.T) {
	for sql, want := range map[string]bool{
		"INSERT INTO t":                           true,
		"INSERT INTO t (a, b) VALUES":             true,
		"INSERT INTO t (a) FORMAT Native ;":       true,
		"INSERT INTO `SELECT` (a)":                true,
		"INSERT INTO t VALUES (1)":                false,
		"INSERT INTO t SELECT 1":                  false,
		"INSERT INTO t (a) VALUES (?) /* late */": false,
		"SELECT 'INSERT INTO t'":                  false,
	} {
		if got := takesData(sql); got != want {
			t.Errorf("takesData(%q) = %v, want %v", sql, got, want)
		}
	}
}

func TestChopTail(t *testing.T) {
	for in, want := range map[string]string{
		"SELECT 1; ":                "SELECT 1",
		"SELECT 1 FORMAT JSON ;":    "SELECT 1",
		"INSERT INTO t (a) VALUES":  "INSERT INTO t (a)",
		"SELECT 'x FORMAT Native'":  "SELECT 'x FORMAT Native'",
		"SELECT 1 SETTINGS a=1\n; ": "SELECT 1 SETTINGS a=1",
	} {
		if got := chopTail(in); got != want {
			t.Errorf("chopTail(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestInsertTarget(t *testing.T) {
	for sql, want := range map[string][2]string{
		"INSERT INTO t":                                 {"t", ""},
		"INSERT INTO TABLE db.t (a, b)":                 {"db.t", "a, b"},
		"INSERT INTO `odd name` (`c d`)":                {"`odd name`", "`c d`"},
		"insert into t (a) SETTINGS async_insert=1":     {"t", "a"},
		"INSERT INTO FUNCTION remote('h', d.t) (a)":     {"remote('h', d.t)", "a"},
		"INSERT INTO t SETTINGS async_insert=1, wait=1": {"t", ""},
	} {
		table, columns, ok := insertTarget(sql)
		if !ok || table != want[0] || columns != want[1] {
			t.Errorf("insertTarget(%q) = %q, %q, %v", sql, table, columns, ok)
		}
	}
	if _, _, ok := insertTarget("INSERT INTO t (a) WHERE 1"); ok {
		t.Error("an INSERT that cannot be read was accepted")
	}
}

func TestClause(t *testing.T) {
	head, tail := clause("SELECT (SELECT 1 FROM x), ' FROM ' FROM t WHERE 1", " FROM ")
	if head != "SELECT (SELECT 1 FROM x), ' FROM '" || tail != " FROM t WHERE 1" {
		t.Errorf("clause = %q, %q", head, tail)
	}
}

func TestQuoteRoundTrip(t *testing.T) {
	for _, s := range []string{"", "x", `it's`, `back\slash`, "tab\tline\n"} {
		if got := unquote(quote(s)); got != s {
			t.Errorf("unquote(quote(%q)) = %q", s, got)
		}
	}
}

func TestNameSQL(t *testing.T) {
	for in, want := range map[string]string{
		"greater(k, 5_UInt8)":                            "greater(k, 5)",
		"equals(site, 'a_b'_String)":                     "equals(site, 'a_b')",
		"NULL_Nullable(Nothing)":                         "NULL",
		"toStartOfInterval(ts, toIntervalMinute(5_U8))":  "toStartOfInterval(ts, toIntervalMinute(5))",
		"quantile(v)":                                    "quantile(v)",
		"in(k, [1, 2]_Array(UInt8))":                     "in(k, [1, 2])",
		"multiply(v, 2.5_Float64)":                       "multiply(v, 2.5)",
		"toDecimal64('1'_String, 2_Decimal(18, 2)) plus": "toDecimal64('1', 2) plus",
	} {
		if got := nameSQL(in); got != want {
			t.Errorf("nameSQL(%q) = %q, want %q", in, got, want)
		}
	}
}
