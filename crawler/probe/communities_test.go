package probe

import (
	"strings"
	"testing"

	"landfall"
)

func community(name, more string) string {
	return `{"community":{"id":1,"name":"` + name + `","title":"x","description":"y"` + more + `},"counts":{"posts":1}}`
}

func TestCommunitiesAreReadInTurns(t *testing.T) {
	document := `{"communities":[` + strings.Join([]string{
		community("sailing", `,"local":true,"nsfw":false,"removed":false`), community("boats", ""), community("boats", ""),
		community("elsewhere", `,"local":false`), community("grown_ups", `,"nsfw":true`), community("gone", `,"removed":true`),
		community("gone_too", `,"deleted":true`), community("  <b>knots</b>\u202e ", ""), `{"community":7}`, `7`,
	}, ",") + `]}`
	const lemmySite = `{"version":"0.19.15","site_view":{"site":{"name":"Quiet"}}}`
	for _, tt := range []struct {
		name, software, version, site, path, document, want string
	}{
		{"lemmy", "lemmy", "0.19.15", "/api/v3/site", "/api/v3/community/list", document, "sailing, boats, knots"},
		{"lemmy without any", "lemmy", "0.19.15", "/api/v3/site", "/api/v3/community/list", `{"communities":[]}`, ""},
		{"piefed", "piefed", "1.3.1", "/api/alpha/site", "/api/alpha/community/list", document, "sailing, boats, knots"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			site := lemmySite
			if tt.software == "piefed" {
				site = `{"version":"1.3.1","site":{"name":"Quiet"}}`
			}
			answers := with(with(nodeinfoFor(tt.software, tt.version, `{}`), tt.site, site), tt.path, tt.document)
			read := 0
			for hours := range 40 {
				r, s := visitAt(answers, hours)
				if len(s.asked) > budget-1 {
					t.Fatalf("%d requests: %v", len(s.asked), s.asked)
				}
				if !r.Facts.Stated(landfall.FieldCommunities) {
					continue
				}
				read++
				if got := strings.Join(r.Facts.Communities, ", "); got != tt.want {
					t.Fatalf("%s; want %s", got, tt.want)
				}
			}
			if read < 5 || read > 35 {
				t.Errorf("read at %d of 40 visits", read)
			}
		})
	}
	newer := with(with(nodeinfoFor("lemmy", "1.0.0", `{}`), "/api/v4/site", strings.Replace(lemmySite, "0.19.15", "1.0.0", 1)), "/api/v3/community/list", document)
	for hours := range 40 {
		if r, _ := visitAt(newer, hours); r.Facts.Stated(landfall.FieldCommunities) {
			t.Fatal("communities of Lemmy 1.0 by the document of 0.19")
		}
	}
}

func TestManyCommunitiesAreBounded(t *testing.T) {
	var list []string
	for i := range 3 * maxCommunities {
		list = append(list, community("c"+strings.Repeat("x", i), ""))
	}
	answers := with(with(nodeinfoFor("lemmy", "0.19.15", `{}`), "/api/v3/site", `{"version":"0.19.15","site_view":{"site":{"name":"Quiet"}}}`),
		"/api/v3/community/list", `{"communities":[`+strings.Join(list, ",")+`]}`)
	for hours := range 40 {
		if r, _ := visitAt(answers, hours); len(r.Facts.Communities) > 0 {
			if len(r.Facts.Communities) != maxCommunities {
				t.Errorf("%d communities", len(r.Facts.Communities))
			}
			return
		}
	}
	t.Error("never read")
}
