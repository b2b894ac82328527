package rule

import (
	"strings"
	"testing"

	"landfall/directory/lexicon"
)

func read(rules ...string) Result {
	return Default().Read([]lexicon.Text{{Source: lexicon.Rules, Text: strings.Join(rules, "\n\n")}})
}

func TestStances(t *testing.T) {
	for _, tt := range []struct {
		rule string
		tag  Tag
		want Stance
	}{
		{"No racism, sexism, homophobia or transphobia.", Hate, Forbidden},
		{"Hate speech will not be tolerated.", Hate, Forbidden},
		{"Racist posts will be deleted.", Hate, Forbidden},
		{"Kein Rassismus, keine Hetze.", Hate, Forbidden},
		{"Rassismus und Sexismus dulden wir nicht.", Hate, Forbidden},
		{"Pas de racisme ni de sexisme.", Hate, Forbidden},
		{"Se prohíbe el racismo.", Hate, Forbidden},
		{"Prohibido el racismo.", Hate, Forbidden},
		{"Não toleramos racismo nem homofobia.", Hate, Forbidden},
		{"Vietato il razzismo.", Hate, Forbidden},
		{"Geen racisme of haatzaaien.", Hate, Forbidden},
		{"差別発言を禁止します。", Hate, Forbidden},
		{"혐오 발언 금지", Hate, Forbidden},
		{"禁止仇恨言论。", Hate, Forbidden},
		{"No harassment, dogpiling or doxxing of other users", Harassment, Forbidden},
		{"Belästigen Sie keine anderen Teilnehmer.", Harassment, Forbidden},
		{"Sexually explicit or violent media must be marked as sensitive when posting", Adult, Restricted},
		{"Sexually explicit or violent media must be marked as sensitive when posting", Gore, Restricted},
		{"No porn.", Adult, Forbidden},
		{"No porn without a content warning.", Adult, Restricted},
		{"Adult content is allowed.", Adult, Allowed},
		{"Adult content is not allowed.", Adult, Forbidden},
		{"Nudity is welcome behind a content warning.", Adult, Restricted},
		{"Pornografie ist verboten.", Adult, Forbidden},
		{"Erotische Inhalte bitte kennzeichnen.", Adult, Restricted},
		{"No sexual depictions of children.", Adult, NotStated},
		{"No discrimination based on sexual orientation.", Adult, NotStated},
		{"We talk about adult content here.", Adult, NotStated},
		{"Gore is forbidden.", Gore, Forbidden},
		{"No incitement of violence or promotion of violent ideologies", Gore, NotStated},
		{"Content created by others must be attributed, and use of generative AI must be disclosed", AIGenerated, Restricted},
		{"No AI-generated images.", AIGenerated, Forbidden},
		{"AI art is welcome.", AIGenerated, Allowed},
		{"No spam or advertising", Advertising, Forbidden},
		{"No spam or advertising", Spam, Forbidden},
		{"Keine Werbung.", Advertising, Forbidden},
		{"Pas de publicité.", Advertising, Forbidden},
		{"No advertising without permission.", Advertising, Restricted},
		{"Bots must be marked as such.", Bots, Restricted},
		{"Bots are welcome here.", Bots, Allowed},
		{"No bots.", Bots, Forbidden},
		{"To verify that you are human and not a bot, please say why you join.", Bots, NotStated},
		{"Please do not forget to check your spam folder.", Spam, NotStated},
		{"Promotion of conversion therapy is forbidden.", Advertising, NotStated},
		{"No porn (even if marked NSFW).", Adult, Forbidden},
		{"Conteúdo sexualmente explícito é proibido.", Adult, Forbidden},
		{"Accounts may not exclusively post AI-generated content.", AIGenerated, Restricted},
		{"Everybody is welcome except for nazis.", Hate, Forbidden},
		{"An ad-free place where everybody is welcome.", Advertising, NotStated},
		{"Politics must go behind a content warning.", Politics, Restricted},
		{"Please use a CW for politics.", Politics, Restricted},
		{"No politics.", Politics, Forbidden},
		{"Nobody is judged by political opinions, which is not up for debate.", Politics, NotStated},
		{"Please add alt text to your images.", AltText, Restricted},
		{"Bitte verwendet Bildbeschreibungen.", AltText, Restricted},
		{"Don't forget alt text, it is required.", AltText, Restricted},
		{"Adult content is not forbidden.", Adult, NotStated},
		{"Be kind.", Hate, NotStated},
		{"無差別フォローを禁止します。", Hate, NotStated},
		{"Content marked as not safe for work (NSFW) is up to you.", Adult, Restricted},
		{"We don't show ads and we never sell your data.", Advertising, NotStated},
		{"No ads, no trackers, no algorithms.", Advertising, NotStated},
		{"We have no blanket rule on NSFW.", Adult, NotStated},
		{"No gore" + strings.Repeat(" and the like", 10) + " but we love bots", Bots, NotStated},
		{"Under no circumstances do we accept the following:\n\nRacism\n\nSpam", Hate, Forbidden},
		{"Be nice.\n\nRacism", Hate, NotStated},
	} {
		if got := read(tt.rule).Stance(tt.tag); got != tt.want {
			t.Errorf("%q: %s is %s, want %s", tt.rule, tt.tag, got, tt.want)
		}
	}
}

