package delivery

import (
	"context"
	"testing"
	"time"

	"landfall/federation-core/social"
)

// peerLog writes down the hosts that are saved.
type peerLog struct{ saved []string }

func (*peerLog) Peers(context.Context, []string) ([]social.Peer, error) { return nil, nil }

func (p *peerLog) SavePeers(_ context.Context, peers []social.Peer) error {
	for _, peer := range peers {
		p.saved = append(p.saved, peer.Host)
	}
	return nil
}

// A host that is still in hand is written down again only when it has changed again.
func TestAPeerIsSavedOnce(t *testing.T) {
	log := &peerLog{}
	r := newRun(New(Config{}, Deps{Peers: log}))
	l := &lane{host: "a.example", peer: social.Peer{Host: "a.example"}, running: 1}
	now := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	for n, changed := range []bool{true, false, true, false} {
		if changed {
			l.peer = failed(l.peer, now.Add(time.Duration(n)*time.Minute))
		}
		r.touch(l, now)
		if err := r.settle(t.Context(), now); err != nil {
			t.Fatal(err)
		}
	}
	if len(log.saved) != 2 {
		t.Errorf("two changes are written down %d times", len(log.saved))
	}
}
