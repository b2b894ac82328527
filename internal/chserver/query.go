package chserver

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync/atomic"
	"time"

	"github.com/ClickHouse/ch-go/proto"
)

// errClientLeft ends a query whose client cancelled it or closed the connection.
var errClientLeft = fmt.Errorf("client left: %w", io.EOF)

var queryNumber atomic.Int64

// query answers one Query packet.
func (c *conn) query() error {
	q, err := c.readQuery()
	if err != nil {
		return fmt.Errorf("read query: %w", err)
	}
	c.zip = q.Compression == proto.CompressionEnabled
	if isReadonly(q) {
		leave, err := c.ownSession()
		if err != nil {
			return err
		}
		defer leave()
	}
	tag := fmt.Sprintf("%s#%d", q.ID, queryNumber.Add(1))
	reset, fail := c.applySettings(q, tag)
	defer reset()
	drop, failTables, err := c.externalTables(fail != nil)
	defer drop()
	if err != nil {
		return err
	}
	if fail = errors.Join(fail, failTables); fail != nil {
		return c.exception(fail)
	}
	if c.isPeer {
		if q.Body, err = c.staged(q.Body, int(q.Stage)); err != nil {
			return c.exception(err)
		}
	}
	p := queryParams(q)
	if takesData(q.Body) {
		err = c.insert(chopTail(q.Body), p)
	} else {
		err = c.execute(q.Body, p, tag)
	}
	if err != nil && !isGone(err) {
		return c.exception(err)
	}
	if err != nil {
		return err
	}
	proto.ServerCodeEndOfStream.Encode(&c.out)
	return c.flush()
}

func (c *conn) readQuery() (q proto.Query, err error) {
	if c.isPeer {
		return c.readPeerQuery()
	}
	err = q.DecodeAware(c.in.Reader, c.rev)
	return q, err
}

func queryParams(q proto.Query) (p params) {
	for _, v := range q.Parameters {
		p.names, p.values = append(p.names, v.Key), append(p.values, unquote(v.Value))
	}
	return p
}

// applySettings sets the query's settings, and its tag as log_comment: chDB
// gives queries its own ids, so the tag is what KILL QUERY can find.
func (c *conn) applySettings(q proto.Query, tag string) (reset func(), err error) {
	set, unset := []string{"log_comment=" + quote(tag)}, []string{"log_comment=DEFAULT"}
	for _, s := range q.Settings {
		if s.Key == "log_comment" && c.isPeer {
			continue
		}
		set = append(set, s.Key+"="+quote(unquote(s.Value)))
		unset = append(unset, s.Key+"=DEFAULT")
	}
	_, err = c.s.query("SET "+strings.Join(set, ","), "TSV", params{})
	return func() { _, _ = c.s.query("SET "+strings.Join(unset, ","), "TSV", params{}) }, err
}

// isReadonly says that the query's settings forbid changing settings.
func isReadonly(q proto.Query) bool {
	for _, s := range q.Settings {
		if s.Key == "readonly" && unquote(s.Value) != "0" {
			return true
		}
	}
	return false
}

// ownSession gives the running query a session that ends with it: one that is
// readonly could not be put back.
func (c *conn) ownSession() (leave func(), err error) {
	own, err := c.srv.session(c.database)
	if err != nil {
		return nil, err
	}
	c.s = own
	return func() {
		own.close()
		c.s = c.home
	}, nil
}

// externalTables reads the data packets that follow a query, up to an empty
// block, into temporary tables. With skip it only reads. fail is the query's
// error, err the connection's.
func (c *conn) externalTables(skip bool) (drop func(), fail, err error) {
	var names []string
	drop = func() {
		for _, name := range names {
			_, _ = c.s.query("DROP TEMPORARY TABLE IF EXISTS "+quoteName(name), "TSV", params{})
		}
	}
	for {
		name, b, err := c.readData()
		if err != nil {
			return drop, fail, err
		}
		if len(b.heads) == 0 {
			return drop, fail, nil
		}
		if skip || fail != nil {
			continue
		}
		names = append(names, name)
		fail = c.addExternal(name, b)
	}
}

