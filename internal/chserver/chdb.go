package chserver

// Thin binding of libchdb.so through purego (no cgo).

import (
	"errors"
	"fmt"
	"runtime"
	"unsafe"

	"github.com/ebitengine/purego"
)

type ptr = unsafe.Pointer

// callFn is the shape of chDB's query functions: connection, SQL, format and
// query parameters, every string with its length.
type callFn = func(conn uintptr, sql ptr, sqlLen uintptr, format ptr, formatLen uintptr,
	names, nameLens, values, valueLens ptr, count uintptr) uintptr

var api struct {
	connect  func(int32, ptr) ptr // gives a chdb_connection*: dereference once
	close    func(ptr)
	signals  func(int32)
	shutdown func() int32

	query, stream callFn
	fetch         func(conn, stream uintptr) uintptr
	cancel        func(conn, stream uintptr)

	destroy             func(result uintptr)
	buffer              func(result uintptr) ptr
	length              func(result uintptr) uintptr
	resultError         func(result uintptr) string
	rowsRead, bytesRead func(result uintptr) uint64

	insert        callFn
	appendBlock   func(stream uintptr, data ptr, n uintptr) int32
	insertDone    func(stream uintptr) uintptr
	insertCancel  func(stream uintptr)
	insertError   func(stream uintptr) string
	insertDestroy func(stream uintptr)
}

// loadChDB opens the library. Call it once, before the first connection.
func loadChDB(path string) error {
	if path == "" {
		return errors.New("no libchdb.so: give -lib or set CHDB_LIB")
	}
	h, err := purego.Dlopen(path, purego.RTLD_NOW|purego.RTLD_GLOBAL)
	if err != nil {
		return fmt.Errorf("load libchdb.so: %w", err)
	}
	for name, fn := range map[string]any{
		"chdb_connect":                     &api.connect,
		"chdb_close_conn":                  &api.close,
		"chdb_set_signal_handlers_enabled": &api.signals,
		"chdb_shutdown":                    &api.shutdown,
		"chdb_query_with_params_n":         &api.query,
		"chdb_stream_query_with_params_n":  &api.stream,
		"chdb_stream_fetch_result":         &api.fetch,
		"chdb_stream_cancel_query":         &api.cancel,
		"chdb_destroy_query_result":        &api.destroy,
		"chdb_result_buffer":               &api.buffer,
		"chdb_result_length":               &api.length,
		"chdb_result_error":                &api.resultError,
		"chdb_result_storage_rows_read":    &api.rowsRead,
		"chdb_result_storage_bytes_read":   &api.bytesRead,
		"chdb_stream_insert_with_params_n": &api.insert,
		"chdb_stream_append":               &api.appendBlock,
		"chdb_stream_done":                 &api.insertDone,
		"chdb_stream_cancel_insert":        &api.insertCancel,
		"chdb_stream_insert_error":         &api.insertError,
		"chdb_destroy_insert_stream":       &api.insertDestroy,
	} {
		purego.RegisterLibFunc(fn, h, name)
	}
	api.signals(0) // before the first connection: the Go runtime owns the signals
	return nil
}

// session is one chDB connection: its own settings, database and temporary
// tables. It runs one query at a time.
type session struct {
	handle ptr     // chdb_connection *
	conn   uintptr // chdb_connection
}

func openSession(args []string) (*session, error) {
	argv := make([]*byte, len(args))
	for i, a := range args {
		argv[i] = &append([]byte(a), 0)[0]
	}
	h := api.connect(int32(len(argv)), ptr(&argv[0]))
	runtime.KeepAlive(argv)
	if h == nil {
		return nil, errors.New("chdb_connect failed")
	}
	return &session{handle: h, conn: *(*uintptr)(h)}, nil
}

func (s *session) close() { api.close(s.handle) }

// params are a query's {name:Type} parameters.
type params struct{ names, values []string }

func stringPtr(s string) ptr { return ptr(unsafe.StringData(s)) }

func (s *session) call(fn callFn, sql, format string, p params) uintptr {
	n := len(p.names)
	ptrs, lens := make([]ptr, 2*n+1), make([]uintptr, 2*n+1)
	for i := range p.names {
		ptrs[i], lens[i] = stringPtr(p.names[i]), uintptr(len(p.names[i]))
		ptrs[n+i], lens[n+i] = stringPtr(p.values[i]), uintptr(len(p.values[i]))
	}
	r := fn(s.conn, stringPtr(sql), uintptr(len(sql)), stringPtr(format), uintptr(len(format)),
		ptr(&ptrs[0]), ptr(&lens[0]), ptr(&ptrs[n]), ptr(&lens[n]), uintptr(n))
	runtime.KeepAlive(ptrs)
	runtime.KeepAlive(lens)
	runtime.KeepAlive(p)
	runtime.KeepAlive(sql)
	runtime.KeepAlive(format)
	return r
}

// result is what chDB gave for a query, copied out of its memory.
type result struct {
	data                []byte
	rowsRead, bytesRead uint64
}

// take copies a result and frees it.
func take(r uintptr) (result, error) {
	defer api.destroy(r)
	if e := api.resultError(r); e != "" {
		return result{}, errors.New(e)
	}
	out := result{rowsRead: api.rowsRead(r), bytesRead: api.bytesRead(r)}
	if n := api.length(r); n > 0 {
		out.data = append(out.data, unsafe.Slice((*byte)(api.buffer(r)), n)...)
	}
	return out, nil
}

// query runs sql to its end and gives its output in the named format.
func (s *session) query(sql, format string, p params) ([]byte, error) {
	r, err := take(s.call(api.query, sql, format, p))
	return r.data, err
}

// stream runs sql and passes on each chunk of its output, in Native revision 0.
func (s *session) stream(sql string, p params, emit func(result) error) error {
	st := s.call(api.stream, sql, "Native", p)
	defer api.destroy(st)
	if e := api.resultError(st); e != "" {
		return errors.New(e)
	}
	for {
		r, err := take(api.fetch(s.conn, st))
		if err != nil || len(r.data) == 0 {
			return err
		}
		if err := emit(r); err != nil {
			api.cancel(s.conn, st)
			return err
		}
	}
}

// insertion is a streaming INSERT: Native blocks in, one outcome.
type insertion uintptr

func (s *session) insert(sql string, p params) (insertion, error) {
	st := s.call(api.insert, sql, "Native", p)
	if e := api.insertError(st); e != "" {
		api.insertDestroy(st)
		return 0, errors.New(e)
	}
	return insertion(st), nil
}

func (i insertion) append(block []byte) error {
	rc := api.appendBlock(uintptr(i), ptr(&block[0]), uintptr(len(block)))
	runtime.KeepAlive(block)
	if rc != 0 {
		return errors.New(api.insertError(uintptr(i)))
	}
	return nil
}

func (i insertion) abort() {
	api.insertCancel(uintptr(i))
	api.insertDestroy(uintptr(i))
}

func (i insertion) done() error {
	defer api.insertDestroy(uintptr(i))
	_, err := take(api.insertDone(uintptr(i)))
	return err
}
