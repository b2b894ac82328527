package intake

import (
	"errors"
	"net/url"
	"time"

	"golang.org/x/net/publicsuffix"

	"landfall/federation-core/markup"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// Actor reads an actor from its own document, found at its origin at a moment, or sent by
// itself. Its collections and keys have to be of its origin, for they speak for it; its inbox
// of the same registrable domain, so that nobody can have deliveries sent to somebody else's
// server. An error says what is wrong.
func Actor(doc *vocab.Document, at time.Time) (social.Actor, error) {
	v, err := doc.Actor()
	if v.PreferredUsername == "" && (v.Type == "Application" || v.Type == "Service") {
		v.PreferredUsername = v.ID.Host() // Lemmy's own actor has no name, and ours that of its host
	}
	switch {
	case err != nil:
		return social.Actor{}, err
	case v.PreferredUsername == "":
		return social.Actor{}, errors.New("an actor without a name")
	case !related(v.Inbox, v.ID):
		return social.Actor{}, errors.New("an actor whose inbox is somebody else's")
	}
	a := social.Actor{
		ID: string(v.ID), Type: v.Type, Username: v.PreferredUsername, Host: v.ID.Host(),
		Profile: profile(&v), Inbox: string(v.Inbox), Locked: v.ManuallyApproves,
		Outbox: own(v.Outbox, v.ID), Followers: own(v.Followers, v.ID),
		Following: own(v.Following, v.ID), Featured: own(v.Featured, v.ID),
		AlsoKnownAs: texts(v.AlsoKnownAs), MovedTo: string(v.MovedTo),
		Published: v.Published, Fetched: at, Keys: keys(&v),
	}
	if related(v.SharedInbox, v.ID) {
		a.SharedInbox = string(v.SharedInbox)
	}
	return a, nil
}

// related reports whether two ids are of one origin, or below one registrable domain.
func related(a, b vocab.ID) bool {
	return vocab.SameOrigin(a, b) || domain(a) != "" && domain(a) == domain(b)
}

func domain(id vocab.ID) string {
	u, err := url.Parse(string(id))
	if err != nil {
		return ""
	}
	name, err := publicsuffix.EffectiveTLDPlusOne(u.Hostname())
	if err != nil {
		return ""
	}
	return name
}

// own returns an id if it is of an origin, "" if not.
func own(id, origin vocab.ID) string {
	if !vocab.SameOrigin(id, origin) {
		return ""
	}
	return string(id)
}

func profile(v *vocab.Actor) social.Profile {
	p := social.Profile{
		Name: v.Name, Summary: markup.Clean(v.Summary), URL: v.URL, Icon: v.Icon, Image: v.Image,
		Discoverable: v.Discoverable, Indexable: v.Indexable,
	}
	for _, f := range v.Fields {
		p.Fields = append(p.Fields, social.Field{Name: f.Name, Value: markup.Clean(f.Value)})
	}
	return p
}

// keys are those that the actor owns and publishes with itself.
func keys(v *vocab.Actor) (all []social.Key) {
	for _, k := range v.PublicKeys {
		if k.PEM != "" && vocab.SameOrigin(k.ID, v.ID) && k.Owner == v.ID {
			all = append(all, social.Key{ID: string(k.ID), PEM: k.PEM})
		}
	}
	return all
}

func texts(ids []vocab.ID) []string {
	var all []string
	for _, id := range ids {
		all = append(all, string(id))
	}
	return all
}
