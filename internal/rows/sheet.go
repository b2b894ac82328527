package rows

import (
	"bytes"
	"encoding/csv"
	"iter"
)

// Sheet returns a table whose columns are known only when it is made as CSV (RFC 4180) with
// a header. The first cell of a line may be text from strangers.
func Sheet(header []string, lines iter.Seq[[]string]) []byte {
	var file bytes.Buffer
	out := csv.NewWriter(&file) // a buffer takes all that is written
	_ = out.Write(header)
	for line := range lines {
		line[0] = Harmless(line[0])
		_ = out.Write(line)
	}
	out.Flush()
	return file.Bytes()
}
