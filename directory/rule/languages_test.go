package rule

import "testing"

// stated is a rule and what it says of a tag.
type stated struct {
	rule string
	tag  Tag
	want Stance
}

func TestStancesInPolish(t *testing.T) {
	checkStances(t, []stated{
		{"Rasizm i ksenofobia są u nas zabronione.", Hate, Forbidden},
		{"Nie tolerujemy dyskryminacji.", Hate, Forbidden},
		{"Nie wolno nękać ani zastraszać innych.", Harassment, Forbidden},
		{"Groźby będą usuwane bez ostrzeżenia.", Harassment, Forbidden},
		{"Erotyka tylko za ostrzeżeniem.", Adult, Restricted},
		{"Zdjęcia z nagością należy oznaczać jako wrażliwe.", Adult, Restricted},
		{"Treści dla dorosłych są niedozwolone.", Adult, Forbidden},
		{"Erotyka nie jest zabroniona.", Adult, NotStated},
		{"Nie oceniamy nikogo po orientacji seksualnej.", Adult, NotStated},
		{"Żadnych drastycznych zdjęć.", Gore, Forbidden},
		{"Zakaz nawoływania do brutalnych czynów.", Gore, NotStated},
		{"Grafiki zrobione przez AI oznaczaj hasztagiem.", AIGenerated, Restricted},
		{"Nie publikujemy obrazów z generatywnej AI.", AIGenerated, Forbidden},
		{"Reklamy wolno zamieszczać po uzgodnieniu z administracją.", Advertising, Restricted},
		{"Kryptoreklama jest niemile widziana.", Advertising, Forbidden},
		{"Serwer jest wolny od reklam i nie ma tu banerów.", Advertising, NotStated},
		{"Działamy bez reklam i bez śledzenia.", Advertising, NotStated},
		{"Prowadzenie botów jest dozwolone za zgodą administracji.", Bots, Restricted},
		{"Napisz parę słów, żebyśmy wiedzieli, że nie jesteś botem.", Bots, NotStated},
		{"Nie spamuj.", Spam, Forbidden},
		{"Jeśli poczta nie przyszła, zajrzyj do folderu spamu.", Spam, NotStated},
		{"Wpisy o polityce ukrywaj za ostrzeżeniem.", Politics, Restricted},
		{"Nie publikujemy treści politycznych.", Politics, Forbidden},
		{"Polityka prywatności nie zmieniła się od założenia.", Politics, NotStated},
		{"Pamiętaj o opisach zdjęć: każdy opis zdjęcia pomaga.", AltText, Restricted},
		{"Prosimy o tekst alternatywny przy grafikach.", AltText, Restricted},
	})
}

func TestStancesInUkrainianAndRussian(t *testing.T) {
	checkStances(t, []stated{
		{"Расизм та дискримінація неприпустимі.", Hate, Forbidden},
		{"Не ображайте інших і не погрожуйте їм.", Harassment, Forbidden},
		{"Еротика лише з попередженням.", Adult, Restricted},
		{"Заборонено контент для дорослих за участю дітей.", Adult, NotStated},
		{"Зображення, створені ШІ, позначайте.", AIGenerated, Restricted},
		{"Реклама дозволена за погодженням з адміністрацією.", Advertising, Restricted},
		{"Боти не вітаються.", Bots, Forbidden},
		{"Політика конфіденційності не змінилася.", Politics, NotStated},
		{"Без політичних маніпуляцій.", Politics, NotStated},
		{"Будь ласка, описуйте світлини.", AltText, Restricted},
		{"Реклама не допускается.", Advertising, Forbidden},
		{"Не забывайте проверять папку спама.", Spam, NotStated},
	})
}

func TestStancesInArabic(t *testing.T) {
	checkStances(t, []stated{
		{"يُمنع التنمر والتحرش.", Harassment, Forbidden},
		{"نشر الصور العنصرية غير مقبول.", Hate, Forbidden},
		{"الإعلانات مسموحة بشرط موافقة الإدارة.", Advertising, Restricted},
		{"نرحب بكل روبوت مفيد.", Bots, Allowed},
		{"لا استثناء من هذه السياسة.", Politics, NotStated},
		{"لا تنسوا النص البديل، فهو ضروري.", AltText, Restricted},
	})
}

func TestStancesInOtherLanguages(t *testing.T) {
	checkStances(t, []stated{
		{"Ni images violentes ni photos sanglantes.", Gore, Forbidden},
		{"La politique de confidentialité n'est pas longue.", Politics, NotStated},
		{"Le immagini fatte con l’IA vanno segnalate.", AIGenerated, Restricted},
		{"Aggiungi un testo alternativo a ogni foto.", AltText, Restricted},
		{"Se permite la publicidad con moderación.", Advertising, Restricted},
		{"政治の話は注意書きを。", Politics, Restricted},
		{"過度な宣伝は禁止。", Advertising, Restricted},
		{"정치 글에는 내용 경고를 붙여 주세요.", Politics, Restricted},
		{"산업용 로봇 사진은 허용합니다.", Bots, NotStated},
	})
}

func checkStances(t *testing.T, cases []stated) {
	t.Helper()
	for _, tt := range cases {
		if got := read(tt.rule).Stance(tt.tag); got != tt.want {
			t.Errorf("%q: %s is %s, want %s", tt.rule, tt.tag, got, tt.want)
		}
	}
}
