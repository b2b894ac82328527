package topic

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"landfall"
)

var classifier = sync.OnceValue(func() *Classifier { return NewClassifier(Default()) })

// classify answers for a host and a description.
func classify(host landfall.Host, description string, rules ...string) Result {
	return classifier().Classify(Input{Host: host, Texts: []Text{
		{Source: SourceDescription, Text: description},
		{Source: SourceRules, Text: strings.Join(rules, "\n\n")},
	}})
}

func ids(r Result) []ID {
	var out []ID
	for _, f := range r.Topics {
		out = append(out, f.ID)
	}
	return out
}

func TestTrapsYieldNothing(t *testing.T) {
	for _, tt := range []struct {
		host        landfall.Host
		description string
		rules       []string
	}{
		{host: "mastodon.social", description: "The original server operated by the Mastodon gGmbH non-profit."},
		{host: "partyvan.example"},
		{host: "sheetmetal.example", description: "A sheet metal workshop and its friends."},
		{host: "quiet.example", description: "No politics, no porn, no crypto."},
		{host: "quiet.example", description: "no politics, porn or crypto"},
		{host: "quiet.example", description: "This place is politics-free and porn-free."},
		{host: "quiet.example", description: "Keine Politik, kein Porno, keine Kryptowährungen."},
		{host: "quiet.example", description: "Pas de politique, pas de porno, pas de cryptomonnaies."},
		{host: "quiet.example", description: "Sin política, sin porno y sin criptomonedas."},
		{host: "quiet.example", description: "Sem política, sem pornografia, sem criptomoedas."},
		{host: "quiet.example", description: "Niente politica, niente porno, niente criptovalute."},
		{host: "quiet.example", description: "Geen politiek, geen porno, geen bitcoin."},
		{host: "quiet.example", description: "政治、ポルノ、仮想通貨の話題は禁止です。"},
		{host: "quiet.example", description: "정치, 암호화폐 금지"},
		{host: "quiet.example", description: "禁止政治、色情和加密货币。"},
		{host: "quiet.example", description: "Politics and crypto are not allowed."},
		{host: "quiet.example", description: "We are not a gaming server."},
		{host: "quiet.example", description: "Wir sind keine Universität und nicht die Kirche."},
		{host: "quiet.example", description: "Hosted on bare metal with open source software in a friendly environment."},
		{host: "quiet.example", description: "Mastodon is free and open source software, running since 2017."},
		{host: "quiet.example", description: "State of the art moderation, in good faith, with a sense of humour."},
		{host: "quiet.example", description: "Respekt jeder Art, gegen Queerfeindlichkeit und Islamfeindlichkeit."},
		{host: "quiet.example", description: "An LGBTQ+ friendly place run by Christian and friends."},
		{host: "quiet.example", description: "Come and socialise with us in the current political climate."},
		{host: "quiet.example", rules: []string{"No politics.", "No porn or other adult content.", "Do not advertise crypto, gambling or games."}},
		{host: "quiet.example", rules: []string{"Sexual or violent media must be marked as sensitive.", "No racism, sexism, homophobia, transphobia or casteism."}},
		{host: "quiet.example", description: "We welcome people regardless of religion, whether Christian, Muslim or atheist, queer or not, feminist or socialist."},
		{host: "quiet.example", description: "Alle sind gleich, unabhängig von Reichtum, Religionszugehörigkeit, Atheismus, Behinderung, ob lesbisch, schwul oder trans."},
		{host: "quiet.example", description: "Aucune discrimination en raison de la religion, catholique ou musulmane, ni du genre, transgenre ou lesbienne."},
		{host: "quiet.example", description: "A free speech place with privacy for your data and a privacy policy."},
		{host: "quiet.example", description: "Wir sprechen Deutsch und suchen Menschen aller Art für Gespräche jeder Art."},
		{host: "quiet.example", description: "Un lugar libre de política y sin videojuegos."},
		{host: "quiet.example", description: "Here you find no crypto bros, no NFTs and no tech support."},
		{host: "quiet.example", description: "ここは政治の話題はお断りです。"},
		{host: "quiet.example", description: "게임 이야기는 금지합니다."},
		{host: "quiet.example", description: "本站不讨论政治和宗教。"},
		{host: "quiet.example", description: "This is not a place for furries, gamers or anime fans."},
		{host: "quiet.example", description: "A server run by a musician and a lawyer."},
		{host: "quiet.example", description: "Read our privacy policy. We respect your privacy."},
	} {
		if r := classify(tt.host, tt.description, tt.rules...); len(r.Topics) > 0 {
			t.Errorf("%s %q %q: %v (%s), want nothing", tt.host, tt.description, tt.rules, ids(r), why(r, r.Topics[0].ID))
		}
	}
}

