package diagnosis

import (
	"fmt"
	"net/http"
	"strings"
)

// challenge looks for pages that ask a visitor to prove that he is human: they answer
// in place of documents that programs are meant to read.
func (j *judge) challenge() {
	for _, a := range j.Answers {
		who := Challenger(a.Status, a.Header)
		if who == "" {
			continue
		}
		j.line("challenge", Fail, "Challenge page", fmt.Sprintf("%s answers %s with status %d in place of the server", who, a.URL.Path, a.Status),
			"let "+wellKnownPath+", /nodeinfo/ and /api/*/instance pass without a challenge: other servers of the fediverse need them as well")
		return
	}
}

// Challenger names who answered with a challenge in place of the server, "" if nobody
// did. It goes by headers only; what is named is what the products themselves send.
//
// Sources: Cloudflare's "Detect a challenge page response" (cf-mitigated), AWS WAF's
// "How the CAPTCHA and Challenge actions work" (x-amzn-waf-action), Vercel's
// x-vercel-mitigated, Anubis' cookie names.
func Challenger(status int, header http.Header) string {
	switch {
	case strings.EqualFold(header.Get("Cf-Mitigated"), "challenge"):
		return "Cloudflare"
	case header.Get("X-Amzn-Waf-Action") != "":
		return "AWS WAF"
	case header.Get("X-Vercel-Mitigated") != "":
		return "Vercel"
	case header.Get("X-Datadome") != "" && status == http.StatusForbidden:
		return "DataDome"
	}
	for _, cookie := range header.Values("Set-Cookie") {
		name, _, _ := strings.Cut(cookie, "=")
		if strings.Contains(strings.ToLower(name), "anubis") {
			return "Anubis"
		}
	}
	if status != http.StatusForbidden && status != http.StatusServiceUnavailable {
		return ""
	}
	switch server := strings.ToLower(header.Get("Server")); {
	case strings.HasPrefix(server, "ddos-guard"):
		return "DDoS-Guard"
	case strings.HasPrefix(server, "cloudflare") && status == http.StatusForbidden:
		return "Cloudflare"
	}
	return ""
}