func (c *conn) addExternal(name string, b block) error {
	cols := make([]string, len(b.heads))
	for i, h := range b.heads {
		cols[i] = quoteName(h.name) + " " + h.typ
	}
	create := "CREATE TEMPORARY TABLE IF NOT EXISTS " + quoteName(name) + " (" + strings.Join(cols, ",") + ") ENGINE=Memory"
	if _, err := c.s.query(create, "TSV", params{}); err != nil || b.rows == 0 {
		return err
	}
	st, err := c.s.insert("INSERT INTO "+quoteName(name), params{})
	if err != nil {
		return err
	}
	if err := st.append(b.raw); err != nil {
		st.abort()
		return err
	}
	return st.done()
}

// describe gives the columns of a table or a parenthesised query; keep may
// choose among them by name and default kind.
func (c *conn) describe(what string, p params, keep func(kind string) bool) ([]columnHead, error) {
	b, err := c.s.query("DESCRIBE TABLE "+what, "JSONCompact", p)
	if err != nil {
		return nil, err
	}
	var r struct{ Data [][]string }
	if err := json.Unmarshal(b, &r); err != nil {
		return nil, fmt.Errorf("read DESCRIBE: %w", err)
	}
	var heads []columnHead
	for _, d := range r.Data { // name, type, default kind, …
		if keep == nil || keep(d[2]) {
			heads = append(heads, columnHead{d[0], d[1]})
		}
	}
	return heads, nil
}

// insert sends the header that an INSERT's client waits for, and takes its rows.
func (c *conn) insert(sql string, p params) error {
	table, columns, ok := insertTarget(sql)
	if !ok {
		return refusal{errSyntax, "cannot read this INSERT: " + sql}
	}
	var heads []columnHead
	var err error
	if columns != "" {
		heads, err = c.describe("(SELECT "+columns+" FROM "+table+")", p, nil)
	} else {
		heads, err = c.describe(table, p, func(kind string) bool { return kind == "" || kind == "DEFAULT" })
	}
	if err != nil {
		return err
	}
	st, err := c.s.insert(sql, p)
	if err != nil {
		return err
	}
	if err := c.sendData(headerBlock(heads, c.rev)); err != nil {
		st.abort()
		return err
	}
	var fail error
	total := 0
	for {
		_, b, err := c.readData()
		if err != nil {
			st.abort()
			return errClientLeft
		}
		if len(b.heads) == 0 {
			break
		}
		if total += b.rows; b.rows > 0 && fail == nil {
			fail = st.append(b.raw)
		}
	}
	if total == 0 || fail != nil {
		st.abort()
		return fail
	}
	return st.done()
}

// execute runs anything that takes no data from the client. Meanwhile it
// watches the connection: a Cancel packet, or its end, kills the query. One that was
// cancelled ends like any other, without an exception, as ClickHouse ends it: another
// engine cancels what it has enough rows of.
func (c *conn) execute(sql string, p params, tag string) error {
	var gone, cancelled atomic.Bool
	ended, watched := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(watched)
		b, err := c.in.br.Peek(1)
		var ne net.Error
		if errors.As(err, &ne) && ne.Timeout() {
			return // the query ended first
		}
		if err == nil && b[0] != byte(proto.ClientCodeCancel) {
			return // the next query is here already
		}
		cancelled.Store(err == nil)
		gone.Store(true)
		for range 50 { // it may not have started yet
			c.srv.kill(tag)
			select {
			case <-ended:
				return
			case <-time.After(100 * time.Millisecond):
			}
		}
	}()
	err := c.results(sql, p, &gone)
	close(ended)
	_ = c.SetReadDeadline(time.Unix(1, 0)) // wakes the watcher
	<-watched
	_ = c.SetReadDeadline(time.Time{})
	if cancelled.Load() {
		return nil
	}
	return err
}
