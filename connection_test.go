package landfall

import (
	"testing"
	"time"
)

func TestHowACertificateStands(t *testing.T) {
	now := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	for left, want := range map[time.Duration]CertStanding{
		90 * 24 * time.Hour: CertValid, CertSoon: CertValid, CertSoon - time.Second: CertEnding,
		time.Second: CertEnding, 0: CertEnded, -time.Hour: CertEnded,
	} {
		if got := (Connection{CertExpires: now.Add(left)}).Cert(now); got != want {
			t.Errorf("with %s left it is %q, want %q", left, got, want)
		}
	}
	if got := (Connection{}).Cert(now); got != CertUnknown {
		t.Errorf("a certificate that nobody saw is %q", got)
	}
}

// A visit that came nowhere says nothing of the connection that others had.
func TestTheNewestConnectionIsOneThatCameAbout(t *testing.T) {
	has := true
	recent := []Observation{
		{ID: "3", Connection: Connection{IPv6: &has}}, {ID: "2", Connection: Connection{CertExpires: time.Unix(1, 0)}},
		{ID: "1", Connection: Connection{TLS: "1.3"}},
	}
	if got := NewestConnection(recent); got == nil || got.ID != "2" {
		t.Errorf("NewestConnection = %+v, want the visit that saw the certificate", got)
	}
	if got := NewestConnection(recent[:1]); got != nil {
		t.Errorf("NewestConnection = %+v, want none", got)
	}
}
