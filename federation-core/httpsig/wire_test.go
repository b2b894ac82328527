package httpsig

import (
	"encoding/csv"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"landfall/internal/fixtures"
)

// TestRecordedRequests judges every request recorded from another server as the index of the
// recordings says: what is valid is taken, the rest is refused.
func TestRecordedRequests(t *testing.T) {
	index, err := os.Open(fixtures.Path(t, "wire", "index.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer index.Close()
	table := csv.NewReader(index)
	table.Comma, table.LazyQuotes = '\t', true
	rows, err := table.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	taken := 0
	for _, row := range rows[1:] {
		file, host, scheme, covered, id, keyFile, state := row[0], row[1], row[2], row[3], row[4], row[5], row[6]
		if !strings.Contains(file, "/requests") {
			continue
		}
		t.Run(file, func(t *testing.T) {
			req, body := arrived(t, fixtures.Read(t, append([]string{"wire"}, strings.Split(file, "/")...)...))
			rules := Rules{Now: signedAt(t, req), Origin: "https://" + host}
			claim, err := Read(req, body, rules)
			if scheme == "" {
				wantRefusal(t, err, Unsigned)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if name, _, _ := strings.Cut(scheme, " "); claim.Scheme.String() != name || claim.KeyID != id {
				t.Errorf("read %v by %q, want %s by %q", claim.Scheme, claim.KeyID, scheme, id)
			}
			if said, _ := parse(req.Header); strings.Join(said.covered, " ") != covered {
				t.Errorf("covers %q, want %q", said.covered, covered)
			}
			key, err := ParseKey(string(fixtures.Read(t, append([]string{"wire"}, strings.Split(keyFile, "/")...)...)))
			if err != nil {
				t.Fatal(err)
			}
			want := BadSignature
			if state == "valid" {
				want = ""
				taken++
			}
			wantRefusal(t, claim.Verify(key), want)
			_, err = Read(req, append(body, ' '), rules)
			if carriesBody(req.Method, body) {
				wantRefusal(t, err, DigestMismatch)
			}
		})
	}
	if taken == 0 {
		t.Error("no valid request in the index")
	}
	t.Logf("%d recorded signatures verify", taken)
}

// signedAt is when a recorded request was made.
func signedAt(t *testing.T, req *http.Request) time.Time {
	t.Helper()
	if date, err := http.ParseTime(req.Header.Get("Date")); err == nil {
		return date
	}
	said, err := parse(req.Header)
	if err != nil {
		return clock
	}
	return said.created
}
