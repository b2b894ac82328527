package place

import (
	"os"
	"testing"

	"landfall"
	"landfall/directory/lexicon"
	"landfall/directory/place/towns"
)

func find(host landfall.Host, description string, languages ...string) Result {
	return Default().Find(Input{Host: host, Languages: languages, Texts: []lexicon.Text{{Source: lexicon.Description, Text: description}}})
}

// needTowns is for tests of the table of towns, which the setup of the tests packs.
func needTowns(t *testing.T) {
	t.Helper()
	if towns.Default().Len() == 0 {
		if os.Getenv("CI") != "" {
			t.Fatal("the table of towns is mandatory in CI: run make data")
		}
		t.Skip("no table of towns: run make data")
	}
}

func ids(a Answer) []ID {
	var out []ID
	for _, f := range a.Shown {
		out = append(out, f.ID)
	}
	return out
}

func TestTrapsAreNoPlaces(t *testing.T) {
	needTowns(t)
	for _, tt := range []struct {
		host        landfall.Host
		description string
	}{
		{"quiet.example", ""},
		{"quiet.io", "Hello."},
		{"quiet.me", "Everything about you and me."},
		{"quiet.tv", "Films and series."},
		{"quiet.social", "A friendly place."},
		{"quiet.example", "Set in Georgia, a typeface for the screen."},
		{"quiet.example", "The Georgia font and other typefaces."},
		{"quiet.example", "For people in Georgia."},
		{"quiet.example", "We share Turkey recipes for Thanksgiving."},
		{"quiet.example", "turkey and other birds"},
		{"quiet.example", "Polish your code before you ship it."},
		{"quiet.example", "We polish code. A polish community of reviewers."},
		{"quiet.example", "Nice people welcome. Be Nice."},
		{"quiet.example", "A nice server for reading and for mobile games."},
		{"nice.example", "A server for people who like to be kind."},
		{"reading.example", "Reading is fun, and so is Mobile development."},
		{"quiet.example", "For lovers of chili, chile and other peppers."},
		{"quiet.example", "Chile peppers for everyone."},
		{"quiet.example", "Run by Jordan and friends."},
		{"quiet.example", "Hi, I'm Jordan. This is a server for my cats."},
		{"quiet.example", "Jordan Example wrote this."},
		{"quiet.example", "Berlin-style techno and Chicago house."},
		{"quiet.example", "A German-speaking instance."},
		{"quiet.example", "Eine deutschsprachige Instanz."},
		{"quiet.example", "We write in German, French and Spanish."},
		{"quiet.example", "Not affiliated with Germany or the University of Oslo."},
		{"quiet.example", "We are not in Berlin."},
		{"quiet.example", "Wir sind nicht aus Berlin."},
		{"quiet.example", "French horn players and Danish pastry."},
		{"quiet.example", "Toots en Español ou en français, please."},
		{"quiet.example", "日本語の話題を歓迎します。"},
		{"quiet.example", "A place for indie musicians."},
		{"quiet.example", "For the Notre Dame Linux users group."},
		{"quiet.example", "Uma comunidade de língua portuguesa."},
		{"quiet.example", "Русскоязычный сервер."},
		{"chinese.example", "你好"},
		{"kuba-smith.example", ""},
		{"kuba.example", ""},
		{"quiet.uk", "Hallo zusammen"},
		{"split.example", "We split hairs."},
		{"bath.example", "Take a bath."},
		{"quiet.example", "Alles rund um Essen und Trinken."},
		{"quiet.example", "A place for Orange cats. All things Orange."},
		{"quiet.example", "The Center for Mobile Gaming, home of Split screens."},
		{"quiet.example", "Bergen und Wandern, alles rund um Berge."},
		{"quiet.example", "For fans of Hamilton, the musical, and of Lincoln."},
		{"quiet.example", "A server for people from Springfield and other cartoons."},
		{"quiet.example", "Made by Paul Norwood, who loves Preston and Kent."},
		{"schumacher.example", "A family."},
		{"quiet.example", "In a press conference from Bradenton a cow was shown."},
		{"quiet.example", "Grüße aus dem Süden, wir lieben Wetter und Singen."},
	} {
		if r := find(tt.host, tt.description); len(ids(r.CommunityFor))+len(ids(r.LegallyBased))+len(ids(r.HostedIn)) > 0 {
			t.Errorf("%s %q: %v, want nothing", tt.host, tt.description, r)
		}
	}
}

