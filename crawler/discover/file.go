package discover

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"landfall"
)

// bounds are what makes a file too long to be a seed file.
type bounds struct {
	bytes  int64
	lines  int
	line   int // bytes
	faults int
}

func fileBounds() bounds {
	return bounds{bytes: 64 << 20, lines: 5_000_000, line: 4096, faults: 1000}
}

// Fault is one line of a seed file that names no host.
type Fault struct {
	Line   int // from 1
	Reason string
}

// ReadFile reads hosts from a seed file: one name a line, blank lines and what
// follows a # ignored. An http or https URL stands for its host, if it names no
// port and no user. Hosts come in file order without repeats; every line that
// names none comes as a fault. A file beyond the bounds (64 MiB, 5 million lines,
// 4 KiB a line, a thousand faults) is no seed file: [landfall.ErrInvalid]. Other
// errors are the reader's.
func ReadFile(r io.Reader) ([]landfall.Host, []Fault, error) {
	return readFile(r, fileBounds())
}

func readFile(r io.Reader, most bounds) ([]landfall.Host, []Fault, error) {
	limited := &io.LimitedReader{R: r, N: most.bytes + 1}
	lines := bufio.NewScanner(limited)
	lines.Buffer(nil, most.line)
	var hosts []landfall.Host
	var faults []Fault
	seen := make(map[landfall.Host]bool)
	number := 0
	for lines.Scan() {
		if number++; number > most.lines {
			return nil, nil, fmt.Errorf("%w: more than %d lines", landfall.ErrInvalid, most.lines)
		}
		text, _, _ := strings.Cut(lines.Text(), "#")
		if text = strings.TrimSpace(strings.TrimPrefix(text, "\ufeff")); text == "" {
			continue
		}
		host, err := parseName(text)
		switch {
		case err != nil && len(faults) == most.faults:
			return nil, nil, fmt.Errorf("line %d: %w: more than %d lines name no host", number, landfall.ErrInvalid, most.faults)
		case err != nil:
			faults = append(faults, Fault{Line: number, Reason: err.Error()})
		case !seen[host]:
			seen[host] = true
			hosts = append(hosts, host)
		}
	}
	switch err := lines.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return nil, nil, fmt.Errorf("line %d: %w: longer than %d bytes", number+1, landfall.ErrInvalid, most.line)
	case err != nil:
		return nil, nil, fmt.Errorf("line %d: %w", number+1, err)
	case limited.N <= 0:
		return nil, nil, fmt.Errorf("%w: longer than %d bytes", landfall.ErrInvalid, most.bytes)
	}
	return hosts, faults, nil
}

// parseName reads a host's name, or the name in an http or https address without
// port and user.
func parseName(text string) (landfall.Host, error) {
	scheme, _, found := strings.Cut(text, "://")
	if !found || !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https") {
		return landfall.ParseHost(text)
	}
	u, err := url.Parse(text)
	if err != nil || u.User != nil || u.Port() != "" {
		return "", fmt.Errorf("url %.80q: %w: a plain address without port or user", text, landfall.ErrInvalid)
	}
	return landfall.ParseHost(u.Hostname())
}
