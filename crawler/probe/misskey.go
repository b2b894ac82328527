package probe

import (
	"context"

	"landfall"
	"landfall/internal/netguard/strictjson"
)

// misskey is Misskey and the forks that kept to its API alone.
//
// Documents: POST /api/meta, and in turns POST /api/announcements,
// /api/hashtags/trend and /api/federation/instances (those blocked). POST /api/stats only where nodeinfo has no counts. Nothing is
// changed by any of them: Misskey asks for POST to read.
//
// Sign-up: disableRegistration → invite, for codes always exist; else
// approvalRequiredForSignup (Sharkey) → approval; else open. In nodeinfo,
// openRegistrations is true only if accounts are made at once.
//
// Traps: nodeinfo's activeMonth is null or 0. The maintainer is a person, and not read.
var misskey = family{
	names:  []string{"misskey", "cherrypick", "dolphin", "meisskey", "groundpolis", "calckey", "yojo-art"},
	read:   readMisskey,
	extras: []extra{misskeyAnnouncements, misskeyTrends, misskeyBlocks},
	open:   meansOpen, metadata: misskeyMetadata,
}

// misskeyForks are forks that serve Mastodon's API as well: Sharkey, Firefish,
// Iceshrimp, Foundkey, Catodon. They are asked for Misskey's meta first, and for
// /api/v2 and /api/v1/instance where it is missing, as on Iceshrimp.NET. Their
// nodeinfo says true for approval as well.
var misskeyForks = family{
	names:  []string{"sharkey", "firefish", "iceshrimp", "foundkey", "catodon", "magnetar", "fedired", "iceshrimp.net"},
	read:   readMisskeyFork,
	extras: []extra{misskeyAnnouncements, misskeyTrends, misskeyBlocks},

	metadata: misskeyMetadata,
}

// misskeyMetadata reads what nodeinfo has of the meta document.
func misskeyMetadata(p page) {
	p.characters("maxNoteTextLength")
	p.link(landfall.FieldTerms, "tosUrl")
	p.link(landfall.FieldPrivacy, "privacyPolicyUrl")
	if shut := readFlag(p.get("disableRegistration")); shut.yes() {
		p.v.signup.nodeinfo.invites = shut // there are codes
	}
}

func readMisskey(ctx context.Context, r *run) {
	r.do("meta", func() error { return r.v.misskeyMeta(ctx) })
	if !r.v.Facts.Users.Known && r.v.asked < budget-1 {
		r.do("stats", func() error { return r.v.misskeyStats(ctx) })
	}
}

func readMisskeyFork(ctx context.Context, r *run) {
	if r.v.Facts.Software.Name != "iceshrimp.net" {
		readMisskey(ctx, r)
	}
	if !r.v.read[kindOwn] && !r.gone() {
		readMastodon(ctx, r)
	}
}

// Source: https://misskey-hub.net/en/docs/for-developers/api/, packages/backend/src/core/entities/MetaEntityService.ts
func (v *Visit) misskeyMeta(ctx context.Context) error {
	p, err := v.post(ctx, "/api/meta", `{"detail":true}`, rankFamily)
	if p, err = v.own(p, err, "version", "disableRegistration"); err != nil {
		return err
	}
	p.runs("misskey", "version")
	p.accounts("uri")
	p.name("name")
	p.description("description")
	p.extended("about")
	p.speaks("langs")
	p.ruled("serverRules")
	p.contact("maintainerName", "maintainerEmail", "inquiryUrl")
	p.link(landfall.FieldTerms, "tosUrl")
	p.link(landfall.FieldPrivacy, "privacyPolicyUrl")
	p.link(landfall.FieldStatusPage, "statusUrl")
	p.link(landfall.FieldThumbnail, "bannerUrl")
	p.link(landfall.FieldIcon, "iconUrl")
	p.characters("maxNoteTextLength")
	p.does(landfall.FieldQuotes, "version", true)
	p.offers(landfall.FieldSearch, "policies.canSearchNotes")
	p.offers(landfall.FieldTranslation, "translatorAvailable")
	p.misskeySignup()
	return nil
}

func (p page) misskeySignup() {
	shut, asks := readFlag(p.get("disableRegistration")), readFlag(p.get("approvalRequiredForSignup"))
	switch {
	case !shut.known:
	case shut.yes():
		p.joins(landfall.SignupInvite, "disableRegistration", "disableRegistration=true; there are invitation codes")
	case asks.yes():
		p.joins(landfall.SignupApproval, "disableRegistration, approvalRequiredForSignup", "disableRegistration=false, approvalRequiredForSignup=true")
	default:
		p.joins(landfall.SignupOpen, "disableRegistration", "disableRegistration=false")
	}
}

func (v *Visit) misskeyStats(ctx context.Context) error {
	p, err := v.post(ctx, "/api/stats", `{}`, rankFamily)
	if p, err = v.own(p, err, "originalUsersCount"); err != nil {
		return err
	}
	p.people(landfall.FieldUsers, "originalUsersCount")
	p.posts("originalNotesCount")
	return nil
}

var misskeyAnnouncements = extra{"announcements", kindOwn, func(ctx context.Context, v *Visit) error {
	p, err := v.post(ctx, "/api/announcements", `{"limit":5}`, rankOwn)
	if err != nil {
		return err
	}
	if list, ok := p.root.Array(); ok {
		p.announced("[].text", list, func(e strictjson.Value) (text, at string) {
			title, _ := e.Get("title").Text()
			text, _ = e.Get("text").Text()
			if at, ok = e.Get("updatedAt").Text(); !ok {
				at, _ = e.Get("createdAt").Text()
			}
			return title + "\n\n" + text, at
		})
	}
	return nil
}}

var misskeyTrends = extra{"trending tags", kindOwn, func(ctx context.Context, v *Visit) error {
	p, err := v.post(ctx, "/api/hashtags/trend", `{}`, rankOwn)
	if err == nil {
		p.tags("tag")
	}
	return err
}}