func TestPlacesAreFound(t *testing.T) {
	needTowns(t)
	for _, tt := range []struct {
		host        landfall.Host
		description string
		want        ID
	}{
		{"quiet.berlin", "", "de.berlin"},
		{"quiet.scot", "", "gb.scotland"},
		{"quiet.wales", "", "gb.wales"},
		{"quiet.bzh", "", "fr.bretagne"},
		{"quiet.eus", "", "es.euskadi"},
		{"glasgow.example", "A place for talk.", "gb.glasgow"},
		{"hessen.example", "", "de.hessen"},
		{"quiet.example", "Serving Berlin since 2017.", "de.berlin"},
		{"quiet.example", "For people in Wales and beyond.", "gb.wales"},
		{"quiet.example", "for people in germany", "de"},
		{"quiet.example", "A server for people in Georgia, near Tbilisi.", "ge"},
		{"quiet.example", "A server for people in Georgia: Atlanta, Savannah and Athens.", "us.georgia"},
		{"quiet.example", "A community for people in Turkey.", "tr"},
		{"quiet.example", "A community for people in Jordan.", "jo"},
		{"quiet.example", "Für alle aus Dresden und Umgebung.", "de.dresden"},
		{"quiet.example", "Das Netzwerk für Mannheim, Heidelberg und Ludwigshafen.", "de.heidelberg"},
		{"quiet.example", "Pour les habitants de Lyon.", "fr.lyon"},
		{"quiet.example", "Servidor para gente de Costa Rica.", "cr"},
		{"quiet.example", "Uma comunidade de pessoas de Curitiba.", "br.curitiba"},
		{"quiet.example", "Voor iedereen uit Groningen.", "nl.groningen"},
		{"quiet.example", "A friendly Danish Mastodon server.", "dk"},
		{"quiet.example", "Et norsk fellesskap.", "no"},
		{"quiet.example", "La première instance malgache de Mastodon.", "mg"},
		{"quiet.example", "For Singaporeans at home and abroad.", "sg"},
		{"quiet.example", "日本のサーバーです。", "jp"},
		{"quiet.example", "A place for communities in Nice.", "fr.nice"},
		{"quiet.example", "For residents of Reading.", ""},
		{"quiet.co.uk", "For residents of Reading.", "gb.reading"},
		{"quiet.example", "Not only for people in Vienna.", "at.wien"},
		{"quiet.example", "For people in Novosibirsk.", "ru.novosibirsk"},
		{"quiet.example", "Serving Gelsenkirchen and the neighbours.", "de.gelsenkirchen"},
		{"quiet.example", "Community für Menschen aus Zweibrücken, Homburg und Neunkirchen in Deutschland.", "de.zweibrucken"},
		{"quiet.ca", "A server for people in Hamilton.", "ca.hamilton"},
		{"quiet.example", "A server for people in Valladolid, España.", "es.valladolid"},
		{"quiet.example", "A server for people in Valladolid, México.", "mx.valladolid"},
		{"quiet.example", "A server for people in Athens, Georgia.", "us.athens"},
		{"quiet.example", "A server for people in Athens, Greece.", "gr.athina"},
		{"quiet.example", "A server for people in Ottawa, KS.", "us.ottawa"},
		{"quiet.example", "A server for people in Paris, Texas, and for residents of London, Ontario.", "us.paris"},
		{"quiet.example", "A server for people in Springfield, IL.", "us.springfield"},
		{"quiet.cat", "All about cats.", ""},
		{"quiet.cat", "Una comunitat en català.", "es.catalunya"},
		{"quiet.example", "Сервер для жителей: Пермь и Екатеринбург, Россия.", "ru.yekaterinburg"},
		{"quiet.jp", "川崎市の人のためのサーバー", "jp.kawasaki"},
		{"besancon.fr", "", "fr.besancon"},
		{"quiet.example", "For people in Springfield, Illinois.", "us.springfield"},
		{"quiet.example", "Für alle aus Essen und Umgebung.", "de.essen"},
	} {
		if a := find(tt.host, tt.description).CommunityFor; tt.want != "" && !a.Has(tt.want) || tt.want == "" && len(a.Shown) > 0 {
			t.Errorf("%s %q: %v, want %q", tt.host, tt.description, a, tt.want)
		}
	}
}

func TestTheThreeQuestionsStayApart(t *testing.T) {
	r := find("quiet.example", "A server for people in Estonia, based in Berlin, hosted in Finland.")
	if !r.CommunityFor.Has("ee") || !r.LegallyBased.Has("de.berlin") || !r.HostedIn.Has("fi") {
		t.Errorf("%v", r)
	}
	if len(r.CommunityFor.Shown) != 1 || len(r.HostedIn.Shown) != 1 || r.LegallyBased.Has("fi") {
		t.Errorf("%v", r)
	}
}

func TestWhereAServerIsIsNotWhomItIsFor(t *testing.T) {
	for _, tt := range []struct {
		description string
		legal, host ID
	}{
		{"A UK-based instance.", "gb", ""},
		{"A Berlin-based server for friends.", "de.berlin", ""},
		{"Hosted fully redundant in Germany.", "", "de"},
		{"Runs on own hardware in Finland.", "", "fi"},
	} {
		r := find("quiet.example", tt.description)
		if tt.legal != "" != (len(r.LegallyBased.Shown) > 0) || tt.host != "" != (len(r.HostedIn.Shown) > 0) || len(r.CommunityFor.Shown) > 0 {
			t.Errorf("%q: %v", tt.description, r)
		}
	}
}

func TestTheLanguageBreaksATieOnly(t *testing.T) {
	if a := find("quiet.de", "Hallo zusammen", "de").CommunityFor; !a.Has("de") {
		t.Errorf("a German text below .de: %v", a)
	}
	if a := find("quiet.de", "Hello", "en").CommunityFor; len(a.Shown) > 0 || len(a.Suggested) != 1 {
		t.Errorf("an English text below .de: %v", a)
	}
	if a := find("quiet.example", "Hallo zusammen", "de").CommunityFor; len(a.Shown)+len(a.Suggested) > 0 {
		t.Errorf("a German text alone: %v", a)
	}
}
