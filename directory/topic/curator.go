package topic

import (
	"bufio"
	"errors"
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
// A host may have several lines. If any line is at fault, nothing is returned but a
// landfall.ErrInvalid that says which is the first, and how many there are.
func ReadCurator(r io.Reader, t *Taxonomy, at time.Time) (map[landfall.Host][]Declaration, error) {
	said := map[landfall.Host][]Declaration{}
	var first error
	faults, n := 0, 1
	lines := bufio.NewScanner(r)
	for ; lines.Scan(); n++ {
		host, declared, err := readCuratorLine(lines.Text(), t, at)
		if err != nil {
			if faults++; first == nil {
				first = fmt.Errorf("line %d: %w", n, err)
			}
			continue
		}
		said[host] = append(said[host], declared...)
	}
	switch err := lines.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return nil, fmt.Errorf("line %d: %w: longer than %d bytes", n, landfall.ErrInvalid, bufio.MaxScanTokenSize)
	case err != nil:
		return nil, err
	case faults > 1:
		return nil, fmt.Errorf("%w (%d bad lines in all)", first, faults)
	case faults > 0:
		return nil, first
	}
	delete(said, "") // of lines that say nothing
	return said, nil
}

// readCuratorLine reads one line; one that says nothing has no host.
func readCuratorLine(line string, t *Taxonomy, at time.Time) (host landfall.Host, declared []Declaration, err error) {
	text, note, _ := strings.Cut(line, "#")
	fields := strings.Fields(text)
	if len(fields) == 0 {
		return "", nil, nil
	}
	if host, err = landfall.ParseHost(fields[0]); err != nil {
		return "", nil, err
	}
	if len(fields) == 1 {
		return "", nil, fmt.Errorf("%w: no topic", landfall.ErrInvalid)
	}
	for _, field := range fields[1:] {
		id, removed := strings.CutPrefix(field, "-")
		if _, ok := t.Topic(ID(id)); !ok {
			return "", nil, fmt.Errorf("%w: there is no topic %q", landfall.ErrInvalid, id)
		}
		declared = append(declared, Declaration{
			Source: SourceCurator, Topic: ID(id), Removed: removed, Note: strings.TrimSpace(note), At: at,
		})
	}
	return host, declared, nil
}
