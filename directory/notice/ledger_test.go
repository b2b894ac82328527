package notice_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"landfall"
	"landfall/directory/notice"
)

// diary is the record of one instance as days pass.
type diary struct {
	t    testing.TB
	past []landfall.Notice
	in   landfall.Instance
}

func newDiary(t testing.TB) *diary {
	return &diary{t: t, in: landfall.Instance{Host: "a.example", Status: landfall.StatusAlive, Discovered: start.AddDate(-1, 0, 0), LastSeen: start}}
}

// day has the record brought up to date on a day on which statements are to be read.
func (d *diary) day(n int, status landfall.Status, said ...notice.Statement) {
	d.t.Helper()
	at := start.AddDate(0, 0, n)
	d.in.Status = status
	if status == landfall.StatusAlive {
		d.in.LastSeen = at
	}
	for i := range said {
		said[i].LastSeen = d.in.LastSeen
	}
	d.keep(notice.Update(d.past, &d.in, said, at))
	for _, again := range notice.Update(d.past, &d.in, said, at.Add(time.Hour)) {
		d.t.Errorf("day %d, an hour later: %s is %s", n, again.ID, again.State)
	}
}

func (d *diary) keep(changed []landfall.Notice) {
	for _, n := range changed {
		known := false
		for i := range d.past {
			if d.past[i].ID == n.ID {
				d.past[i], known = n, true
			}
		}
		if !known {
			d.past = append(d.past, n)
		}
	}
}

func (d *diary) wants(when string, states ...landfall.NoticeState) {
	d.t.Helper()
	var got []landfall.NoticeState
	for _, n := range d.past {
		got = append(got, n.State)
	}
	if len(got) != len(states) {
		d.t.Fatalf("%s: %v; want %v", when, got, states)
	}
	for i := range got {
		if got[i] != states[i] {
			d.t.Fatalf("%s: %v; want %v", when, got, states)
		}
	}
}

func TestARetractedTextStaysRetracted(t *testing.T) {
	d := newDiary(t)
	text := says(landfall.NoticeFromText, "https://a.example/about", notice.Announced, 90)
	d.day(0, landfall.StatusAlive, text)
	d.wants("read", landfall.NoticeReported)
	next, err := notice.Retract(&d.past[0], "It is about a café.", start)
	if err != nil {
		t.Fatal(err)
	}
	d.keep([]landfall.Notice{*next})
	d.day(1, landfall.StatusAlive, text)
	d.wants("still there", landfall.NoticeRetracted)
	other := says(landfall.NoticeFromText, "https://a.example/about", notice.Announced, 200)
	d.day(2, landfall.StatusAlive, other)
	d.wants("reads otherwise", landfall.NoticeRetracted, landfall.NoticeReported)
}

func TestATextThatIsGoneIsNotWaitedFor(t *testing.T) {
	d := newDiary(t)
	d.day(0, landfall.StatusAlive, says(landfall.NoticeFromText, "https://a.example/about", notice.Announced, 90))
	d.day(29, landfall.StatusAlive)
	d.wants("for 29 days", landfall.NoticeReported)
	d.day(30, landfall.StatusAlive)
	d.wants("for 30 days", landfall.NoticeRetracted)
}

func TestASilentServerKeepsWhatItSaid(t *testing.T) {
	d := newDiary(t)
	d.day(0, landfall.StatusAlive, says(landfall.NoticeFromText, "https://a.example/about", notice.Announced, 90))
	d.day(60, landfall.StatusDown)
	d.wants("while it does not answer", landfall.NoticeReported)
	d.day(100, landfall.StatusGone)
	d.wants("once it is gone", landfall.NoticeClosed)
}

