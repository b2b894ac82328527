package notice

import (
	"testing"
	"time"
)

var posted = time.Date(2026, 8, 19, 0, 0, 0, 0, time.UTC)

// TestAnnouncementsAreFound: what people write who close their server, with the last day.
func TestAnnouncementsAreFound(t *testing.T) {
	for _, tt := range []struct{ text, closes string }{
		{"After five years we have decided to close this instance. The last day will be 30 November 2026. Please export your data and move your account.", "2026-11-30"},
		{"Dear users, with a heavy heart I must tell you that amber.social will be shutting down on November 17th. Thank you for everything.", "2026-11-17"},
		{"This server is being retired at the end of October. You can migrate until then.", "2026-10-31"},
		{"We can no longer afford the hosting costs, so the instance will go offline for good in three months.", "2026-11-19"},
		{"Closing down: our Lemmy instance will be switched off permanently on 2026-12-31.", "2026-12-31"},
		{"IMPORTANT: I will be pulling the plug on this server on 1 Jan 2027.", "2027-01-01"},
		{"This instance has been shut down.", ""},
		{"Dear all, this server will shut down for good on 30 September 2026.", "2026-09-30"},
		{"We're sunsetting our Mastodon server. It will remain online until 15 December 2026.", "2026-12-15"},
		{"Liebe Nutzer:innen, leider müssen wir diesen Server zum 31. Dezember 2026 abschalten. Bitte zieht rechtzeitig um.", "2026-12-31"},
		{"Unsere Instanz wird Ende Oktober endgültig eingestellt.", "2026-10-31"},
		{"Da ich den Server nicht mehr betreiben kann, wird diese Instanz am 15.11.2026 geschlossen.", "2026-11-15"},
		{"Chères utilisatrices, chers utilisateurs, notre instance fermera définitivement ses portes le 1er décembre 2026. Pensez à exporter vos données.", "2026-12-01"},
		{"Nous avons pris la décision d'arrêter ce serveur fin novembre.", "2026-11-30"},
		{"Lamentablemente esta instancia cerrará el 15 de noviembre de 2026. Les pedimos que exporten sus datos.", "2026-11-15"},
		{"Hemos decidido cerrar el servidor a finales de octubre. Gracias por estos años.", "2026-10-31"},
		{"Infelizmente, a nossa instância será encerrada em 30 de novembro de 2026.", "2026-11-30"},
		{"Decidimos desligar este servidor no final de dezembro. Obrigado a todos.", "2026-12-31"},
		{"Purtroppo questa istanza chiuderà il 31 dicembre 2026. Esportate i vostri dati.", "2026-12-31"},
		{"Helaas moeten we stoppen: onze server gaat op 1 december 2026 definitief offline.", "2026-12-01"},
		{"Z przykrością informujemy, że nasza instancja zostanie zamknięta 30 listopada 2026 roku.", "2026-11-30"},
		{"К сожалению, наш сервер будет закрыт 31 декабря 2026 года. Сохраните свои данные.", "2026-12-31"},
		{"На жаль, цей сервер буде закрито 1 грудня 2026 року. Збережіть свої дані.", "2026-12-01"},
		{"当サーバーは2026年12月31日をもちまして閉鎖いたします。長らくのご利用ありがとうございました。", "2026-12-31"},
		{"このインスタンスは11月末でサービスを終了します。データのエクスポートをお願いします。", "2026-11-30"},
		{"誠に勝手ながら、本サービスは令和8年12月31日をもって終了させていただきます。", "2026-12-31"},
		{"很遗憾，本站将于2026年12月31日永久关闭，请大家及时备份数据。", "2026-12-31"},
		{"各位用戶，我們決定在11月30日關閉此伺服器，感謝大家的支持。", "2026-11-30"},
		{"안타깝게도 저희 서버는 2026년 11월 30일에 서비스를 종료합니다. 그동안 감사했습니다.", "2026-11-30"},
		{"للأسف سيتم إغلاق هذا الخادم نهائيا في 31 ديسمبر 2026. يرجى تنزيل نسخة احتياطية.", "2026-12-31"},
	} {
		r := Default().Detect(Input{Text: tt.text, Posted: posted})
		closes := ""
		if r.Closes.Stated() {
			closes = r.Closes.To.Format(time.DateOnly)
		}
		if r.Verdict != Notice || closes != tt.closes {
			t.Errorf("%q\n\tis %s %.2f %q, closes %q, want %q; quote %q, words %q", tt.text, r.Verdict, r.Confidence, r.Stage, closes, tt.closes, r.Quote, r.Words)
		}
	}
}

// TestNothingCloses: what sounds like it and is none.
func TestNothingCloses(t *testing.T) {
	for _, text := range []string{
		"The server will be shut down for maintenance on Sunday from 10:00 to 12:00 UTC.",
		"We are closing registrations on this server for a while because of spam.",
		"Registrations on this instance are closed.",
		"This server is not shutting down. We are staying online.",
		"We promise to give at least three months' notice should we ever shut this server down.",
		"This is a test server and may be shut down at any time without notice.",
		"If nobody donates, we might have to close the instance one day.",
		"I am closing my account on this server and moving to another one.",
		"Our relay will be shut down on 1 October. The server itself is not affected.",
		"Twitter is shutting down its free API. Welcome to our server!",
		"We are moving the server to new hardware; it will be offline for a few hours tonight.",
		"The poll closes tomorrow. Vote on which features this instance should get!",
		"A server for people whose previous instance was shut down.",
		"We shut down the old chat bridge last week.",
		"This instance was founded after another server closed its doors in 2019.",
		"Der Server wird heute Nacht wegen Wartungsarbeiten kurz heruntergefahren.",
		"Diese Instanz ist geschlossen, Anmeldungen nur mit Einladung.",
		"Private Instanz, kann jederzeit abgeschaltet werden.",
		"Die Registrierung auf diesem Server ist zurzeit geschlossen.",
		"Sollten wir den Server jemals abschalten, geben wir drei Monate vorher Bescheid.",
		"Les inscriptions sur cette instance sont fermées pour le moment.",
		"Le serveur sera arrêté quelques heures pour une mise à jour.",
		"En cas de fermeture de l'instance, vous serez prévenus trois mois à l'avance.",
		"Esta instancia no va a cerrar, tranquilos.",
		"El registro está cerrado en este servidor.",
		"Los administradores pueden cerrar el servidor cuando quieran y sin previo aviso.",
		"O servidor será desligado temporariamente para manutenção.",
		"Le iscrizioni a questa istanza sono chiuse.",
		"De server gaat vanavond even offline voor onderhoud.",
		"Rejestracja na tym serwerze jest zamknięta.",
		"Сервер будет отключён на несколько часов для обновления.",
		"Реєстрацію на цьому сервері закрито.",
		"このサーバーは予告なく閉鎖する場合があります。",
		"現在、当サーバーの新規登録を停止しています。",
		"メンテナンスのため、当サーバーを一時停止します。",
		"本站暂时关闭注册。",
		"服务器将于今晚维护，期间暂时关闭。",
		"현재 이 서버는 회원가입을 받지 않습니다.",
		"점검을 위해 서버를 잠시 중단합니다.",
		"قد يتم إغلاق الخادم في أي وقت دون إشعار.",
	} {
		if r := Default().Detect(Input{Text: text, Posted: posted}); r.Verdict != None {
			t.Errorf("%q\n\tis %s %.2f %q; words %q", text, r.Verdict, r.Confidence, r.Stage, r.Words)
		}
	}
}
