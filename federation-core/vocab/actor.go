package vocab

import (
	"cmp"
	"time"
)

// Actor is an account, a group, a bot or a server itself.
type Actor struct {
	ID                         ID
	Type                       string // Person, Service, Application, Group or Organization
	PreferredUsername          string
	Inbox, SharedInbox, Outbox ID
	Followers, Following       ID
	Featured                   ID
	URL                        string // of the profile's page, http or https
	Name                       string // plain text
	Summary                    string // HTML as it was received
	PublicKeys                 []Key
	ManuallyApproves           bool
	Discoverable, Indexable    bool // false where nothing is said (FEP-5feb)
	Published                  time.Time
	Icon, Image                string // addresses of pictures
	AlsoKnownAs                []ID
	MovedTo                    ID
	Fields                     []Field
	Emojis                     []Emoji
	Suspended                  bool
	WebFinger                  string   // the account as user@host (FEP-2c59)
	Implements                 []string // what its software can do, as addresses (FEP-844e)
}

// Field is one row of a profile. Value is HTML as it was received.
type Field struct{ Name, Value string }

// Key is a public key as its document claims it to be. PEM is not checked.
type Key struct {
	ID, Owner ID
	PEM       string
}

var actorTypes = []string{"Person", "Service", "Application", "Group", "Organization"}

// IsActor reports whether the document says that it is an actor.
func (d *Document) IsActor() bool { return d.Is(actorTypes...) }

// Actor reads the document as an actor. An error, with ErrInvalid in its chain, says
// that it is none or has no identifier. Everything else may be missing, the inbox too:
// some servers give a stub that has little more than the key.
func (d *Document) Actor() (Actor, error) {
	a := Actor{
		ID:                d.ID(),
		Type:              d.among(actorTypes),
		PreferredUsername: cutRunes(d.text("preferredUsername"), MaxName),
		Inbox:             d.Ref("inbox").IRI,
		Outbox:            d.Ref("outbox").IRI,
		Followers:         d.Ref("followers").IRI,
		Following:         d.Ref("following").IRI,
		Featured:          d.Ref("featured").IRI,
		URL:               d.link("url"),
		Name:              cutRunes(d.text("name"), MaxName),
		Summary:           cutBytes(d.text("summary"), MaxSummary),
		PublicKeys:        d.Keys(),
		ManuallyApproves:  d.Bool("manuallyApprovesFollowers"),
		Discoverable:      d.Bool("discoverable"),
		Indexable:         d.Bool("indexable"),
		Published:         d.Time("published"),
		Icon:              d.picture("icon"),
		Image:             d.picture("image"),
		AlsoKnownAs:       d.IDs("alsoKnownAs", MaxAliases),
		MovedTo:           cmp.Or(d.Ref("movedTo").IRI, d.Ref("movedToUri").IRI),
		Fields:            d.fields(),
		Emojis:            d.tags().emojis,
		Suspended:         d.Bool("suspended"),
		WebFinger:         cutRunes(d.String("webfinger"), MaxName),
		Implements:        d.implements(),
	}
	if endpoints := d.Document("endpoints"); endpoints != nil {
		a.SharedInbox = endpoints.Ref("sharedInbox").IRI
	}
	if a.SharedInbox == "" {
		a.SharedInbox = d.Ref("sharedInbox").IRI // Misskey has it here as well
	}
	switch {
	case a.Type == "":
		return Actor{}, refuse("no_actor_type", d.Type())
	case a.ID == "":
		return Actor{}, &Error{Reason: "no_id"}
	}
	return a, nil
}

// Keys are the public keys that the document has, or, if it is itself a key, that one:
// some servers give a key a document of its own. A key that is only named has no PEM.
func (d *Document) Keys() (keys []Key) {
	if d.Has("publicKeyPem") {
		return []Key{d.key()}
	}
	d.value.member("publicKey").each(func(v *value) bool {
		switch v.kind {
		case kindObject:
			keys = append(keys, (&Document{value: v}).key())
		case kindString:
			if id := v.id(); id != "" {
				keys = append(keys, Key{ID: id})
			}
		}
		return len(keys) < MaxKeys
	})
	return keys
}

func (d *Document) key() Key {
	k := Key{ID: d.ID(), Owner: d.Ref("owner").IRI, PEM: d.String("publicKeyPem")}
	if len(k.PEM) > MaxKeyPEM {
		k.PEM = ""
	}
	return k
}

// picture is the address of the first picture of a member.
func (d *Document) picture(name string) string {
	return d.value.member(name).first().link("image/")
}

// fields are the PropertyValues among the attachments.
func (d *Document) fields() (fields []Field) {
	d.value.member("attachment").each(func(v *value) bool {
		f := Document{value: v}
		if v.kind == kindObject && f.Is("PropertyValue") {
			fields = append(fields, Field{Name: cutRunes(f.text("name"), MaxName), Value: cutRunes(f.String("value"), MaxName)})
		}
		return len(fields) < MaxFields
	})
	return fields
}

// implements is generator.implements, a list of addresses or of objects that have one.
func (d *Document) implements() (list []string) {
	generator := d.Document("generator")
	if generator == nil {
		return nil
	}
	generator.value.member("implements").each(func(v *value) bool {
		address, _ := v.href()
		if id := v.ref().IRI; address == "" {
			address = string(id)
		}
		if address != "" {
			list = append(list, address)
		}
		return len(list) < MaxImplements
	})
	return list
}
