package probe

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// TestCanaryPersonalDataNeverStored feeds documents of every kind whose contact,
// admin, staff and maintainer fields are full of seeded names and addresses, and
// finds none of them in what comes out: facts, log, and result.
func TestCanaryPersonalDataNeverStored(t *testing.T) {
	n := 0
	canary := func() string { n++; return fmt.Sprintf("canary%d", n) }
	mail := func() string { return canary() + "@canary-sim.social" }
	account := func() string {
		return fmt.Sprintf(`{"id":"%s","username":"%s","acct":"%s","display_name":"%s","note":"<p>%s</p>","url":"https://quiet-harbour-sim.social/@%s","fields":[{"name":"%s","value":"%s"}]}`,
			canary(), canary(), canary(), canary(), canary(), canary(), canary(), canary())
	}
	person := func() string { return fmt.Sprintf(`{"name":"%s","email":"%s"}`, canary(), mail()) }
	nodeinfo := fmt.Sprintf(`{"version":"2.1","software":{"name":"mastodon","version":"4.5.0","homepage":"https://%s.canary-sim.social"},
		"protocols":["activitypub"],"usage":{"users":{"total":9}},"openRegistrations":true,
		"organization":{"name":"%s","contact":"%s","account":"%s"},
		"metadata":{"nodeName":"Quiet","nodeDescription":"Ask %s or @%s","maintainer":%s,"nodeAdmins":[%s,%s],"staffAccounts":["https://quiet-harbour-sim.social/users/%s"],
		"adminAccount":"%s","siteContactEmail":"%s","contactEmail":"%s","contact":%s,"admin":"%s","proxyAccountName":"%s","actorId":"%s","instanceSupportMessage":"%s"}}`,
		canary(), canary(), mail(), canary(), mail(), mail(), person(), person(), person(), canary(), canary(), mail(), mail(), person(), canary(), canary(), canary(), canary())
	v2 := fmt.Sprintf(`{"domain":"x","title":"Quiet","version":"4.5.0","description":"Write to %s","contact":{"email":"%s","account":%s},
		"registrations":{"enabled":false,"message":"Mail %s"},"rules":[{"id":"%s","text":"Report to %s","hint":"or @%s"}],"thumbnail":{"url":"%s"},
		"configuration":{"urls":{"about":"%s"}},"pleroma":{"metadata":{"staff":["%s"]}}}`,
		mail(), mail(), account(), mail(), canary(), mail(), mail(), canary(), canary(), canary())
	v1 := fmt.Sprintf(`{"uri":"x","title":"Quiet","version":"4.5.0","email":"%s","contact_account":%s,"short_description":"","description":"Run with %s",
		"registrations":false,"invites_enabled":false,"stats":{"user_count":9,"status_count":9},"admin":%s}`, mail(), account(), mail(), person())
	extended := fmt.Sprintf(`{"content":"<a href='mailto:%s'>%s</a>","author":"%s"}`, mail(), mail(), canary())
	sites := map[string]map[string]answer{
		"all":           with(with(with(withNodeinfo(nodeinfo), pathV2, v2), pathV1, v1), pathExtended, extended),
		"nodeinfo only": withNodeinfo(strings.Replace(nodeinfo, `"mastodon"`, `"misskey"`, 1)),
		"v1 only":       with(nil, pathV1, v1),
		"v2 only":       with(nil, pathV2, v2),
		"broken":        with(with(withNodeinfo(nodeinfo), pathV2, v2+"x"), pathV1, "["+v1),
	}
	maps.Copy(sites, ownSites(canary))
	if n < 50 {
		t.Fatalf("%d canaries are not enough", n)
	}
	for name, answers := range sites {
		t.Run(name, func(t *testing.T) {
			result, s := visit(t, answers)
			if _, path, isOwn := strings.Cut(name, " /"); isOwn && !slices.Contains(s.asked, "/"+path) {
				t.Fatalf("/%s was not asked for: %v", path, s.asked)
			}
			stored, err := json.Marshal(result)
			if err != nil {
				t.Fatal(err)
			}
			if len(result.Facts.Evidence) == 0 {
				t.Fatal("the documents were not read at all")
			}
			for what, text := range map[string]string{"result": string(stored), "log": strings.Join(s.notes, "\n")} {
				if at := strings.Index(strings.ToLower(text), "canary"); at >= 0 {
					t.Errorf("the %s holds a canary: …%s…", what, text[max(0, at-60):min(len(text), at+40)])
				}
			}
		})
	}
}

// TestCanaryPinnedPostsLeaveNothing reads pinned posts that announce nothing or may not be
// quoted, among one that announces a closing: of that one its sentence and its address
// are kept, of the others and of the account nothing, and the log does not name it.
func TestCanaryPinnedPostsLeaveNothing(t *testing.T) {
	const account = `,"acct":"canary1","display_name":"canary2","note":"<p>canary3</p>","url":"https://quiet-harbour-sim.social/@canary4"`
	answers := pinnedSite(account,
		pinnedPost("<p>My canary5 sings.</p>", `"card":{"title":"canary6"},"tags":[{"name":"canary7"}],"media_attachments":[{"description":"canary8"}]`),
		pinnedPost("<p>Closing in May.</p><p>My canary9 comes along. Ask @canary10.</p>"),
		pinnedPost("Closing. canary11", `"spoiler_text":"canary12"`), pinnedPost("Closing. canary13", `"visibility":"unlisted"`))
	result, s := visitPinned(t, answers, pinnedAnswer)
	if len(result.Facts.ContactNotices) != 1 || result.Facts.ContactNotices[0].Quote != "Closing in May." {
		t.Fatalf("read %+v", result.Facts.ContactNotices)
	}
	stored, err := json.Marshal(result)
	if err != nil {
		t.Fatal(err)
	}
	for what, text := range map[string]string{"result": string(stored), "log": strings.Join(s.notes, "\n") + strings.Join(s.shown, "\n")} {
		if strings.Contains(text, "canary") || strings.Contains(text, "4711") {
			t.Errorf("the %s holds a canary: %s", what, text)
		}
	}
}

