// Command suites reads what go test -json prints of the stores' suites and prints a
// table: each case of internal/storetest, and how it went on each store. It exits with
// 1 if a case failed, was skipped, or was run on one store and not on another that has
// the same suite.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
)

// stores are the beginnings of the tests' names, in the order of the columns.
var stores = []string{"SQLite", "Postgres", "Pooled", "DuckDB", "ClickHouse"}

var name = regexp.MustCompile(`^Test(` + strings.Join(stores, "|") + `)((?:Is|Has|Keeps)\w+)(?:/([^/]+))?$`)

// event is a line of go test -json.
type event struct {
	Action, Package, Test, Output string
	Elapsed                       float64
}

// suite is what all stores that have it are tested with.
type suite struct {
	name  string
	cases []string                     // in the order in which they first began
	went  map[string]map[string]string // by case and store: pass, fail or skip
}

func main() {
	suites, output, err := read(os.Stdin)
	if err != nil {
		fmt.Fprintln(os.Stderr, "suites:", err)
		os.Exit(1)
	}
	good := len(suites) > 0
	for _, s := range suites {
		good = s.print(os.Stdout) && good
	}
	if !good {
		fmt.Print(output)
		os.Exit(1)
	}
}

// read gathers the suites, and the output of tests that failed.
func read(r io.Reader) (suites []*suite, failures string, err error) {
	said := make(map[string]*strings.Builder)
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			return nil, "", fmt.Errorf("%.80s: %w", lines.Text(), err)
		}
		key := e.Package + " " + e.Test
		if said[key] == nil {
			said[key] = &strings.Builder{}
		}
		said[key].WriteString(e.Output)
		if e.Action == "fail" {
			failures += said[key].String()
		}
		if m := name.FindStringSubmatch(e.Test); m != nil {
			suites = note(suites, m[1], m[2], m[3], e.Action)
		}
	}
	return suites, failures, lines.Err()
}

// note notes how a case went. A suite without cases is one itself.
func note(suites []*suite, store, of, test, action string) []*suite {
	if action != "run" && action != "pass" && action != "fail" && action != "skip" {
		return suites
	}
	i := slices.IndexFunc(suites, func(s *suite) bool { return s.name == of })
	if i < 0 {
		i = len(suites)
		suites = append(suites, &suite{name: of, went: make(map[string]map[string]string)})
	}
	s := suites[i]
	if s.went[test] == nil {
		s.went[test] = make(map[string]string)
		s.cases = append(s.cases, test)
	}
	if s.went[test][store] = action; action == "run" {
		s.went[test][store] = "broken off"
	}
	return suites
}

// print prints the table and reports whether all is well.
func (s *suite) print(w io.Writer) (good bool) {
	of := slices.DeleteFunc(slices.Clone(stores), func(store string) bool { return s.went[""][store] == "" })
	fmt.Fprintf(w, "\n%-52s", s.name)
	for _, store := range of {
		fmt.Fprintf(w, " %-11s", store)
	}
	fmt.Fprintln(w)
	good = true
	passed := 0
	for _, test := range s.cases {
		if test == "" {
			if len(s.cases) > 1 {
				good = good && s.passed(test, of)
				continue
			}
		}
		fmt.Fprintf(w, "  %-50s", test)
		for _, store := range of {
			went := s.went[test][store]
			if went == "" {
				went = "missing"
			}
			fmt.Fprintf(w, " %-11s", went)
		}
		fmt.Fprintln(w)
		if s.passed(test, of) {
			passed++
		} else {
			good = false
		}
	}
	fmt.Fprintf(w, "  %d cases green on all of %s\n", passed, strings.Join(of, ", "))
	return good
}

func (s *suite) passed(test string, of []string) bool {
	return !slices.ContainsFunc(of, func(store string) bool { return s.went[test][store] != "pass" })
}
