package topic

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"

	"landfall"
)

// ReadCurator reads the curator's file: what people who looked at instances say of
// their topics. A line is a host name and the IDs of topics, each a pin or, with "-" in
// front, a removal; what follows "#" is the reason, which is shown. Empty lines and
// lines that begin with "#" are passed over.
//
//	amber.example tech.php -politics # its rules say so
//
// A host may have several lines. Faults are landfall.ErrInvalid and say which line.
func ReadCurator(r io.Reader, t *Taxonomy, at time.Time) (map[landfall.Host][]Declaration, error) {
	said := map[landfall.Host][]Declaration{}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		text, note, _ := strings.Cut(lines.Text(), "#")
		fields := strings.Fields(text)
		if len(fields) == 0 {
			continue
		}
		host, err := landfall.ParseHost(fields[0])
		if err != nil {
			return nil, fmt.Errorf("curator file: line %d: %w", n, err)
		}
		if len(fields) == 1 {
			return nil, fmt.Errorf("curator file: line %d: %w: no topic", n, landfall.ErrInvalid)
		}
		for _, field := range fields[1:] {
			id, removed := strings.CutPrefix(field, "-")
			if _, ok := t.Topic(ID(id)); !ok {
				return nil, fmt.Errorf("curator file: line %d: %w: there is no topic %q", n, landfall.ErrInvalid, id)
			}
			said[host] = append(said[host], Declaration{
				Source: SourceCurator, Topic: ID(id), Removed: removed, Note: strings.TrimSpace(note), At: at,
			})
		}
	}
	return said, lines.Err()
}
