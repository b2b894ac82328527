package searchbox

import (
	"slices"
	"strings"
)

// said is a value of a facet and what people call it, separated by bars, in the languages
// that pages are to speak first as far as they are sure. A guess has a second meaning.
type said struct {
	key          Key
	value, label string
	words        string
	guesses      string
}

var saids = []said{
	{KeySignup, "open", "Open now", "open|open sign up|open signup|open signups|open registration|open registrations|registration open|registrations open|signups open|sign up open|free registration|offene registrierung|offene anmeldung|inscription ouverte|inscriptions ouvertes|registro abierto|registros abiertos|inscrições abertas|registro aberto|registrazioni aperte|iscrizioni aperte|open registratie|otwarta rejestracja|登録自由|登録受付中|開放登録|가입 가능|자유 가입|开放注册|開放註冊|відкрита реєстрація|التسجيل مفتوح", "offen|offene|offener|ouvert|ouverte|abierto|abierta|aberto|aberta|aperto|aperta|otwarty|otwarta|відкритий|відкрита|مفتوح"},
	{KeySignup, "approval", "Needs approval", "approval|needs approval|approval required|by approval|manual approval|moderated sign up|auf antrag|mit freischaltung|genehmigung|sur approbation|approbation|con aprobación|aprobación|com aprovação|aprovação|con approvazione|approvazione|met goedkeuring|goedkeuring|承認制|승인제|승인 필요|审核制|審核制|需要审核|需要審核", ""},
	{KeySignup, "invite", "Invite only", "invite|invites|invite only|invitation|invitation only|by invitation|invitation required|nur mit einladung|auf einladung|einladung|sur invitation|con invitación|solo por invitación|invitación|por convite|convite|su invito|solo su invito|op uitnodiging|uitnodiging|招待制|초대제|초대|邀请制|邀請制|за запрошенням|на запрошення|zaproszenie", ""},
	{KeySignup, "closed", "Closed", "closed|closed registration|geschlossen|fermé|fermée|cerrado|cerrada|fechado|fechada|chiuso|chiusa|gesloten|zamknięta rejestracja|登録停止|关闭注册", ""},
	{KeySpeed, "fast", "Fast", "fast|quick|speedy|fast server|fast servers|schnell|schnelle|schneller|rapide|rapides|rápido|rápida|rápidos|veloce|veloci|rapido|rapida|snelle|szybki|szybka|szybkie|速い|高速|빠른|빠른 서버|快速|速度快|швидкий|швидка|швидкі|سريع", "snel|快い"},
	{KeySpeed, "slow", "Slow", "slow|langsam|langsame|lento|lenta|遅い|느린|慢速", "lent|lente"},
	{KeySize, "small", "Small", "small|small server|small servers|small community|klein|kleine|kleiner|kleines|petit|petite|petits|pequeño|pequeña|pequeños|pequeno|pequena|piccolo|piccola|mały|mała|małe|小さい|小規模|작은|소규모|小型|маленький|маленька|невеликий|صغير", "little|cozy|cosy"},
	{KeySize, "tiny", "Tiny", "tiny|very small|winzig|winzige|minuscule|diminuto|minúsculo|minuscolo", ""},
	{KeySize, "medium", "Medium", "medium sized|medium size|mid sized|midsize|mittelgroß|mittelgroße|taille moyenne|tamaño mediano|tamanho médio|中規模|중간 규모|中型", ""},
	{KeySize, "large", "Large", "large|big|large server|groß|große|großer|gros|grand|grande|grandes|groot|grote|duży|duża|duże|大きい|大規模|대규모|큰|大型|великий|велика|كبير", ""},
	{KeySize, "huge", "Huge", "huge|very large|very big|biggest|largest|riesig|riesige|énorme|enorme|enormes|ogromny", ""},
	{KeyKind, "posts", "Short posts", "short posts|microblog|microblogs|microblogging|microblogue|microblogging server|kurznachrichten|マイクロブログ|마이크로블로그|微博客|мікроблог|twitter alternative|twitter like", "tweets"},
	{KeyKind, "photos", "Photos", "photos|photo|pictures|photo sharing|fotos|bilder|foto|foto's|写真|사진|照片|фото|світлини|صور|zdjęcia|images|instagram alternative|immagini", ""},
	{KeyKind, "video", "Video", "video|videos|video sharing|vidéo|vidéos|vídeo|vídeos|wideo|filmy|動画|영상|동영상|视频|視頻|影片|відео|فيديو|youtube alternative", ""},
	{KeyKind, "forum", "Forum and links", "forum|forums|link aggregator|links|discussion board|foren|foro|foros|fórum|fóruns|forumi|掲示板|フォーラム|포럼|论坛|論壇|форум|форуми|منتدى|reddit alternative|reddit like", ""},
	{KeyKind, "blog", "Blog", "blog|blogs|blogging|long form|longform|blogi|ブログ|블로그|博客|部落格|блог|блоги|مدونة", ""},
	{KeyKind, "books", "Books", "book tracking|reading tracker|goodreads alternative|読書記録", ""},
	{KeyKind, "events", "Events", "events|event calendar|event|veranstaltungen|termine|événements|eventos|eventi|evenementen|wydarzenia|イベント|행사|이벤트|活动|活動|події|فعاليات", ""},
	{KeyKind, "audio", "Audio", "audio|music sharing|music streaming|podcast hosting|音声|오디오|音频|音訊|аудіо", ""},
}

