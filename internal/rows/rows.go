// Package rows writes flat structs as NDJSON or CSV, for exports and for the API.
package rows

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"unicode"
)

// The formats.
const (
	NDJSON = "ndjson" // one JSON object a line
	CSV    = "csv"    // RFC 4180, with a header
)

// Writer writes rows. Columns are the JSON names of the fields of their struct, in order.
// It is to be closed, which says whether all was written.
type Writer struct {
	buffer *bufio.Writer
	json   *json.Encoder
	csv    *csv.Writer
	fields [][]int // of the struct, those of its parts among them
	err    error
}

// New returns a Writer of rows of the type of shape, a struct that may be put together from
// others. The header of CSV is written even if
// no row follows.
func New(w io.Writer, format string, shape any) *Writer {
	out := &Writer{buffer: bufio.NewWriterSize(w, 64<<10)}
	if format == NDJSON {
		out.json = json.NewEncoder(out.buffer)
		out.json.SetEscapeHTML(false)
		return out
	}
	out.csv = csv.NewWriter(out.buffer)
	header := []string{}
	for _, field := range reflect.VisibleFields(reflect.TypeOf(shape)) {
		if field.Anonymous {
			continue
		}
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		header, out.fields = append(header, name), append(out.fields, field.Index)
	}
	out.err = out.csv.Write(header)
	return out
}

// Write writes one row: a struct of the type that the Writer was made for.
func (w *Writer) Write(row any) error {
	switch {
	case w.err != nil:
		return w.err
	case w.json != nil:
		return w.json.Encode(row)
	}
	value := reflect.ValueOf(row)
	cells := make([]string, len(w.fields))
	for i, field := range w.fields {
		cells[i] = cell(value.FieldByIndex(field))
	}
	return w.csv.Write(cells)
}

// Close writes what is held back.
func (w *Writer) Close() error {
	if w.csv != nil {
		w.csv.Flush()
		if err := w.csv.Error(); err != nil {
			return fmt.Errorf("write output: %w", err)
		}
	}
	if err := w.buffer.Flush(); err != nil {
		return fmt.Errorf("write output: %w", err)
	}
	return nil
}

// cell writes one value for CSV: nil is empty, a list is JSON.
func cell(v reflect.Value) string {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return ""
		}
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.Int, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'f', -1, 64)
	case reflect.Slice:
		if v.IsNil() {
			return ""
		}
		text, err := json.Marshal(v.Interface())
		if err != nil {
			return ""
		}
		return string(text)
	}
	return Harmless(v.String())
}

// Harmless keeps a spreadsheet from running text from strangers as a formula: a
// cell that would begin one, after any space, begins with an apostrophe (OWASP's
// advice on CSV injection, which lists = + - @, tab, CR and LF).
func Harmless(text string) string {
	trimmed := strings.TrimLeftFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || r == '\u00a0' || r == '\ufeff' || unicode.Is(unicode.Cf, r)
	})
	begins := func(s string) bool { return s != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(s)[0]) }
	if begins(trimmed) || begins(text) {
		return "'" + text
	}
	return text
}
