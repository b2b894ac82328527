package main

import (
	"errors"
	"testing"
	"time"

	"landfall"
	"landfall/internal/httpkit"
	"landfall/internal/storetest"
)

func TestTipsWaitForTheOperator(t *testing.T) {
	dir := t.TempDir()
	hosts, now := openHostsAt(t, dir), storetest.Start()
	load(t, hosts, described("amber-otter.social", "For metal bands.", now), landfall.Instance{Host: "unseen-otter.social", Status: landfall.StatusCandidate, Discovered: now},
		landfall.Instance{Host: "shy-otter.social", Status: landfall.StatusRefused, Discovered: now, LastSeen: now})
	taker := newTips(hosts, func() time.Time { return now })
	tip := func(host landfall.Host, url string) error {
		return taker.take(t.Context(), landfall.ClosingTip{Host: host, URL: url, Closes: now.AddDate(0, 3, 0)})
	}
	for _, url := range []string{"https://a.example/1", "https://a.example/1", "https://b.example/2"} {
		if err := tip("amber-otter.social", url); err != nil {
			t.Fatal(err)
		}
	}
	all := noticesIn(t, hosts)
	if len(all) != 1 || all[0].State != landfall.NoticeReported || len(all[0].Statements) != 2 {
		t.Errorf("%+v; want one reported with two places", all)
	}
	for _, host := range []landfall.Host{"unseen-otter.social", "shy-otter.social", "nobody-otter.social"} {
		if err := tip(host, "https://a.example/1"); !errors.Is(err, landfall.ErrNotFound) {
			t.Errorf("%s: %v; want ErrNotFound", host, err)
		}
	}
	var refused *httpkit.StatusError
	for range tipsAll {
		if err := tip("amber-otter.social", "https://a.example/1"); errors.As(err, &refused) {
			return
		}
	}
	t.Error("tips are not bounded")
}