func TestAMachineChangesItsMind(t *testing.T) {
	d := newDiary(t)
	sunset := func(stage notice.Stage, closes int) notice.Statement {
		return says(landfall.NoticeFromNodeinfo, "https://a.example/nodeinfo", stage, closes)
	}
	d.day(0, landfall.StatusAlive, sunset(notice.Announced, 90))
	d.wants("announced", landfall.NoticeCounting)
	d.day(1, landfall.StatusAlive, sunset(notice.Cancelled, 0))
	d.wants("withdrawn", landfall.NoticeCancelled)
	d.day(2, landfall.StatusAlive, sunset(notice.Announced, 120))
	d.wants("stated again", landfall.NoticeCounting)
	if n := d.past[0]; len(n.Events) != 3 || !n.ClosesTo.Equal(start.AddDate(0, 0, 120)) {
		t.Errorf("%d events, closes %s; want 3 and the new day", len(n.Events), n.ClosesTo)
	}
}

func TestAnOldChangeOfMindEndsNoOtherNotice(t *testing.T) {
	d := newDiary(t)
	withdrawn := says(landfall.NoticeFromNodeinfo, "https://a.example/nodeinfo", notice.Cancelled, 0)
	withdrawn.Field = landfall.FieldSunset
	d.day(0, landfall.StatusAlive, withdrawn)
	d.keep(entered(t, d))
	d.day(100, landfall.StatusAlive, withdrawn)
	d.wants("entered since", landfall.NoticeConfirmed)
	stated := says(landfall.NoticeFromNodeinfo, "https://a.example/nodeinfo", notice.Announced, 300)
	d.day(101, landfall.StatusAlive, stated)
	d.wants("stated for machines too", landfall.NoticeCounting)
	d.day(102, landfall.StatusAlive, withdrawn)
	d.wants("taken back", landfall.NoticeCancelled)
}

func entered(t *testing.T, d *diary) []landfall.Notice {
	t.Helper()
	changed, err := notice.Enter(d.past, notice.Entry{Host: d.in.Host, URL: "https://b.example/"}, start.AddDate(0, 0, 1))
	if err != nil {
		t.Fatal(err)
	}
	return changed
}

func TestWhoComesBackHasNotVanished(t *testing.T) {
	d := newDiary(t)
	d.day(0, landfall.StatusAlive)
	d.wants("alive")
	d.day(40, landfall.StatusGone)
	d.wants("gone", landfall.NoticeVanished)
	d.day(50, landfall.StatusGone)
	d.wants("still gone", landfall.NoticeVanished)
	d.day(60, landfall.StatusAlive)
	d.wants("back", landfall.NoticeCancelled)
	d.day(400, landfall.StatusGone)
	d.wants("gone again", landfall.NoticeCancelled, landfall.NoticeVanished)
}

func TestAClosedServerDoesNotVanish(t *testing.T) {
	d := newDiary(t)
	d.day(0, landfall.StatusAlive, says(landfall.NoticeFromNodeinfo, "https://a.example/nodeinfo", notice.Announced, 90))
	d.day(91, landfall.StatusDown)
	d.wants("the day after", landfall.NoticeClosed)
	d.day(300, landfall.StatusGone)
	d.wants("long after", landfall.NoticeClosed)
}

// What is kept is bounded, however often an instance changes its mind.
func TestAFickleServerFillsNothing(t *testing.T) {
	d := newDiary(t)
	for day := range 300 {
		stage := notice.Announced
		if day%2 == 1 {
			stage = notice.Cancelled
		}
		d.day(day, landfall.StatusAlive, says(landfall.NoticeFromNodeinfo, "https://a.example/nodeinfo", stage, 90+day))
	}
	if n := d.past[0]; len(d.past) != 1 || len(n.Events) != landfall.EventsPerNotice || !n.Events[0].At.Equal(start) {
		t.Errorf("%d notices, %d events", len(d.past), len(n.Events))
	}
}

