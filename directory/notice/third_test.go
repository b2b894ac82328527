package notice

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"landfall/internal/fixtures"
)

// TestEncyclopaediaIsNoNotice: sentences about the end of servers, each by itself, are
// nobody's own word.
func TestEncyclopaediaIsNoNotice(t *testing.T) {
	for _, path := range fixtures.Glob(t, "shutdown", "report-ja-wiki", "*.tsv") {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range strings.Split(string(data), "\n") {
			cells := strings.Split(row, "\t")
			if i == 0 || len(cells) < 2 {
				continue
			}
			if r := Default().Detect(Input{Text: cells[1]}); r.Verdict == Notice {
				t.Errorf("line %d: %q is a notice: %.2f %q", i+1, cells[1], r.Confidence, r.Words)
			}
		}
	}
}

// TestOthersWordsAreReports: who tells of somebody else's server.
func TestOthersWordsAreReports(t *testing.T) {
	for _, text := range []string{
		"The admin of amber.social announced that the server is shutting down for good on 31 December 2026.",
		"I just heard that amber.social is shutting down permanently. Sad news.",
		"Der Betreiber von amber.social hat angekündigt, dass der Server Ende Oktober abgeschaltet wird.",
		"L'administrateur de amber.social a annoncé que le serveur fermera définitivement fin octobre.",
	} {
		if r := Default().Detect(Input{Text: text, Posted: posted}); r.Verdict != Report {
			t.Errorf("%q is %s %.2f %q", text, r.Verdict, r.Confidence, r.Words)
		}
	}
}

// TestOwnHost: in its own texts a server may call itself by its name; of another it tells.
func TestOwnHost(t *testing.T) {
	const text = "amber.social is shutting down by the end of 2026. Please migrate your data."
	for host, want := range map[string]Verdict{"amber.social": Notice, "other.example": Report, "": Report} {
		if r := Default().Detect(Input{Text: text, Host: host, Posted: posted}); r.Verdict != want {
			t.Errorf("host %q: %s %.2f, want %s", host, r.Verdict, r.Confidence, want)
		}
	}
}

// TestStages: what a text says beside the bare announcement.
func TestStages(t *testing.T) {
	for _, tt := range []struct {
		text    string
		verdict Verdict
		stage   Stage
	}{
		{"We are thinking about shutting down this server. Tell us what you think.", None, Considering},
		{"This server has been shut down permanently. Thank you all.", Notice, Closed},
		{"The closing of our instance has been postponed: it will now be shut down on 31 January 2027.", Notice, Postponed},
		{"Good news: we are not shutting down this server. A new admin is taking over!", None, HandedOver},
		{"We have cancelled the shutdown of this server and will continue after all.", None, Cancelled},
		{"On 1 December this server will permanently become read-only.", Notice, ReadOnly},
		{"このサーバーは閉鎖しました。ありがとうございました。", Notice, Closed},
		{"Dieser Server wird doch nicht abgeschaltet, ein neues Team übernimmt.", None, HandedOver},
	} {
		if r := Default().Detect(Input{Text: tt.text, Posted: posted}); r.Verdict != tt.verdict || r.Stage != tt.stage {
			t.Errorf("%q: %s %q %.2f, want %s %q; words %q", tt.text, r.Verdict, r.Stage, r.Confidence, tt.verdict, tt.stage, r.Words)
		}
	}
}

// TestOtherHosts: what is announced of another host by its name is no notice of the own
// one, in any language and whenever; of the own host by its name it is one.
func TestOtherHosts(t *testing.T) {
	for _, p := range phrasings {
		for _, announce := range p.announce {
			for _, days := range []int{1, 40, 400} {
				day := p.day(posted.AddDate(0, 0, days))
				for host, own := range map[string]bool{"amber.example": true, "other.example": false} {
					text := fmt.Sprintf(announce, "amber.example", day)
					if r := Default().Detect(Input{Text: text, Host: host, Posted: posted}); (r.Verdict == Notice) != own {
						t.Errorf("%q, read on %s: %s %.2f; words %q", text, host, r.Verdict, r.Confidence, r.Words)
					}
				}
			}
		}
	}
}
