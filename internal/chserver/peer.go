package chserver

// Distributed queries. chDB always runs a query to its end, but another engine's
// remote() may ask for less: stage 1 is aggregate states, 3 and 4 end before the
// last projection. The plan's own headers say which columns the other side waits
// for, and their names read as SQL once the types of constants are off. This is
// a heuristic: it covers ordinary SELECT, GROUP BY, HAVING, ORDER BY and LIMIT.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"github.com/ClickHouse/ch-go/proto"
)

const (
	stageAggregateStates = 1
	stageComplete        = 2
)

// planNode is a step of EXPLAIN json=1.
type planNode struct {
	Type       string `json:"Node Type"`
	Header     []struct{ Name string }
	Keys       []string
	Aggregates []planAggregate
	Plans      []*planNode
}

type planAggregate struct {
	Name     string
	Function struct {
		Name       string
		Parameters []string
	}
	Arguments []string
}

// find gives the first step of a type.
func (n *planNode) find(typ string) *planNode {
	if n.Type == typ {
		return n
	}
	for _, p := range n.Plans {
		if f := p.find(typ); f != nil {
			return f
		}
	}
	return nil
}

// stateColumn is the SQL of an aggregate's intermediate state.
func (a planAggregate) stateColumn() string {
	f := a.Function.Name + "State"
	if len(a.Function.Parameters) > 0 {
		f += "(" + strings.Join(a.Function.Parameters, ", ") + ")"
	}
	args := make([]string, len(a.Arguments))
	for i, arg := range a.Arguments {
		args[i] = nameSQL(arg)
	}
	return f + "(" + strings.Join(args, ", ") + ") AS " + quoteName(a.Name)
}

var constType = regexp.MustCompile(`('(?:[^'\\]|\\.)*'|\b\d[\d.e+-]*|\]|NULL)_(?:Nullable\(\w+\)|Array\(\w+\)|[A-Z]\w*(?:\([^()]*\))?)`)

// nameSQL turns a plan's column name into an expression.
func nameSQL(name string) string { return constType.ReplaceAllString(name, "$1") }

// staged rewrites sql so that running it to the end gives what the stage asks for.
func (c *conn) staged(sql string, stage int) (string, error) {
	if stage == stageComplete || !selectRe.MatchString(sql) {
		return sql, nil
	}
	plan, err := c.explain(sql)
	if err != nil {
		return "", err
	}
	_, tail := clause(sql, " FROM ")
	var cols []string
	if agg := plan.find("Aggregating"); agg != nil && stage == stageAggregateStates {
		for _, k := range agg.Keys {
			cols = append(cols, nameSQL(k)+" AS "+quoteName(k))
		}
		for _, a := range agg.Aggregates {
			cols = append(cols, a.stateColumn())
		}
		tail, _ = clause(tail, " HAVING ", " ORDER BY ", " LIMIT ", " WINDOW ")
	} else if len(plan.Plans) == 1 {
		for _, h := range plan.Plans[0].Header {
			cols = append(cols, nameSQL(h.Name)+" AS "+quoteName(h.Name))
		}
	}
	verb := "SELECT "
	if strings.HasPrefix(sql, "SELECT DISTINCT ") {
		verb = "SELECT DISTINCT "
	}
	return verb + strings.Join(cols, ", ") + tail, nil
}

// explain gives the plan of a SELECT, without shortcuts that hide its aggregation.
func (c *conn) explain(sql string) (*planNode, error) {
	plain := " SETTINGS optimize_trivial_count_query=0, optimize_use_implicit_projections=0"
	if _, had := clause(sql, " SETTINGS "); had != "" {
		plain = ""
	}
	// Not in c.s: where that is readonly it takes no settings.
	b, err := c.home.query("EXPLAIN header=1, actions=1, json=1 "+sql+plain, "TSVRaw", params{})
	if err != nil {
		return nil, err
	}
	var plans []struct{ Plan *planNode }
	if err := json.Unmarshal(b, &plans); err != nil {
		return nil, fmt.Errorf("read EXPLAIN: %w", err)
	}
	if len(plans) == 0 || plans[0].Plan == nil {
		return nil, fmt.Errorf("EXPLAIN gave no plan for %s", sql)
	}
	return plans[0].Plan, nil
}

// fields reads one field after another and keeps the first error.
type fields struct {
	r   *proto.Reader
	err error
}

func (f *fields) str() (s string) {
	if f.err == nil {
		s, f.err = f.r.Str()
	}
	return s
}

func (f *fields) num() (n uint64) {
	if f.err == nil {
		n, f.err = f.r.UVarInt()
	}
	return n
}

func (f *fields) raw(n int) []byte {
	if f.err == nil {
		var b []byte
		if b, f.err = f.r.ReadRaw(n); f.err == nil {
			return bytes.Clone(b)
		}
	}
	return make([]byte, n)
}

func (f *fields) strs(n int) {
	for range n {
		f.str()
	}
}

func (f *fields) nums(n int) {
	for range n {
		f.num()
	}
}

// readPeerQuery reads a Query packet of the C++ client: ch-go's reader knows
// only the ClientInfo of the TCP interface.
func (c *conn) readPeerQuery() (q proto.Query, err error) {
	f := &fields{r: c.in.Reader}
	q.ID = f.str()
	skipClientInfo(f)
	for f.err == nil {
		var s proto.Setting
		if f.err = s.Decode(f.r); f.err != nil || s.Key == "" {
			break
		}
		q.Settings = append(q.Settings, s)
	}
	q.Secret, q.Stage, q.Compression, q.Body = f.str(), proto.Stage(f.num()), proto.Compression(f.num()), f.str()
	return q, f.err
}

func skipClientInfo(f *fields) {
	const tcp, http = 1, 2
	if f.raw(1)[0] == 0 { // query kind: none
		return
	}
	f.strs(3) // initial user, query id, address
	f.raw(8)  // initial start time
	iface := f.raw(1)[0]
	switch iface {
	case tcp:
		f.strs(3) // os user, host, client name
		f.nums(3) // version, revision
	case http:
		f.raw(1)  // method
		f.strs(3) // user agent, forwarded for, referer
	}
	f.str() // quota key
	f.num() // distributed depth
	if iface == tcp {
		f.num() // version patch
	}
	if f.raw(1)[0] == 1 { // OpenTelemetry
		f.raw(24)
		f.str()
		f.raw(1)
	}
	f.nums(3) // parallel replicas
}
