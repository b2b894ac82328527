package probe

import (
	"context"
	"slices"
	"time"

	"landfall"
	"landfall/internal/netguard/strictjson"
)

// peerTube is PeerTube.
//
// Documents: /api/v1/config, and in turns /api/v1/config/about (rules, languages,
// longer description, categories) and /api/v1/server/stats (how long an application waits).
//
// Sign-up: signup.allowed=false → closed; requiresApproval → approval; else open.
// allowedForCurrentIP is about our address and decides nothing.
//
// Rules are the code of conduct, or the terms where there is none. The broadcast
// message is an announcement. Languages are those of the about page: the default
// language is a preset of the interface.
var peerTube = family{
	names:  []string{"peertube"},
	read:   readPeerTube,
	extras: []extra{peerTubeAbout, peerTubeStats},
}

func readPeerTube(ctx context.Context, r *run) {
	r.do("config", func() error { return r.v.peerTubeConfig(ctx) })
}

// Source: https://docs.joinpeertube.org/api-rest-reference.html
func (v *Visit) peerTubeConfig(ctx context.Context) error {
	p, err := v.page(ctx, "/api/v1/config", rankFamily)
	if p, err = v.own(p, err, "serverVersion", "instance"); err != nil {
		return err
	}
	p.runs("peertube", "serverVersion")
	p.name("instance.name")
	p.description("instance.shortDescription")
	p.country("instance.serverCountry")
	p.minAge("signup.minimumAge")
	p.contactForm()
	p.images(landfall.FieldThumbnail, "instance.banners")
	p.images(landfall.FieldIcon, "instance.avatars")
	p.broadcast()
	allowed, asks := readFlag(p.get("signup.allowed")), readFlag(p.get("signup.requiresApproval"))
	switch {
	case allowed.known && !allowed.yes():
		p.joins(landfall.SignupClosed, "signup.allowed", "signup.allowed=false")
	case allowed.yes() && asks.yes():
		p.joins(landfall.SignupApproval, "signup.allowed, signup.requiresApproval", "signup.allowed=true, signup.requiresApproval=true")
	case allowed.yes() && asks.odd == "":
		p.joins(landfall.SignupOpen, "signup.allowed, signup.requiresApproval", "signup.allowed=true, signup.requiresApproval="+asks.String())
	}
	return nil
}

// images states the picture of a list that fits. PeerTube 8 names it by "fileUrl".
func (p page) images(field landfall.Field, list string) {
	p.oneOf(field, list, func(image strictjson.Value) int {
		width, _, ok := image.Get("width").Int()
		if !ok {
			return 1 // before 6.0, without a size
		}
		return int(width)
	}, "fileUrl", "path")
}

func (p page) contactForm() {
	if enabled, ok := p.get("contactForm.enabled").Bool(); ok {
		p.state(landfall.FieldContact, p.prefix+"contactForm.enabled", func(f *landfall.Facts) { f.Contact = enabled })
	}
}

func (p page) broadcast() {
	enabled, ok := p.get("broadcastMessage.enabled").Bool()
	if !ok {
		return
	}
	var list []strictjson.Value
	if enabled {
		list = []strictjson.Value{p.get("broadcastMessage.message")}
	}
	p.announced("broadcastMessage.message", list, func(v strictjson.Value) (text, at string) {
		text, _ = v.Text()
		return text, ""
	})
}

var peerTubeAbout = extra{"about", kindOwn, func(ctx context.Context, v *Visit) error {
	p, err := v.page(ctx, "/api/v1/config/about", rankOwn)
	if err != nil {
		return err
	}
	p = p.in("instance")
	p.extended("description")
	p.speaks("languages")
	p.peerTubeCategories()
	if p.said("codeOfConduct") != "" {
		p.ruledBy("codeOfConduct")
	} else {
		p.ruledBy("terms")
	}
	return nil
}}

// peerTubeNames are PeerTube's categories by their number. Plugins may add others, which
// mean something there only.
//
// Source: https://github.com/Chocobozzz/PeerTube, server/core/initializers/constants.ts
var peerTubeNames = []string{
	1: "Music", "Films", "Vehicles", "Art", "Sports", "Travels", "Gaming", "People", "Comedy", "Entertainment",
	"News & Politics", "How To", "Education", "Activism", "Science & Technology", "Animals", "Kids", "Food",
}

// peerTubeCategories states what the admin chose; an empty list is a choice not made.
func (p page) peerTubeCategories() {
	list, ok := p.get("categories").Array()
	if !ok {
		return
	}
	var names []string
	for _, e := range list {
		n, _, ok := e.Int()
		if ok && n > 0 && n < int64(len(peerTubeNames)) && !slices.Contains(names, peerTubeNames[n]) {
			names = append(names, peerTubeNames[n])
		}
	}
	p.state(landfall.FieldCategories, p.prefix+"categories", func(f *landfall.Facts) { f.Categories = names })
}

var peerTubeStats = extra{"stats", kindOwn, func(ctx context.Context, v *Visit) error {
	p, err := v.page(ctx, "/api/v1/server/stats", rankOwn)
	if err != nil {
		return err
	}
	p.wait("averageRegistrationRequestResponseTimeMs", time.Millisecond)
	return nil
}}
