package moderation

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestReadCSV(t *testing.T) {
	const head = "#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate\n"
	evil := Rule{Domain: "evil.example", Severity: Suspend}
	loud := Rule{Domain: "loud.example", Severity: Silence}
	for name, tt := range map[string]struct {
		text    string
		rules   []Rule
		skipped []Line
		doubts  []Line
	}{
		"nothing":     {text: ""},
		"header only": {text: head},
		"Mastodon's": {
			text: head + "evil.example,suspend,true,true,\"bad, and \"\"worse\"\"\",true\nloud.example,silence,false,false,,false\nfine.example,noop,true,false,,false\n",
			rules: []Rule{
				{Domain: "evil.example", Severity: Suspend, RejectMedia: true, RejectReports: true, Obfuscate: true, PublicComment: `bad, and "worse"`},
				loud, {Domain: "fine.example", RejectMedia: true},
			},
		},
		"other order, no number signs": {
			text:  "severity,private_comment,domain\nsilence,note,loud.example\n",
			rules: []Rule{{Domain: "loud.example", Severity: Silence, PrivateComment: "note"}},
		},
		"byte order mark, CRLF, upper case": {
			text:  "\ufeff#Domain,#Severity\r\nEVIL.example.,SUSPEND\r\nloud.example,Limit\r\n",
			rules: []Rule{evil, loud},
		},
		"old line ends":     {text: "domain,severity\revil.example,suspend\rloud.example,silence", rules: []Rule{evil, loud}},
		"one column":        {text: "evil.example\n\n# a comment\n*.wild.example\nhttps://web.example/about\nnoted.example # why\n", rules: []Rule{evil, {Domain: "wild.example", Severity: Suspend}, {Domain: "web.example", Severity: Suspend}, {Domain: "noted.example", Severity: Suspend}}},
		"one column, named": {text: "# from a friend\ndomain,\nevil.example,\n", rules: []Rule{evil}},
		"no header":         {text: "loud.example,silence,true\n", rules: []Rule{{Domain: "loud.example", Severity: Silence, RejectMedia: true}}},
		"header again":      {text: "domain\nevil.example\n#severity list\n#domain,#severity\nloud.example,silence\n", rules: []Rule{evil, loud}},
		"semicolons":        {text: "domain;severity\nevil.example;suspend\nloud.example;silence\n", rules: []Rule{evil, loud}},
		"tabs, empty cells": {text: "domain\treject_media\tseverity\nloud.example\t\tsilence\n", rules: []Rule{loud}},
		"Unicode":           {text: "Bücher.example\n", rules: []Rule{{Domain: "xn--bcher-kva.example", Severity: Suspend}}},
		"comment of several lines": {
			text:  head + "evil.example,suspend,false,false,\"one\r\ntwo\",false\nloud.example,silence\n",
			rules: []Rule{{Domain: "evil.example", Severity: Suspend, PublicComment: "one\ntwo"}, loud},
		},
		"formula": {text: "domain,public_comment\nevil.example,'=1+1\n", rules: []Rule{{Domain: "evil.example", Severity: Suspend, PublicComment: "=1+1"}}},
		"hidden, unknown, twice, no host, empty": {
			text:  "domain,severity,reject_media\nev*l.example,suspend\nmean.example,harsh\nloud.example,silence\nLOUD.example,noop,true\nno host,suspend\n,suspend\nevil.example,\n",
			rules: []Rule{{Domain: "loud.example", Severity: Silence, RejectMedia: true}, evil},
			skipped: []Line{
				{2, "ev*l.example,suspend", "the name is partly hidden"},
				{3, "mean.example,harsh", "unknown severity"},
				{5, "LOUD.example,noop,true", "the same domain as 4; whatever of both is harder was taken"},
				{6, "no host,suspend", "no host name"},
				{7, ",suspend", "no domain"},
			},
		},
		"top-level domains": {
			text:    "domain,severity\ncom,\n*.com\nzone,suspend\n2001:db8::1\n",
			rules:   []Rule{{Domain: "zone", Severity: Suspend}, {Domain: "2001:db8::1", Severity: Suspend}},
			skipped: []Line{{2, "com,", "a top-level domain without a severity"}, {3, "*.com", "a top-level domain without a severity"}},
		},
		"flag that is none": {
			text:   head + "evil.example,suspend,perhaps,no,,1\n",
			rules:  []Rule{{Domain: "evil.example", Severity: Suspend, Obfuscate: true}},
			doubts: []Line{{2, "evil.example,suspend,perhaps,no,,1", "reject_media is neither true nor false, and was read as false"}},
		},
		"quote never closed": {
			text:   "domain,severity,public_comment\nevil.example,suspend,\"oops\nloud.example,silence,\"fine, this\"\n",
			rules:  []Rule{{Domain: "evil.example", Severity: Suspend, PublicComment: "oops"}, {Domain: "loud.example", Severity: Silence, PublicComment: "fine, this"}},
			doubts: []Line{{2, `evil.example,suspend,"oops`, "its quotes do not match"}},
		},
		"two quotes never closed": {
			text:  "domain,severity,public_comment\nevil.example,suspend,\"oops\nloud.example,silence\nbad.example,suspend,\"oops too\n",
			rules: []Rule{{Domain: "evil.example", Severity: Suspend, PublicComment: "oops"}, loud, {Domain: "bad.example", Severity: Suspend, PublicComment: "oops too"}},
			doubts: []Line{
				{2, `evil.example,suspend,"oops`, "its quotes do not match"},
				{4, `bad.example,suspend,"oops too`, "its quotes do not match"},
			},
		},
	} {
		got, err := ReadCSV(strings.NewReader(tt.text))
		if diff := cmp.Diff(List{tt.rules, tt.skipped, tt.doubts}, got, cmpopts.EquateEmpty()); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
}

func TestReadJSON(t *testing.T) {
	for name, tt := range map[string]struct {
		text    string
		rules   []Rule
		skipped []Line
		err     error
	}{
		"for moderators": {
			text:  `[{"id":"1","domain":"Evil.example","created_at":"2023-01-09T05:17:50Z","severity":"suspend","reject_media":true,"public_comment":null,"private_comment":"note","obfuscate":true}]`,
			rules: []Rule{{Domain: "evil.example", Severity: Suspend, RejectMedia: true, Obfuscate: true, PrivateComment: "note"}},
		},
		"for everybody": {
			text:    `[{"domain":"evil.example","digest":"00","severity":"silence","comment":"loud"},{"domain":"ev**.example","severity":"suspend"},7,{"domain":"a.example","severity":"harsh"}]`,
			rules:   []Rule{{Domain: "evil.example", Severity: Silence, PublicComment: "loud"}},
			skipped: []Line{{2, "ev**.example", "the name is partly hidden"}, {3, "7", "no rule"}, {4, "a.example", "unknown severity"}},
		},
		"RapidBlock's": {
			text:    `{"@spec":"https://rapidblock.org/spec/v1/","blocks":{"b.example":{"isBlocked":true,"reason":"spam"},"a.example":{"isBlocked":false}}}`,
			rules:   []Rule{{Domain: "b.example", Severity: Suspend, PublicComment: "spam"}},
			skipped: []Line{{1, "a.example", "not blocked"}},
		},
		"something else": {text: `{"domains":[]}`, err: ErrInvalid},
		"no JSON":        {text: `domain,severity`, err: ErrInvalid},
		"cut":            {text: `[{"domain":`, err: ErrInvalid},
	} {
		got, err := ReadJSON(strings.NewReader(tt.text))
		if diff := cmp.Diff(List{Rules: tt.rules, Skipped: tt.skipped}, got, cmpopts.EquateEmpty()); diff != "" || !errors.Is(err, tt.err) {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
}

func TestListTooLarge(t *testing.T) {
	for name, read := range map[string]func() (List, error){
		"CSV":  func() (List, error) { return ReadCSV(strings.NewReader(strings.Repeat("a\n", maxList/2+1))) },
		"JSON": func() (List, error) { return ReadJSON(strings.NewReader("[" + strings.Repeat(" ", maxList))) },
	} {
		if _, err := read(); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzReadCSV(f *testing.F) {
	for _, seed := range []string{"domain,severity\na.example,suspend\n", "#domain\n\"a\nb\"\n", "a;b\n", "\ufeff*.a.example # b\r\n", "domain\tseverity\n\"\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		list, err := ReadCSV(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Count(text, "\n") + strings.Count(text, "\r") + 1
		for _, l := range append(list.Skipped, list.Doubts...) {
			if l.Number < 1 || l.Number > lines || l.Reason == "" {
				t.Errorf("line %+v of %d", l, lines)
			}
		}
		for _, r := range list.Rules {
			if name, err := Host(r.Domain); err != nil || name != r.Domain {
				t.Errorf("rule %+v", r)
			}
		}
	})
}
