package notice

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"landfall/internal/fixtures"
)

// phrasing is how one language announces a closing on a day; %[1]s is what closes and
// %[2]s the day.
type phrasing struct {
	announce []string
	things   []string
	day      func(time.Time) string
	// takenBack are announcements turned into something else: denied, for a while,
	// on a condition, of something else.
	takenBack []string
}

func months(names ...string) func(time.Time) string {
	return func(at time.Time) string {
		return fmt.Sprintf(names[0], at.Day(), names[int(at.Month())], at.Year())
	}
}

var phrasings = []phrasing{
	{
		announce: []string{
			"%[1]s will shut down on %[2]s.", "We are closing %[1]s on %[2]s.", "On %[2]s, %[1]s will be switched off for good.",
			"%[1]s is going away: the last day is %[2]s.", "We have decided to retire %[1]s. It goes offline on %[2]s.",
		},
		things: []string{"this server", "our instance", "this Mastodon instance", "our Lemmy server", "this site"},
		day:    months("%d %s %d", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
		takenBack: []string{
			"We are not closing %[1]s on %[2]s.", "%[1]s will be shut down for maintenance until tomorrow, back on %[2]s.",
			"If the money runs out, %[1]s might have to close on %[2]s.", "Sign-ups on %[1]s will close on %[2]s.",
			"%[1]s may be switched off at any time without notice, as on %[2]s.", "Should we ever close %[1]s, we will say so; today is %[2]s.",
		},
	},
	{
		announce: []string{
			"%[1]s wird am %[2]s abgeschaltet.", "Leider müssen wir bekannt geben: %[1]s wird zum %[2]s eingestellt.", "Am %[2]s wird %[1]s endgültig geschlossen.",
		},
		things: []string{"dieser Server", "unsere Instanz", "diese Instanz", "unser Mastodon-Server"},
		day:    months("%d. %s %d", "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"),
		takenBack: []string{
			"%[1]s wird am %[2]s nicht abgeschaltet.", "%[1]s wird am %[2]s wegen Wartung kurz abgeschaltet.", "Falls %[1]s jemals abgeschaltet wird, etwa am %[2]s, sagen wir Bescheid.",
		},
	},
	{
		announce:  []string{"%[1]s fermera définitivement le %[2]s.", "Nous allons fermer %[1]s le %[2]s."},
		things:    []string{"ce serveur", "notre instance", "cette instance"},
		day:       months("%d %s %d", "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
		takenBack: []string{"%[1]s ne va pas fermer le %[2]s.", "%[1]s va fermer temporairement le %[2]s pour une mise à jour."},
	},
	{
		announce:  []string{"%[1]s cerrará definitivamente el %[2]s.", "Hemos decidido cerrar %[1]s el %[2]s."},
		things:    []string{"este servidor", "nuestra instancia", "esta instancia"},
		day:       months("%d de %s de %d", "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
		takenBack: []string{"%[1]s no cerrará el %[2]s.", "%[1]s cerrará temporalmente el %[2]s por mantenimiento."},
	},
	{
		announce:  []string{"%[1]sは%[2]sをもって閉鎖いたします。", "%[1]sは%[2]sにサービスを終了します。"},
		things:    []string{"当サーバー", "このインスタンス", "本サービス"},
		day:       func(at time.Time) string { return fmt.Sprintf("%d年%d月%d日", at.Year(), at.Month(), at.Day()) },
		takenBack: []string{"%[1]sは%[2]sに閉鎖しません。", "%[1]sは%[2]sにメンテナンスのため一時停止します。", "%[1]sは%[2]s以降、予告なく閉鎖する場合があります。"},
	},
	{
		announce:  []string{"%[1]s将于%[2]s永久关闭。", "我们决定在%[2]s关闭%[1]s。"},
		things:    []string{"本站", "此服务器", "本实例"},
		day:       func(at time.Time) string { return fmt.Sprintf("%d年%d月%d日", at.Year(), at.Month(), at.Day()) },
		takenBack: []string{"%[1]s不会在%[2]s关闭。", "%[1]s将于%[2]s维护，暂时关闭。"},
	},
	{
		announce:  []string{"%[1]s будет закрыт %[2]s.", "Мы закрываем %[1]s %[2]s."},
		things:    []string{"этот сервер", "наш сервер", "наш инстанс"},
		day:       months("%d %s %d года", "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"),
		takenBack: []string{"%[1]s не будет закрыт %[2]s.", "%[1]s будет временно отключён %[2]s для обновления."},
	},
}

// around is put before and after; none of it says anything about closing.
var around = []string{
	"", "Dear friends, ", "Dear all, ", "Update: ", "IMPORTANT – ", "(Sorry for the wall of text.) ", "Some of you asked for another emoji pack. ", "Hello everyone! ", "It has been a wonderful time. ", "Welcome to our home. ", "A place for people who like trains. ", "Please be kind. ",
}

func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// TestNamesAndDaysDoNotMatter: whatever closes, whenever, and whatever stands around it.
func TestNamesAndDaysDoNotMatter(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		p := phrasings[r.IntN(len(phrasings))]
		at := posted.AddDate(0, 0, 1+r.IntN(500))
		fill := func(format string) string {
			text := fmt.Sprintf(format, p.things[r.IntN(len(p.things))], p.day(at))
			if text[0] < 0x80 {
				text = capital(text)
			}
			return around[r.IntN(len(around))] + text + " " + around[r.IntN(len(around))]
		}
		text := fill(p.announce[r.IntN(len(p.announce))])
		if got := Default().Detect(Input{Text: text, Posted: posted}); got.Verdict != Notice || !got.Closes.To.Equal(at) {
			t.Errorf("%q\n\tis %s %.2f, closes %v; words %q", text, got.Verdict, got.Confidence, got.Closes, got.Words)
		}
		text = fill(p.takenBack[r.IntN(len(p.takenBack))])
		if got := Default().Detect(Input{Text: text, Posted: posted}); got.Verdict != None {
			t.Errorf("%q\n\tis %s %.2f; words %q", text, got.Verdict, got.Confidence, got.Words)
		}
		if t.Failed() {
			return
		}
	}
}

// FuzzDetect: any text is read, within its bounds.
func FuzzDetect(f *testing.F) {
	f.Add("This server will shut down on 31 December 2026.", "amber.example")
	f.Add("当サーバーは2026年12月31日をもちまして閉鎖いたします。", "")
	f.Add("<p>closing\x00 31. Dezember</p>\n---\n", "x")
	f.Fuzz(func(t *testing.T, text, host string) {
		p := PlainText(text)
		r := Default().Detect(Input{Text: p.Text, Host: host, Posted: posted})
		switch {
		case r.Confidence < 0 || r.Confidence > 1:
			t.Errorf("confidence %v", r.Confidence)
		case (r.Verdict == None) != (r.Confidence == 0):
			t.Errorf("%s with confidence %v", r.Verdict, r.Confidence)
		case r.Closes.From.After(r.Closes.To):
			t.Errorf("closes %v", r.Closes)
		}
	})
}

// BenchmarkDetect reads the recorded texts; ns/op is per text.
func BenchmarkDetect(b *testing.B) {
	var texts []string
	fixtures.Texts(b, func(_, text string) { texts = append(texts, PlainText(text).Text) })
	d, bytes := Default(), 0
	b.ResetTimer()
	for i := 0; b.Loop(); i++ {
		text := texts[i%len(texts)]
		bytes += len(text)
		d.Detect(Input{Text: text, Posted: posted})
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "texts/s")
	b.ReportMetric(float64(bytes)/float64(b.N), "B/text")
}

// BenchmarkWorst reads the longest text of nothing but words that matter.
func BenchmarkWorst(b *testing.B) {
	text := strings.Repeat("this server will shut down on 31 December 2026 not if maintenance ", 200)
	for b.Loop() {
		Default().Detect(Input{Text: text, Posted: posted})
	}
}
