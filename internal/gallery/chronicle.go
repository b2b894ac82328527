package gallery

import (
	"fmt"
	"math"
	"strings"
	"time"

	"landfall"
	"landfall/directory"
	"landfall/directory/place"
)

// Chronicle is a long-term record of so many days before a moment, with a day on which
// nothing was measured.
func Chronicle(at time.Time) directory.Chronicle {
	const days = 120
	var r directory.Chronicle
	today := at.Truncate(24 * time.Hour)
	for ago := days; ago > 0; ago-- {
		if ago == 40 {
			continue
		}
		date, grown := today.AddDate(0, 0, -ago), days-ago
		wave := 1 + .1*math.Sin(float64(grown)/3)
		d := landfall.NetworkDay{Date: date, Visited: 90 + grown, Answering: 80 + grown*9/10, Visits: 360 + 4*grown, Answered: 340 + 39*grown/10, Unknown: grown % 3}
		d.ActiveMonth = landfall.Sum{Believed: int64(20000 * wave * float64(days+grown)), Counted: d.Answering - 3, Doubted: 1, Silent: 2}
		click := func(of float64) time.Duration { return time.Duration(of * wave * float64(200*time.Millisecond)) }
		d.Click = landfall.Percentiles{P50: click(1), P75: click(1.5), P95: click(4), N: d.Answered}
		r.Days = append(r.Days, d)
		for i, name := range []string{"", "akkoma", "lemmy", "mastodon", "misskey", "peertube", "pixelfed", "pleroma"} {
			r.Software = append(r.Software, landfall.Share{Date: date, Key: name, Instances: (i + 1) * (40 + grown) / 40})
		}
		for i, mode := range []landfall.SignupMode{landfall.SignupApproval, landfall.SignupClosed, landfall.SignupOpen} {
			r.Signup = append(r.Signup, landfall.Share{Date: date, Key: string(mode), Instances: (i + 1) * (60 + grown) / 6})
		}
	}
	return r
}

// hosting says where the machines of the many ports are: some behind a delivery network.
func hosting(host landfall.Host) place.Hosting {
	var i int
	if _, err := fmt.Sscanf(string(host), "port-%d-sim.social", &i); err != nil || !strings.HasPrefix(string(host), "port-") || i%9 == 8 {
		return place.Hosting{}
	}
	if i%7 == 3 {
		return place.Hosting{Hidden: true, Network: "Example Delivery", ASN: 64510}
	}
	networks := []string{"Süderöhr", "Hébergé", "Høfn", "さくら"}
	countries := []place.ID{"de", "fr", "us", "jp", "fi"}
	n := i * i % 11 % len(networks)
	return place.Hosting{Network: networks[n], ASN: uint32(64500 + n), Countries: []place.Finding{{ID: countries[i%13%len(countries)], Confidence: .8}}}
}
