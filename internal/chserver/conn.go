package chserver

import (
	"errors"
	"fmt"
	"net"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/ClickHouse/ch-go/compress"
	"github.com/ClickHouse/ch-go/proto"
)

const (
	// clientRevision is clickhouse-go's own protocol revision.
	clientRevision = 54460
	// revCustomSerialization adds one byte (zero here) to every column's head.
	revCustomSerialization = 54454

	packetTablesStatus = 5 // client: TablesStatusRequest
	packetScalar       = 7 // client: a peer's constants, shaped like data
	replyTablesStatus  = 9 // server: TablesStatusResponse
)

// blockInfo is a BlockInfo of an ordinary block: not an overflow, no bucket.
var blockInfo = []byte{1, 0, 2, 255, 255, 255, 255, 0}

// conn is one TCP client.
type conn struct {
	net.Conn
	srv      *server
	s        *session // that runs the query
	home     *session // that lasts as long as the connection
	database string
	in       *tape // what the client sends
	zin      *tape // the same, decompressed
	out      proto.Buffer
	zw       *compress.Writer
	zip      bool // the running query's data is compressed
	isPeer   bool // the client is another chserver, or a ClickHouse server
	rev      int  // the agreed protocol revision
}

// client greets one client and answers its packets until it leaves.
func (s *server) client(nc net.Conn) error {
	c := &conn{Conn: nc, srv: s, in: newTape(nc), zw: compress.NewWriter(compress.LevelZero, compress.LZ4)}
	c.zin = newTape(compress.NewReader(c.in.br))
	if err := c.hello(); err != nil {
		return err
	}
	if c.s == nil {
		return nil // refused
	}
	defer c.home.close()
	for {
		c.in.mark()
		code, err := c.in.UVarInt()
		if err != nil {
			return err
		}
		switch proto.ClientCode(code) {
		case proto.ClientCodePing:
			proto.ServerCodePong.Encode(&c.out)
			err = c.flush()
		case proto.ClientCodeQuery:
			err = c.query()
		case packetTablesStatus:
			err = c.tablesStatus()
		case proto.ClientCodeCancel: // late: the query had ended
		default:
			err = fmt.Errorf("unexpected client packet %d", code)
		}
		if err != nil {
			return err
		}
	}
}

// hello does the handshake. It leaves c.s nil when the client was refused.
func (c *conn) hello() error {
	code, err := c.in.UVarInt()
	if err != nil {
		return err
	}
	if code != uint64(proto.ClientCodeHello) {
		return fmt.Errorf("client packet %d where a hello was due", code)
	}
	var hello proto.ClientHello
	if err := hello.Decode(c.in.Reader); err != nil {
		return fmt.Errorf("read hello: %w", err)
	}
	// Another engine's remote() sends aggregate states and a ClientInfo of its
	// own: below custom serialization chDB's bytes go through untouched.
	ours := clientRevision
	if c.isPeer = hello.Name == "chDB" || strings.HasPrefix(hello.Name, "ClickHouse "); c.isPeer {
		ours = revCustomSerialization - 1
	}
	c.rev = min(hello.ProtocolVersion, ours)
	if c.srv.user != "" && (hello.User != c.srv.user || hello.Password != c.srv.password) {
		return c.exception(refusal{errAuthentication, hello.User + ": Authentication failed: password is incorrect, or there is no user with such name"})
	}
	c.database = hello.Database
	s, err := c.srv.session(c.database)
	if err != nil {
		return c.exception(err)
	}
	info := proto.ServerHello{
		Name: "ClickHouse", DisplayName: "chdb", Revision: ours, Timezone: c.srv.timezone,
		Major: c.srv.version[0], Minor: c.srv.version[1], Patch: c.srv.version[2],
	}
	info.EncodeAware(&c.out, c.rev)
	err = c.flush()
	if err == nil && proto.FeatureAddendum.In(c.rev) {
		_, err = c.in.Str() // the quota key
	}
	if err != nil {
		s.close()
		return err
	}
	c.s, c.home = s, s
	return nil
}

func (c *conn) flush() error {
	_, err := c.Write(c.out.Buf)
	c.out.Reset()
	return err
}

var errText = regexp.MustCompile(`(?s)^Code: (\d+)\. (DB::\w*Exception: .*?)\.? *(?:\([A-Z_0-9]+\))?(?: \(version [^)]*\))?\s*$`)

// exception sends an error with ClickHouse's own code where the text has one.
func (c *conn) exception(err error) error {
	e := proto.Exception{Code: errStd, Name: "DB::Exception", Message: err.Error()}
	if r, ok := errors.AsType[refusal](err); ok {
		e.Code, e.Message = r.code, r.text
	} else if m := errText.FindStringSubmatch(err.Error()); m != nil {
		n, _ := strconv.Atoi(m[1])
		e.Code, e.Message = proto.Error(n), m[2]
	}
	proto.ServerCodeException.Encode(&c.out)
	e.EncodeAware(&c.out, c.rev)
	return c.flush()
}

// sendData sends one Data packet; block has no BlockInfo.
func (c *conn) sendData(block []byte) error {
	proto.ServerCodeData.Encode(&c.out)
	c.out.PutString("")
	block = slices.Concat(blockInfo, block)
	for len(block) > 0 && c.zip {
		n := min(len(block), 1<<20)
		if err := c.zw.Compress(block[:n]); err != nil {
			return fmt.Errorf("compress a block: %w", err)
		}
		c.out.Buf, block = append(c.out.Buf, c.zw.Data...), block[n:]
	}
	c.out.Buf = append(c.out.Buf, block...)
	return c.flush()
}

// readData reads one Data packet. The last one of a series has no columns.
func (c *conn) readData() (name string, b block, err error) {
	for {
		c.in.mark()
		code, err := c.in.UVarInt()
		if err != nil {
			return "", block{}, err
		}
		if code != uint64(proto.ClientCodeData) && code != packetScalar {
			return "", block{}, fmt.Errorf("client packet %d where data was due", code)
		}
		if name, err = c.in.Str(); err != nil {
			return "", block{}, err
		}
		t := c.in
		if c.zip {
			t = c.zin
		}
		if b, err = splice(t, c.rev, 0, nil); err != nil || code != packetScalar {
			return name, b, err
		}
	}
}

// tablesStatus tells a peer that no table is replicated.
func (c *conn) tablesStatus() error {
	n, err := c.in.Int()
	if err != nil {
		return err
	}
	c.out.PutByte(replyTablesStatus)
	c.out.PutInt(n)
	for range n {
		for range 2 { // database, table
			s, err := c.in.Str()
			if err != nil {
				return err
			}
			c.out.PutString(s)
		}
		c.out.PutBool(false)
	}
	return c.flush()
}

// refusal is an error of the server's own, with ClickHouse's code for it.
type refusal struct {
	code proto.Error
	text string
}

func (r refusal) Error() string { return r.text }

const (
	errSyntax         proto.Error = 62
	errAuthentication proto.Error = 516
	errStd            proto.Error = 1001
)

// isGone says that err comes from the connection and not from the query.
func isGone(err error) bool {
	var ne net.Error
	return errors.As(err, &ne) || errors.Is(err, errClientLeft)
}
