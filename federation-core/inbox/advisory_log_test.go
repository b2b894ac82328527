package inbox_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"landfall/federation-core/httpsig"
	"landfall/federation-core/inbox"
	"landfall/federation-core/verify"
)

// forged is what would look like a line of a log of its own, and clear a terminal.
const forged = "x\r\nlevel=ERROR msg=forged \x1b[2J\x1b]0;owned\x07\u202e\u2028"

// A14, A15: what a stranger writes comes into no answer and no log but quoted and short, and no
// signature, body or key of anybody with it.
func TestStrangersDoNotWriteOurLog(t *testing.T) {
	s := newStage(t)
	var log bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&log, nil))
	deps := s.receiver.ReceiverDeps
	deps.Log, deps.Verifier.Log = logger, logger
	deps.Verifier = verify.New(deps.Verifier.Deps)
	s.receiver = inbox.NewReceiver(deps)
	process := s.processor.Deps
	process.Log = logger
	s.processor = inbox.NewProcessor(process)

	down := s.server()
	down.serve("/users/ghost", http.StatusBadGateway)
	ghost := &sender{remote: down, id: down.origin + "/users/ghost", key: keys()[3], keyID: down.origin + "/users/ghost#main-key"}
	var requests []*http.Request
	for _, a := range []any{
		s.carol.activity(forged, "1", forged), s.carol.activity("Create", "2", object{"type": forged, "id": s.carol.origin + "/x"}),
		s.carol.activity("Flag", "3", forged), s.carol.activity("Follow", forged, s.alice.ID), s.carol.activity("Undo", "4", object{"type": forged, "actor": s.carol.id}),
		object{"type": "Follow", "actor": forged}, object{forged: forged}, object{"@context": forged, "type": "Follow", "@graph": forged},
		s.carol.activity("Create", "5", s.carol.note("1", object{"attributedTo": forged, "content": forged})),
	} {
		requests = append(requests, s.carol.request(a, httpsig.Cavage))
	}
	requests = append(requests, ghost.request(ghost.activity("Follow", "1", s.alice.ID), httpsig.Cavage))
	for name, header := range map[string]string{"keyId": `keyId="` + forged + `",headers="date",signature="eA=="`, "headers": `keyId="https://a.example/k",headers="` + forged + `",signature="eA=="`} {
		req := s.carol.request(s.carol.activity("Follow", name, s.alice.ID), httpsig.Cavage)
		req.Header.Set("Signature", header)
		requests = append(requests, req)
	}
	for _, req := range requests {
		_, reason := s.answer(req)
		s.harmless("the answer "+reason, reason)
		for _, secret := range []string{"eA==", req.Header.Get("Signature")} {
			if strings.Contains(reason, secret) || strings.Contains(log.String(), secret) {
				t.Errorf("a signature is told: %s", reason)
			}
		}
	}
	s.work()
	for line := range strings.SplitSeq(strings.TrimSpace(log.String()), "\n") {
		if s.harmless("a line of the log", line); !strings.HasPrefix(line, "time=") {
			t.Errorf("a line of its own: %q", line)
		}
	}
	if log.Len() == 0 {
		t.Error("a server that is down is not told of")
	}
	for _, row := range s.reasons() {
		s.harmless("a reason that is kept", row)
	}
}

// harmless fails the test if a text has what a terminal or a log would take for its own.
func (s *stage) harmless(what, text string) {
	s.t.Helper()
	if strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u202e' || r == '\u2028' }) || len(text) > 1_000 {
		s.t.Errorf("%s: %.200q", what, text)
	}
}
