package searchbox

import (
	"fmt"
	"strings"
	"testing"
)

// shown writes what an input means on one line.
func shown(p Parsed) string {
	var parts []string
	for _, c := range p.Chips {
		unsure := ""
		if !c.Sure {
			unsure = "?"
		}
		parts = append(parts, fmt.Sprintf("%s=%s%s", c.Key, c.Value, unsure))
	}
	if p.Text != "" {
		parts = append(parts, "["+p.Text+"]")
	}
	return strings.Join(parts, " ")
}

func TestWordsBecomeChips(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"metal berlin open fast", "topic=music.metal place=de.berlin signup=open speed=fast"},
		{"heavy metal", "topic=music.metal"},
		{"music metal", "topic=music.metal"},
		{"METAL, Berlin!", "topic=music.metal place=de.berlin"},
		{"Science fiction", "topic=books.scifi"},
		{"sci-fi poetry", "topic=books.scifi topic=books.poetry"},
		{"photographers in Köln", "topic=art.photography place=de.koln"},
		{"münchen", "place=de.munchen"}, {"munchen", "place=de.munchen"}, {"Munich", "place=de.munchen"},
		{"Deutschland", "place=de"}, {"Allemagne", "place=de"}, {"ドイツ", "place=de"}, {"Germany Berlin", "place=de.berlin"},
		{"german", "lang=de"}, {"Deutsch", "lang=de"}, {"allemand", "lang=de"}, {"DE", "lang=de?"}, {"metal DE", "topic=music.metal lang=de?"}, {"metal de", "topic=music.metal [de]"}, {"servidor de música", "topic=music"},
		{"日本語 写真", "topic=art.photography lang=ja"},
		{"東京のメタル", "topic=music.metal? place=jp.tokyo"},
		{"서울 음악", "topic=music place=kr.seoul"},
		{"gnu social", "sw=gnusocial"}, {"mastodon servers", "sw=mastodon"}, {"GoToSocial small", "sw=gotosocial size=small"},
		{"photos", "kind=photos"}, {"klein und schnell", "speed=fast size=small"}, {"offen", "signup=open?"}, {"invite only", "signup=invite"},
		{"mastodn", "sw=mastodon?"}, {"phtography", "topic=art.photography?"}, {"Germny", "place=de?"}, {"astronmy klingon", "topic=science.space? lang=tlh"},
		{"https://amber.social/@ada metal", "server=amber.social topic=music.metal"},
		{"@ada@amber.social", "server=amber.social"}, {"ada@amber.social", "server=amber.social"}, {"Amber.Social", "server=amber.social"},
		{"knitting with dragons", "topic=art.crafts [with dragons]"},
		{`"metal" berlin`, `place=de.berlin ["metal"]`}, {`“open” fast`, "speed=fast [“open”]"},
		{"no nazis", "[no nazis]"}, {"kein metal", "[kein metal]"}, {"no politics or metal berlin", "place=de.berlin [no politics or metal]"}, {"no politics, metal", "topic=music.metal rules=politics:forbidden"}, {"no ads or porn", "rules=advertising:forbidden rules=adult:forbidden"},
		{"metal no ads", "topic=music.metal rules=advertising:forbidden"}, {"no AI, no porn", "rules=ai-generated:forbidden rules=adult:forbidden"},
		{"ad-free", "rules=advertising:forbidden"}, {"広告なし", "rules=advertising:forbidden"}, {"keine Werbung Berlin", "place=de.berlin rules=advertising:forbidden"},
		{"-metal jazz", "topic=music.jazz-classical [-metal]"},
		{"nice people", "[nice people]"}, {"nice france", "place=fr.nice"}, {"turkey", "place=tr?"}, {"georgia", "place=ge?"}, {"georgia atlanta", "place=us.georgia? place=us.atlanta"}, {"luxembourg", "place=lu"},
		{"berlin or hamburg", "place=de.berlin place=de.hamburg"}, {"usa news", "topic=news place=us"}, {"italian food", "topic=food lang=it"}, {"video", "kind=video"},
		{"bookwyrm", "sw=bookwyrm"}, {"jazz", "topic=music.jazz-classical"}, {"closed", "signup=closed"}, {"sans pub", "rules=advertising:forbidden"},
		{"new open york", "place=us.new-york signup=open"},
		{"", ""}, {"   ", ""}, {"🎵", "[🎵]"}, {"xyzzy plugh", "[xyzzy plugh]"}, {"C# Berlin", "topic=tech.dotnet place=de.berlin"},
	} {
		if got := shown(standard().Parse(tt.in)); got != tt.want {
			t.Errorf("%q: %s, want %s", tt.in, got, tt.want)
		}
	}
}