// forbids are the names of what rules may forbid. Examples of it, such as the names of
// groups for hate, are left to the text.
var forbids = []said{
	{KeyRules, "hate", "hate", "hate|hate speech|hassrede|discours de haine|discurso de odio|discurso de ódio|ヘイト|혐오|仇恨言论|仇恨言論", ""},
	{KeyRules, "harassment", "harassment", "harassment|belästigung|mobbing|harcèlement|acoso|assédio|molestie|pesten|嫌がらせ|괴롭힘|骚扰|騷擾", ""},
	{KeyRules, "adult", "adult content", "adult|adult content|porn|porno|pornography|nsfw|nudity|pornografie|pornographie|pornografía|pornografia|nacktheit|nudité|ポルノ|アダルト|성인물|음란물|色情|成人内容|成人內容|порно|порнографія|إباحية", ""},
	{KeyRules, "gore", "gore", "gore|グロ|고어|血腥", ""},
	{KeyRules, "ai-generated", "AI-generated content", "ai|ai generated|ai content|ai art|ai images|ai slop|generative ai|genai|llm|llms|ki|ki generiert|ki inhalte|ki bilder|ia|ia générative|ia generativa|inteligencia artificial|生成ai|ai生成|ai绘画|인공지능|штучний інтелект|ши", ""},
	{KeyRules, "advertising", "advertising", "ads|ad|pub|pubs|advertising|advertisement|advertisements|adverts|werbung|publicité|publicidad|anuncios|publicidade|pubblicità|reclame|reklam|reklama|広告|광고|广告|廣告|реклама|реклами|إعلانات", ""},
	{KeyRules, "bots", "bots", "bots|bot|ボット|봇|机器人|機器人|боти|ботів", ""},
	{KeyRules, "spam", "spam", "spam|スパム|스팸|垃圾信息|спам|спаму", ""},
	{KeyRules, "politics", "politics without a warning", "politics|politik|politique|política|politica|politiek|polityka|polityki|政治|정치|політика|політики|سياسة", ""},
}

// Forbidden is what the value of a rules chip says of its tag.
const Forbidden = "forbidden"

// Words returns the words for ways to sign up, speed, size and kind.
func Words() []Term {
	var terms []Term
	for _, s := range saids {
		for i, list := range []string{s.words, s.guesses} {
			for _, text := range split(list) {
				terms = append(terms, Term{Text: text, Key: s.key, Value: s.value, Label: s.label, Guess: i == 1, Own: text == s.value})
			}
		}
	}
	return terms
}

// rules returns the tags of rules by key.
func rules() map[string]Term {
	found := map[string]Term{}
	for _, s := range forbids {
		for _, text := range split(s.words) {
			form, _, _ := key(text)
			found[form] = Term{Key: s.key, Value: s.value + ":" + Forbidden, Label: "No " + s.label}
		}
	}
	return found
}

func split(list string) []string {
	return slices.DeleteFunc(strings.Split(list, "|"), func(text string) bool { return text == "" })
}

// forms returns words by key, with how many tokens the longest has.
func forms(texts []string) map[string]bool {
	found := map[string]bool{}
	for _, text := range texts {
		form, _, _ := key(text)
		found[form] = true
	}
	return found
}
