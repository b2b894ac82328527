package web

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"landfall"
	"landfall/directory/moving"
)

// payloads try to leave the text they are put in: for an element, an attribute,
// an address, a comment, a script, another namespace, a template.
func payloads() []string {
	return []string{
		`<img src=x onerror=alert(1)>`, `"><script>alert(1)</script>`, `'><svg onload=alert(1)>`, `</title><script>alert(1)</script>`,
		`</textarea><script>alert(1)</script>`, `<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>`,
		`<svg><style><img src=x onerror=alert(1)>`, `<a href="javascript:alert(1)">x</a>`, `javascript:alert(1)`, `JaVaScRiPt:alert(1)`,
		`data:text/html,<script>alert(1)</script>`, `<iframe srcdoc="<script>alert(1)</script>">`, `<base href="https://elsewhere-sim.org/">`,
		`<meta http-equiv=refresh content="0;url=https://elsewhere-sim.org">`, `<link rel=stylesheet href=//elsewhere-sim.org>`,
		`<form action=//elsewhere-sim.org><input name=q>`, `<!--`, `--><script>alert(1)</script>`, `<![CDATA[<script>alert(1)</script>]]>`,
		`{{constructor.constructor('alert(1)')()}}`, `${alert(1)}`, `<%= 7*7 %>`, `{ alert(1) }`, `@layout(p)`, `&lt;script&gt;alert(1)&lt;/script&gt;`,
		`&#60;script&#62;alert(1)&#60;/script&#62;`, `" autofocus onfocus=alert(1) x="`, `' style='background:url(//elsewhere-sim.org)`,
		`<style>@import "//elsewhere-sim.org"</style>`, `<object data=//elsewhere-sim.org>`, `<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
		`<template><script>alert(1)</script></template>`, `<select><option></select><img src=x onerror=alert(1)>`, `<details open ontoggle=alert(1)>`,
		"<img\nsrc=x\nonerror=alert(1)>", "<img\tsrc=x/onerror=alert(1)>", `<IMG SRC=x ONERROR=alert(1)>`, `<ｓｃｒｉｐｔ>alert(1)</ｓｃｒｉｐｔ>`,
		`+ADw-script+AD4-alert(1)+ADw-/script+AD4-`, `<plaintext>`, `<xmp><img src=x onerror=alert(1)>`, `</body></html><script>alert(1)</script>`,
	}
}

// hostile is a server whose every text is a payload.
func hostile(i int, payload string) invented {
	host := landfall.Host(fmt.Sprintf("trouble-%d-sim.net", i))
	in := alive(host, payload, payload, "mastodon", landfall.SignupApproval, 40, "en")
	in.Facts.Extended = payload + "\n\n" + payload
	in.Facts.Software.Version, in.Facts.Software.Repository = payload, payload
	in.Facts.Signup.Message, in.Facts.Signup.Basis = payload, payload
	in.Facts.Rules = []landfall.Rule{{Text: payload, Hint: payload}}
	state(&in.Facts, host, landfall.FieldExtended, landfall.FieldRules)
	for field, e := range in.Facts.Evidence {
		e.Source, e.Path = payload, payload
		in.Facts.Evidence[field] = e
	}
	in.LastReason = payload
	return invented{Instance: in, Days: 3, Click: 100 * time.Millisecond, Closes: []landfall.Notice{hostileNotice(host, i, payload)}}
}

// hostileNotice is a closing whose every text is a payload.
func hostileNotice(host landfall.Host, i int, payload string) landfall.Notice {
	n := noticeOf(host, fmt.Sprintf("t-%d", i), landfall.NoticeCounting, days(-10), days(10), payload)
	n.Statements[0].URL, n.Statements[0].Source, n.Statements[0].Words = payload, landfall.NoticeSource(payload), []string{payload}
	n.Events[0].Why, n.Events[0].By = payload, payload
	return n
}

// hostileWorld has one hostile server for each payload.
func hostileWorld() *world {
	var cast []invented
	for i, p := range payloads() {
		cast = append(cast, hostile(i, p))
	}
	w := newWorld(cast...)
	for i, p := range payloads() {
		host := landfall.Host(fmt.Sprintf("trouble-%d-sim.net", i))
		w.Observed[host] = []landfall.Observation{{
			Host: host, At: now, Outcome: landfall.Outcome(p), Class: landfall.Class(p), Reason: p,
			Steps: []landfall.Step{{URL: p, Note: p}},
		}}
	}
	return w
}

// allowed are the elements that our own templates are made of.
func allowed(name string) bool {
	return slices.Contains(strings.Fields(`html head meta title link script body a aside p strong em div header svg path circle rect text
		nav main h1 h2 h3 ul ol li dl dt dd form label input button details summary fieldset legend select option span bdi time
		section figure figcaption blockquote table thead tbody tr th td caption footer progress code pre`), name)
}

func TestStrangersTextsStayText(t *testing.T) {
	site := engine(t, hostileWorld(), Config{})
	for i, payload := range payloads() {
		host := fmt.Sprintf("trouble-%d-sim.net", i)
		for _, path := range []string{
			"/s/" + host,
			"/servers?signup=any&q=" + host,
			"/servers?signup=any&view=table&q=" + host,
			"/servers?lang=" + url.QueryEscape(payload),
			"/servers?as=text&q=" + url.QueryEscape(payload),
			"/servers?said=" + url.QueryEscape(payload),
			"/servers?signup=any&show=closing&q=" + host,
			suggestPath + "?q=" + host,
			fmt.Sprintf("/notices/t-%d", i),
			"/gone/" + host,
			"/notices?host=" + host,
			"/notices?page=" + url.QueryEscape(payload),
			"/notices?software=" + url.QueryEscape(payload),
			"/gone?q=" + url.QueryEscape(payload),
		} {
			doc := document(t, site, path, http.StatusOK)
			checkUnharmed(t, path, doc)
		}
		doc := document(t, site, "/s/"+host, http.StatusOK)
		if name, want := words(elements(doc, "h1")[0]), strings.Join(strings.Fields(payload), " "); name != want {
			t.Errorf("the name %q is shown as %q", want, name)
		}
		for _, path := range []string{"/s/" + url.PathEscape(payload), "/" + url.PathEscape(payload), "/notices/" + url.PathEscape(payload), "/gone/" + url.PathEscape(payload)} {
			checkUnharmed(t, path, document(t, site, path, http.StatusNotFound))
		}
	}
}

// ofAGuide reports whether an address is a source of the guide for these servers.
func ofAGuide(href string) bool {
	guide := moving.For("mastodon")
	is := func(c moving.Claim) bool { return c.Source == href }
	return slices.ContainsFunc(guide.Keeps, is) || slices.ContainsFunc(guide.Loses, is) ||
		slices.ContainsFunc(guide.Steps, func(s moving.Step) bool { return s.Link == href })
}

// ourScript is the address of a script of the site.
var ourScript = regexp.MustCompile(`^/app\.js\?v=[0-9a-f]+$`)

// checkUnharmed wants nothing in the page but what our templates put there.
func checkUnharmed(t *testing.T, path string, doc *html.Node) {
	t.Helper()
	for _, n := range elements(doc) {
		if !allowed(n.Data) {
			t.Errorf("%s has a <%s>", path, n.Data)
		}
		if src, _ := attr(n, "src"); n.Data == "script" && (!ourScript.MatchString(src) || n.FirstChild != nil) {
			t.Errorf("%s has a script that is not ours: %q", path, src)
		}
		for _, a := range n.Attr {
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc", a.Key == "srcset":
				t.Errorf("%s has <%s %s=%q>", path, n.Data, a.Key, a.Val)
			case a.Key == "href" || a.Key == "src" || a.Key == "action":
				ours := strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, "//")
				if a.Val != "" && !ours && !strings.HasPrefix(a.Val, "#") && !outside.MatchString(a.Val) && !ofAGuide(a.Val) {
					t.Errorf("%s has %s=%q", path, a.Key, a.Val)
				}
			}
		}
	}
}
