package promise

import (
	"slices"
	"testing"

	"landfall/directory/lexicon"
)

func readAbout(text string) Result {
	return Default().Read(Input{Texts: []lexicon.Text{{Source: lexicon.About, Text: text}}})
}

func ids(findings []Finding) []ID {
	var all []ID
	for _, f := range findings {
		all = append(all, f.ID)
	}
	return all
}

func TestPromises(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []ID
	}{
		{"We will give at least three months' notice should we ever have to close.", []ID{Notice}},
		{"This server is committed to the Mastodon Server Covenant.", []ID{Notice}},
		{"Please follow the Contributor Covenant.", nil},
		{"Encrypted backups are made daily and kept off-site.", []ID{Backups}},
		{"We do not do backups.", nil},
		{"We hope to have daily backups soon.", nil},
		{"Please make backups yourself: backups are your responsibility.", nil},
		{"My backup account is over there.", nil},
		{"There are three admins who can reach the machines.", []ID{Admins}},
		{"We are looking for a second admin.", nil},
		{"An actively moderated place.", []ID{Moderation}},
		{"The list of blocked servers is public.", []ID{Blocklist}},
		{"We publish a transparency report each year.", []ID{Transparency}},
		{"Es gibt tägliche Backups, und wir kündigen das Ende drei Monate im Voraus an.", []ID{Notice, Backups}},
		{"Es gibt keine regelmäßigen Backups.", nil},
		{"Sauvegardes quotidiennes et préavis de trois mois en cas de fermeture.", []ID{Notice, Backups}},
		{"Hacemos copias de seguridad diarias.", []ID{Backups}},
		{"バックアップは毎日取っています。", []ID{Backups}},
		{"自動バックアップはしません。", nil},
		{"每天备份数据。", []ID{Backups}},
		{"A server about trains.", nil},
		{"Daily backups are not made.", nil},
		{"Tägliche Backups werden nicht gemacht.", nil},
		{"Communities are welcome so long as they are actively moderated.", nil},
	} {
		if got := ids(readAbout(tt.text).Promises); !slices.Equal(got, tt.want) {
			t.Errorf("%q: %v, want %v", tt.text, got, tt.want)
		}
	}
}

func TestPeople(t *testing.T) {
	for _, tt := range []struct {
		text string
		want ID
	}{
		{"This instance is run by a registered charity.", Nonprofit},
		{"Betrieben vom Verein Sonnenblume e.V. aus Köln.", Nonprofit},
		{"Hébergée par l'association Les Lilas.", Nonprofit},
		{"Operated by Amber Communications LLC.", Company},
		{"このサーバーは株式会社アンバーが運営しています。", Company},
		{"The server is hosted by the University of Somewhere.", Public},
		{"Run by a team of volunteers.", Group},
		{"Run by me for my friends.", Person},
		{"Maintained by @somebody.", Person},
		{"個人が運営するサーバーです。", Person},
		{"Run by @somebody and @another.", Group},
		{"Betrieben von @somebody, @another und @third.", Group},
		{"Run by @somebody. Ask @another for help.", Person},
		{"Run by me and my friends.", Group},
		{"The server is run by the chess club at the University of Somewhere.", ""},
		{"Our mail is kept on a machine. The pictures shown are owned by Amber LLC.", ""},
		{"Funding provided by the Amber Foundation.", ""},
		{"A place for people and their friends.", ""},
		{"Mastodon GmbH makes the software.", ""},
		{"Not run by a company.", ""},
		{"An unofficial meeting place for University people.", ""},
		{"個人情報は第三者に提供しません。", ""},
	} {
		if got := readAbout(tt.text).By(); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestFunding(t *testing.T) {
	for text, want := range map[string][]ID{
		"The server lives on donations.":                      {Donations},
		"Hosting is paid out of my own pocket.":               {OwnPocket},
		"Finanziert durch Mitgliedsbeiträge und Spenden.":     {Donations, Memberships},
		"Donations are not accepted.":                         nil,
		"Donations are welcome but not required.":             {Donations},
		"Help the developers of the software on Patreon.":     nil,
		"We plan to set up donations.":                        nil,
		"Qui si spendere tempo insieme.":                      nil,
		"Our software grants everyone freedom.":               nil,
		"There are no ads.":                                   nil,
		"We ask for no donations.":                            nil,
		"サーバー代は寄付でまかなっています。":                                  {Donations},
		"The project is funded by a grant from a foundation.": {Grants},
	} {
		if got := ids(readAbout(text).Funding); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// TestStated: what is known from elsewhere stands beside the texts, with its source.
func TestStated(t *testing.T) {
	r := Default().Read(Input{
		Texts: []lexicon.Text{{Source: lexicon.About, Text: "Daily backups."}},
		Stated: []Statement{
			{KindPromise, Blocklist, lexicon.Evidence{Source: SourceSoftware, Term: "domain_blocks", Weight: 0.9}},
			{KindPromise, Backups, lexicon.Evidence{Source: SourceAdmin, Term: "backups", Weight: 1}},
		},
	})
	if !r.Has(Blocklist) || !r.Has(Backups) || len(r.Promises) != 2 {
		t.Fatalf("%+v", r)
	}
	if backups := r.Promises[0]; backups.Confidence != 1 || len(backups.Evidence) != 2 || backups.Sentence == "" {
		t.Errorf("backups %+v", backups)
	}
}

// TestANameStatesNothing: neither does any other text in place of a sentence.
func TestANameStatesNothing(t *testing.T) {
	r := Default().Read(Input{Texts: []lexicon.Text{{Source: lexicon.Name, Text: "Daily backups, run by me"}}})
	if len(r.Promises)+len(r.RunBy)+len(r.Funding) > 0 {
		t.Errorf("%+v", r)
	}
}

// TestRulesAreForPeople: what they say of people and money is not about the server.
func TestRulesAreForPeople(t *testing.T) {
	r := Default().Read(Input{Texts: []lexicon.Text{{Source: lexicon.Rules, Text: "Calls for donations get a warning. Bots are run by one person. This server keeps daily backups."}}})
	if len(r.RunBy)+len(r.Funding) > 0 || !r.Has(Backups) {
		t.Errorf("%+v", r)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Run by @me with daily backups. 毎日バックアップ。")
	f.Fuzz(func(t *testing.T, text string) {
		r := readAbout(text)
		for _, each := range slices.Concat(r.Promises, r.RunBy, r.Funding) {
			if each.Confidence <= 0 || each.Confidence > 1 || len(each.Evidence) == 0 {
				t.Errorf("%+v", each)
			}
		}
	})
}