func TestTrapsAreNotTheTopic(t *testing.T) {
	for _, tt := range []struct {
		host        landfall.Host
		description string
		not         ID
	}{
		{"mastodon.social", "A left turn from here.", "politics"},
		{"transport.example", "Buses and trams.", "lgbtq"},
		{"partyvan.example", "A party in a van.", "politics"},
		{"dice.camp", "A place for tabletop games.", "outdoors"},
		{"metalwork.example", "Sheet metal, welding and lathes.", "music"},
		{"quiet.example", "Science fiction and its readers.", "science"},
		{"quiet.example", "The band plays on bare metal.", "music.metal"},
		{"quiet.example", "For musicians, not for politicians or politics.", "politics"},
		{"quiet.example", "Jewelry makers.", "faith"},
		{"quiet.example", "Surfing the web since 1995.", "outdoors"},
		{"quiet.example", "Martial arts for everyone.", "art"},
		{"church.example", "Our church. No racism, no discrimination based on religion.", "lgbtq"},
		{"games.example", "Video games. No politics please.", "politics"},
	} {
		if r := classify(tt.host, tt.description); r.Has(tt.not) {
			t.Errorf("%s %q is %s (%s)", tt.host, tt.description, tt.not, why(r, tt.not))
		}
	}
}

func TestPlainWordsAreFound(t *testing.T) {
	for _, tt := range []struct {
		host        landfall.Host
		description string
		want        []ID
	}{
		{"dice.camp", "A Mastodon server for roleplaying games.", []ID{"games", "games.tabletop"}},
		{"quiet.example", "A place for PHP programmers.", []ID{"tech", "tech.php"}},
		{"quiet.example", "For fans of metal music.", []ID{"music", "music.metal"}},
		{"quiet.example", "Everything about animation.", []ID{"art", "art.animation"}},
		{"quiet.example", "Ein Server für Eisenbahnfans.", []ID{"transport", "transport.rail"}},
		{"quiet.example", "Un serveur pour les joueurs de jeux de rôle.", []ID{"games", "games.tabletop"}},
		{"quiet.example", "Para amantes de la fotografía.", []ID{"art", "art.photography"}},
		{"quiet.example", "Um servidor sobre música.", []ID{"music"}},
		{"quiet.example", "Per chi ama i libri.", []ID{"books"}},
		{"quiet.example", "Voor liefhebbers van fietsen.", []ID{"sport", "sport.cycling"}},
		{"quiet.example", "アニメと漫画が好きな人のためのサーバーです。", []ID{"anime"}},
		{"quiet.example", "게임 개발자를 위한 서버", []ID{"games", "games.gamedev"}},
		{"quiet.example", "面向程序员和开发者的社区", []ID{"tech"}},
		{"quiet.example", "Not only for nerds: programmers and hackers of all kinds.", []ID{"tech"}},
		{"jazztodon.example", "Come and play.", []ID{"music", "music.jazz-classical"}},
		{"quiet.example", "For ＭＵＳＩＣＩＡＮＳ.", []ID{"music"}},
		{"quiet.example", "We talk about #FOSS here.", []ID{"tech", "tech.foss"}},
		{"quiet.example", "A general-purpose server.", []ID{General}},
		{"queer.example", "Hello.", []ID{"lgbtq"}},
		{"quiet.example", "No ads, no tracking, just music.", []ID{"music"}},
		{"quiet.example", "No algorithms but a place for photography.", []ID{"art", "art.photography"}},
		{"quiet.example", "No ads, a friendly place for gamers.", []ID{"games"}},
		{"quiet.example", "Keine Werbung, sondern Fotografie.", []ID{"art", "art.photography"}},
		{"quiet.example", "A Christian community around our church. We don't discriminate based on religion.", []ID{"faith", "faith.christian"}},
		{"quiet.example", "A space for lesbians. No racism, homophobia or transphobia.", []ID{"lgbtq", "lgbtq.gay-lesbian"}},
	} {
		r := classify(tt.host, tt.description)
		for _, id := range tt.want {
			if !r.Has(id) {
				t.Errorf("%s %q: %v, want %v", tt.host, tt.description, ids(r), tt.want)
			}
		}
		if slices.ContainsFunc(r.Topics, func(f Finding) bool { return f.ID.Parent() != tt.want[0] }) {
			t.Errorf("%s %q: %v, want nothing but %s", tt.host, tt.description, ids(r), tt.want[0])
		}
	}
}