// ownSites are sites with one document of a family's own kind each, named by the
// software and the path.
func ownSites(canary func() string) map[string]map[string]answer {
	mail := func() string { return canary() + "@canary-sim.social" }
	account := func() string {
		return fmt.Sprintf(`{"username":"%s","display_name":"%s","url":"https://quiet-harbour-sim.social/@%s"}`, canary(), canary(), canary())
	}
	person := func() string { return fmt.Sprintf(`{"name":"%s","email":"%s"}`, canary(), mail()) }
	sites := make(map[string]map[string]answer)
	own := map[string]string{
		"misskey /api/meta": fmt.Sprintf(`{"version":"1","disableRegistration":false,"maintainerName":"%s","maintainerEmail":"%s","inquiryUrl":"https://quiet-harbour-sim.social/@%s","tosUrl":"https://quiet-harbour-sim.social/@%s",
			"description":"Ask %s","proxyAccountName":"%s","ads":[{"memo":"%s"}]}`, canary(), mail(), canary(), canary(), mail(), canary(), canary()),
		"misskey /api/announcements": fmt.Sprintf(`[{"text":"From %s","title":"@%s","userId":"%s","icon":"%s"}]`, mail(), mail(), canary(), canary()),
		"lemmy /api/v3/site": fmt.Sprintf(`{"site_view":{"site":{"name":"x","sidebar":"Mail %s"},"local_site":{"registration_mode":"Open","application_question":"%s"}},"admins":[{"person":%s}],"taglines":[{"content":"%s"}]}`,
			mail(), canary(), account(), canary()),
		"piefed /api/alpha/site":               fmt.Sprintf(`{"site":{"name":"x"},"admins":[{"person":%s}]}`, account()),
		"mbin /api/info":                       fmt.Sprintf(`{"websiteTitle":"x","websiteContactEmail":"%s","instanceAdmins":[%s],"instanceModerators":[%s]}`, mail(), account(), account()),
		"mbin /api/instance":                   fmt.Sprintf(`{"about":"By %s","contact":"%s"}`, mail(), canary()),
		"peertube /api/v1/config":              fmt.Sprintf(`{"serverVersion":"7","instance":{"name":"x","social":{"mastodonLink":"https://x/@%s"}},"admin":{"email":"%s"},"broadcastMessage":{"enabled":true,"message":"Ask %s"}}`, canary(), mail(), mail()),
		"peertube /api/v1/config/about":        fmt.Sprintf(`{"instance":{"administrator":"%s","creationReason":"%s","codeOfConduct":"* Report to %s"}}`, canary(), canary(), mail()),
		"friendica /friendica/json":            fmt.Sprintf(`{"register_policy":"REGISTER_OPEN","admin":%s}`, person()),
		"hubzilla /siteinfo.json":              fmt.Sprintf(`{"register_policy":"REGISTER_OPEN","admin":[%s],"hub_admin":"%s"}`, person(), canary()),
		"gnusocial /api/gnusocial/config.json": fmt.Sprintf(`{"site":{"name":"x","email":"%s","broughtby":"%s"}}`, mail(), canary()),
		"mobilizon /api":                       fmt.Sprintf(`{"data":{"config":{"name":"x","contact":"%s","rules":{"bodyHtml":"<li>%s</li>"}}}}`, mail(), mail()),
		"discourse /about.json":                fmt.Sprintf(`{"about":{"title":"x","contact_email":"%s","admins":[%s],"moderators":[%s]},"users":[%s]}`, mail(), account(), account(), account()),
		"owncast /api/config":                  fmt.Sprintf(`{"name":"x","version":"1","socialHandles":[{"url":"https://x/@%s"}],"streamTitle":"%s"}`, canary(), canary()),
		"generic /.well-known/x-nodeinfo2":     fmt.Sprintf(`{"server":{"software":"x"},"organization":{"name":"%s","contact":"%s","account":"%s"}}`, canary(), mail(), canary()),
	}
	base := map[string]string{"/api/announcements": "/api/meta", "/api/instance": "/api/info", "/api/v1/config/about": "/api/v1/config"}
	for at, document := range own {
		software, path, _ := strings.Cut(at, " ")
		usage := `"usage":{"users":{"total":9}},"openRegistrations":true`
		if software == "generic" { // is asked only if nodeinfo says nothing of people
			usage = `"usage":{}`
		}
		answers := withNodeinfo(`{"software":{"name":"` + software + `"},` + usage + `,"metadata":{"nodeName":"Quiet"}}`)
		if beside, ok := base[path]; ok {
			answers = with(answers, beside, own[software+" "+beside])
		}
		sites[at] = with(answers, path, document)
	}
	return sites
}