func TestReadersCrowdOutNobody(t *testing.T) {
	d := newDiary(t)
	n := notice.Apply(nil, says(landfall.NoticeFromText, "https://a.example/about", notice.Announced, 90), start)
	for range 50 {
		n = notice.Apply(n, says(landfall.NoticeFromReader, "https://a.example/about", notice.Announced, 0), start)
	}
	for i := range 50 {
		n = notice.Apply(n, says(landfall.NoticeFromReader, "https://a.example/"+string(rune('A'+i)), notice.Announced, 0), start)
	}
	if len(n.Statements) != landfall.StatementsPerNotice || n.Statements[0].Source != landfall.NoticeFromText {
		t.Errorf("%d statements, the first from %s", len(n.Statements), n.Statements[0].Source)
	}
	d.keep([]landfall.Notice{*n})
	d.day(1, landfall.StatusAlive, says(landfall.NoticeFromNodeinfo, "https://a.example/nodeinfo", notice.Announced, 80))
	if got := d.past[0]; got.Statements[0].Source != landfall.NoticeFromNodeinfo || !got.ClosesTo.Equal(start.AddDate(0, 0, 80)) {
		t.Errorf("first from %s, closes %s; want what the machine says", got.Statements[0].Source, got.ClosesTo)
	}
}

// Whatever is said and happens, an instance has at most one notice that has not ended,
// and an ID is used once.
func TestUpdateKeepsOneOpenNotice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var past []landfall.Notice
		in := landfall.Instance{Host: "a.example", Discovered: start.AddDate(-1, 0, 0), LastSeen: start}
		at := start
		for range rapid.IntRange(1, 15).Draw(t, "steps") {
			at = at.AddDate(0, 0, rapid.IntRange(0, 60).Draw(t, "days"))
			in.Status = rapid.SampledFrom([]landfall.Status{landfall.StatusAlive, landfall.StatusDown, landfall.StatusGone}).Draw(t, "status")
			if in.Status == landfall.StatusAlive {
				in.LastSeen = at
			}
			var said []notice.Statement
			for range rapid.IntRange(0, 3).Draw(t, "statements") {
				s := says(
					rapid.SampledFrom([]landfall.NoticeSource{landfall.NoticeFromNodeinfo, landfall.NoticeFromText, landfall.NoticeFromAnnouncement}).Draw(t, "source"),
					rapid.SampledFrom([]string{"https://a.example/1", "https://a.example/2"}).Draw(t, "url"),
					rapid.SampledFrom([]notice.Stage{notice.Announced, notice.Cancelled, notice.HandedOver}).Draw(t, "stage"),
					rapid.SampledFrom([]int{0, 60, 200}).Draw(t, "closes"))
				s.LastSeen = in.LastSeen
				said = append(said, s)
			}
			d := diary{past: past}
			d.keep(notice.Update(past, &in, said, at))
			past = d.past
			open, ids := 0, map[string]bool{}
			for _, n := range past {
				ids[n.ID] = true
				if !n.State.Ended() {
					open++
				}
			}
			if open > 1 || len(ids) != len(past) {
				t.Fatalf("%d open, %d IDs of %d notices", open, len(ids), len(past))
			}
		}
	})
}

func TestTell(t *testing.T) {
	reader := says(landfall.NoticeFromReader, "https://b.example/post/1", notice.Announced, 0)
	first := notice.Tell(nil, reader, start)
	if len(first) != 1 || first[0].State != landfall.NoticeReported {
		t.Fatalf("%+v; want one reported", first)
	}
	if again := notice.Tell(first, reader, start.Add(time.Hour)); again != nil {
		t.Errorf("told again: %+v", again)
	}
	other := says(landfall.NoticeFromReader, "https://c.example/2", notice.Announced, 0)
	if second := notice.Tell(first, other, start); len(second) != 1 || second[0].State != landfall.NoticeReported || len(second[0].Statements) != 2 {
		t.Errorf("a second reader: %+v; want it noted, and nothing confirmed", second)
	}
	retracted, err := notice.Retract(&first[0], "not so", start)
	if err != nil {
		t.Fatal(err)
	}
	if again := notice.Tell([]landfall.Notice{*retracted}, reader, start.AddDate(0, 0, 3)); again != nil {
		t.Errorf("told again after it was retracted: %+v", again)
	}
}
