package moderation

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestImport(t *testing.T) {
	before := []Rule{
		{Domain: "kept.example", Severity: Suspend, PublicComment: "ours"},
		{Domain: "raised.example", Severity: Silence, RejectMedia: true},
		{Domain: "whole.example", Severity: Suspend},
	}
	list := List{Rules: []Rule{
		{Domain: "kept.example", Severity: Silence, PublicComment: "theirs"},
		{Domain: "raised.example", Severity: Suspend, PublicComment: "theirs"},
		{Domain: "part.whole.example", Severity: Noop, RejectReports: true},
		{Domain: "new.example", Severity: Silence},
		{Domain: "home.example", Severity: Suspend},
	}}
	for merge, want := range map[Merge][]Rule{
		Stricter: {
			{Domain: "kept.example", Severity: Suspend, PublicComment: "ours"},
			{Domain: "new.example", Severity: Silence},
			{Domain: "part.whole.example", Severity: Suspend, RejectReports: true},
			{Domain: "raised.example", Severity: Suspend, RejectMedia: true, PublicComment: "theirs"},
			{Domain: "whole.example", Severity: Suspend},
		},
		AddOnly: {
			{Domain: "kept.example", Severity: Suspend, PublicComment: "ours"},
			{Domain: "new.example", Severity: Silence},
			{Domain: "raised.example", Severity: Silence, RejectMedia: true},
			{Domain: "whole.example", Severity: Suspend},
		},
		Overwrite: {
			{Domain: "kept.example", Severity: Silence, PublicComment: "theirs"},
			{Domain: "new.example", Severity: Silence},
			{Domain: "part.whole.example", Severity: Noop, RejectReports: true},
			{Domain: "raised.example", Severity: Suspend, PublicComment: "theirs"},
			{Domain: "whole.example", Severity: Suspend},
		},
	} {
		p, done, audit, err := New("home.example", Open, before, nil).Import("theirs.csv", list, merge, stamp)
		if err != nil {
			t.Fatal(err)
		}
		got := p.Rules()
		for i := range got {
			got[i].Created, got[i].By = before[0].Created, ""
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("merge %d:\n%s", merge, diff)
		}
		if !done.Own || len(done.Added)+len(done.Changed)+done.Kept != 4 || len(done.Added) != len(got)-len(before) {
			t.Errorf("merge %d: %+v", merge, done)
		}
		if audit.Action != ActImport || audit.Subject != "theirs.csv" || string(audit.Before) != `{"rules":3}` {
			t.Errorf("merge %d: %+v", merge, audit)
		}
	}
}

func TestImportAllows(t *testing.T) {
	p := New("home.example", AllowList, nil, []Allow{{Domain: "a.example"}})
	next, added, audit := p.ImportAllows("friends.csv", List{Rules: []Rule{{Domain: "a.example"}, {Domain: "b.example", Severity: Suspend}, {Domain: "home.example"}}}, stamp)
	want := []Allow{{Domain: "b.example", Created: day, By: "mod"}}
	if diff := cmp.Diff(want, added); diff != "" {
		t.Error(diff)
	}
	if len(next.Allows()) != 2 || len(p.Allows()) != 1 || string(audit.After) != `{"added":1,"allows":2}` {
		t.Errorf("%v, %v, %s", next.Allows(), p.Allows(), audit.After)
	}
}

var rules = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Rule {
	return Rule{
		Domain: domain.Draw(t, "domain"), Severity: Severity(rapid.IntRange(0, 2).Draw(t, "severity")),
		RejectMedia: rapid.Bool().Draw(t, "media"), RejectReports: rapid.Bool().Draw(t, "reports"),
	}
}), 0, 8)

// milder reports whether a passes anything that b does not.
func milder(a, b Decision) bool {
	return a.Allowed && !b.Allowed || !a.Silenced && b.Silenced || !a.RejectMedia && b.RejectMedia || !a.RejectReports && b.RejectReports
}

func TestImportKeepsItsWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := New("", Open, rules.Draw(t, "before"), nil)
		list := List{Rules: rules.Draw(t, "list")}
		host := domain.Draw(t, "host")
		before := p.Decide(host)
		strict, _, _, _ := p.Import("", list, Stricter, stamp)
		if after := strict.Decide(host); milder(after, before) {
			t.Fatalf("stricter: %q was %+v, is %+v", host, before, after)
		}
		add, _, _, _ := p.Import("", list, AddOnly, stamp)
		if after := add.Decide(host); before.Rule != nil && !cmp.Equal(after, before) {
			t.Fatalf("add only: %q was %+v, is %+v", host, before, after)
		}
		slices.Reverse(list.Rules)
		for merge, forth := range map[Merge]*Policy{Stricter: strict, AddOnly: add} {
			back, _, _, _ := p.Import("", list, merge, stamp)
			if diff := cmp.Diff(forth.Rules(), back.Rules()); diff != "" {
				t.Fatalf("merge %d: the order matters:\n%s", merge, diff)
			}
			again, done, _, _ := back.Import("", list, merge, stamp)
			if len(done.Added)+len(done.Changed) > 0 {
				t.Fatalf("merge %d: a second import changes %+v of %+v", merge, done, again.Rules())
			}
		}
	})
}
