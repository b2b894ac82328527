// Package document makes the documents of what belongs to this server: an actor, a post. They
// are what its addresses answer and what its activities carry, so that the two never differ.
package document

import (
	"errors"

	"landfall/federation-core/local"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// newerSignatures is the capability of FEP-844e that says that RFC 9421 is verified here.
const newerSignatures = "https://datatracker.ietf.org/doc/html/rfc9421"

// Actor is the document of an actor of this server. Its key is the one in use: whoever has
// cached another finds that one here and nothing else.
func Actor(a *social.Actor) vocab.Actor {
	v := vocab.Actor{
		ID: vocab.ID(a.ID), Type: a.Type, PreferredUsername: a.Username, WebFinger: a.Username + "@" + a.Host,
		Inbox: vocab.ID(a.Inbox), SharedInbox: vocab.ID(a.SharedInbox), Outbox: vocab.ID(a.Outbox),
		Followers: vocab.ID(a.Followers), Following: vocab.ID(a.Following), Featured: vocab.ID(a.Featured),
		URL: a.Profile.URL, Name: a.Profile.Name, Summary: a.Profile.Summary, Icon: a.Profile.Icon, Image: a.Profile.Image,
		ManuallyApproves: a.Locked, Discoverable: a.Profile.Discoverable, Indexable: a.Profile.Indexable,
		Published: a.Published, AlsoKnownAs: ids(a.AlsoKnownAs), MovedTo: vocab.ID(a.MovedTo),
		Suspended: a.Standing == social.Suspended, Implements: []string{newerSignatures},
	}
	for _, f := range a.Profile.Fields {
		v.Fields = append(v.Fields, vocab.Field{Name: f.Name, Value: f.Value})
	}
	for _, k := range a.Keys {
		v.PublicKeys = append(v.PublicKeys, vocab.Key{ID: vocab.ID(k.ID), Owner: v.ID, PEM: k.PEM})
	}
	return v
}

// Note is the document of a post of this server.
func Note(p *social.Post) vocab.Note {
	n := vocab.Note{
		ID: vocab.ID(p.ID), Type: p.Type, AttributedTo: vocab.ID(p.Author), URL: p.URL,
		Content: p.Content, Language: p.Language, Summary: p.Summary, Sensitive: p.Sensitive,
		InReplyTo: vocab.ID(p.InReplyTo), To: ids(p.To), CC: ids(p.CC), Hashtags: p.Tags,
		Published: p.Published, Updated: p.Updated, Replies: vocab.ID(local.Replies(p.ID)),
	}
	for _, m := range p.Mentions {
		n.Mentions = append(n.Mentions, vocab.Mention{Actor: vocab.ID(m.Actor), Name: m.Name})
	}
	for _, a := range p.Attachments {
		n.Attachments = append(n.Attachments, vocab.Attachment{
			Type: a.Type, MediaType: a.MediaType, URL: a.URL, Name: a.Name, Width: -1, Height: -1,
		})
	}
	return n
}

// Tombstone is the document of what was deleted, with what the error that said so tells of it
// ([social.GoneError]).
func Tombstone(id string, why error) vocab.Tombstone {
	v := vocab.Tombstone{ID: vocab.ID(id)}
	if gone, ok := errors.AsType[*social.GoneError](why); ok {
		v.FormerType, v.Deleted = gone.Type, gone.At
	}
	return v
}

func ids(texts []string) []vocab.ID {
	var all []vocab.ID
	for _, text := range texts {
		all = append(all, vocab.ID(text))
	}
	return all
}