func TestTheSentenceIsShown(t *testing.T) {
	r := read("Be kind to each other. No racism, please! Have fun.", "Alt text is required.")
	if len(r) != 2 || r[0].Sentence != "No racism, please!" || r[1].Sentence != "Alt text is required." {
		t.Errorf("%+v", r)
	}
	if e := r[0].Evidence[0]; e.Source != lexicon.Rules || !strings.HasPrefix(e.Term, "racis") || !strings.Contains(e.Text, "No racism") {
		t.Errorf("%+v", e)
	}
}

func TestOneSentenceDoesNotSpeakForAnother(t *testing.T) {
	r := read("No spam.", "Bots are welcome.", "Adult content must be marked.")
	for tag, want := range map[Tag]Stance{Spam: Forbidden, Bots: Allowed, Adult: Restricted, Hate: NotStated} {
		if got := r.Stance(tag); got != want {
			t.Errorf("%s is %s, want %s", tag, got, want)
		}
	}
}

func TestAges(t *testing.T) {
	for _, tt := range []struct {
		text string
		want int
	}{
		{"You must be at least 16 years old to join.", 16},
		{"You must be 18 or older.", 18},
		{"Nobody under 13.", 13},
		{"Be over 18 years old.", 18},
		{"18+ only", 18},
		{"Offen für alle (über 16)", 16},
		{"Ihr müsst mindestens 16 Jahre alt sein.", 16},
		{"Réservé aux plus de 18 ans.", 18},
		{"Solo mayores de 18 años.", 18},
		{"年齢が14歳未満のユーザはこのサーバを利用できません。", 14},
		{"만 14세 이상만 가입할 수 있습니다.", 14},
		{"Musisz mieć ukończone 16 lat.", 16},
		{"Konta mogą zakładać osoby, które ukończyły 15 lat.", 15},
		{"Zapraszamy od 16. roku życia.", 16},
		{"Minimalny wiek to 14 lat.", 14},
		{"Serwis nie jest dla osób młodszych niż 13 lat.", 13},
		{"Serwer działa od 15 lat i ma 18 rubryk.", 0},
		{"Реєструватися можуть особи, старші за 16 років.", 16},
		{"Мінімальний вік — 14 років.", 14},
		{"Сервер працює 15 років.", 0},
		{"Вам должно быть не менее 18 лет.", 18},
		{"Только для лиц, достигших 16-летнего возраста.", 16},
		{"Сервер работает уже 15 лет.", 0},
		{"يشترط ألا يقل عمرك عن ١٦ عامًا.", 16},
		{"يُمنع التسجيل لمن هم دون سن 13.", 13},
		{"الخادم يعمل منذ ١٥ سنة.", 0},
		{"Running for 15 years.", 0},
		{"Over 18 servers and at least 20 people.", 0},
		{"18+ content must be hidden.", 0},
		{"18歳未満閲覧禁止の画像", 0},
		{"No sexual content featuring anyone under 18, including drawings.", 0},
		{"Section 16 of the act.", 0},
	} {
		got := 0
		for _, f := range read(tt.text) {
			got += f.Age
		}
		if got != tt.want {
			t.Errorf("%q: %d, want %d", tt.text, got, tt.want)
		}
	}
}

func TestAShortDescriptionIsNoRule(t *testing.T) {
	r := Default().Read([]lexicon.Text{{Source: lexicon.Description, Text: "No ads, no tracking. You must be at least 16 years old."}})
	if len(r) != 1 || r[0].Tag != MinimumAge || r[0].Age != 16 {
		t.Errorf("%+v", r)
	}
}
