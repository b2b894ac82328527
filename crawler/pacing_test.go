package crawler

import "testing"

// machine is a closed loop of visits on two cores. What is under way beyond what the
// other side and the work itself take up is ready and waits.
type machine struct {
	away    float64 // seconds that a visit waits for the other side
	work    float64 // seconds of a processor that it takes
	foreign float64 // part of the processors that others take
}

// run returns how many visits of limit wait for a processor, and how many end in a
// second (Little's law, with the processors as the bottleneck).
func (m machine) run(limit int) (ready, rate float64) {
	most := 2 * (1 - m.foreign) / m.work
	rate = min(float64(limit)/(m.away+m.work), most)
	return float64(limit) - rate*(m.away+m.work), rate
}

func TestPacingFindsWhatTheMachineCarriesOut(t *testing.T) {
	for name, tt := range map[string]struct {
		machine
		least, most int     // of the limit that is found
		part        float64 // of the most that the machine does
	}{
		"near hosts":         {machine{away: 0.2, work: 0.0025}, 220, 280, 0.99},
		"far hosts":          {machine{away: 2, work: 0.0025}, 1024, 1024, 0},
		"dead hosts":         {machine{away: 10, work: 0.0005}, 1024, 1024, 0},
		"a busy neighbour":   {machine{away: 2, work: 0.0025, foreign: 0.8}, 380, 440, 0.99},
		"a very slow one":    {machine{away: 0.1, work: 0.1}, 192, 192, 0.99},
		"nothing in the way": {machine{away: 1, work: 0.00001}, 1024, 1024, 0},
	} {
		t.Run(name, func(t *testing.T) {
			pacing := newPacing(1024, 2)
			limit := 192
			for range 100 { // five seconds
				ready, _ := tt.run(limit)
				limit = pacing.adjust(limit+1, ready)
			}
			_, rate := tt.run(limit)
			if limit < tt.least || limit > tt.most {
				t.Errorf("limit %d, want %d to %d", limit, tt.least, tt.most)
			}
			if _, best := tt.run(1 << 20); rate < tt.part*best {
				t.Errorf("%.0f visits a second, want %.0f", rate, best)
			}
		})
	}
}

// A crawl that had little to do begins slowly when there is much, and is at full
// breadth soon.
func TestPacingForgetsALimitThatNobodyNeeds(t *testing.T) {
	pacing := newPacing(1024, 2)
	for range 40 {
		pacing.adjust(2000, 0)
	}
	if limit := pacing.adjust(2000, 0); limit != 1024 {
		t.Fatalf("limit %d after two busy seconds, want 1024", limit)
	}
	for range 40 {
		pacing.adjust(3, 0)
	}
	if limit := pacing.adjust(3, 0); limit != 192 {
		t.Errorf("limit %d after two idle seconds, want 192", limit)
	}
}

// While visits beyond a lower limit go on, it does not go down for their sake.
func TestPacingWaitsForWhatItDid(t *testing.T) {
	pacing := newPacing(1024, 2)
	for range 40 {
		pacing.adjust(2000, 0)
	}
	for range 100 {
		pacing.adjust(1024, 500)
	}
	if limit := pacing.adjust(1024, 500); limit < 750 {
		t.Errorf("limit %d while 1024 visits are under way", limit)
	}
}

func TestPacingKeepsToTheGivenBound(t *testing.T) {
	pacing := newPacing(8, 2)
	for range 40 {
		if limit := pacing.adjust(9, 0); limit != 8 {
			t.Fatalf("limit %d, want 8", limit)
		}
	}
}
