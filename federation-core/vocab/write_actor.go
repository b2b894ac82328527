package vocab

type actorWire struct {
	ID                ID             `json:"id"`
	Type              string         `json:"type"`
	PreferredUsername string         `json:"preferredUsername"`
	WebFinger         string         `json:"webfinger,omitempty"`
	Inbox             ID             `json:"inbox"`
	Outbox            ID             `json:"outbox,omitempty"`
	Followers         ID             `json:"followers,omitempty"`
	Following         ID             `json:"following,omitempty"`
	Featured          ID             `json:"featured,omitempty"`
	Endpoints         *endpointsWire `json:"endpoints,omitempty"`
	URL               string         `json:"url,omitempty"`
	Name              string         `json:"name"`
	Summary           string         `json:"summary"`
	PublicKey         keyWire        `json:"publicKey"`
	ManuallyApproves  bool           `json:"manuallyApprovesFollowers"`
	Discoverable      bool           `json:"discoverable"`
	Indexable         bool           `json:"indexable"`
	Published         string         `json:"published,omitempty"`
	Tag               []tagWire      `json:"tag"`
	Attachment        []fieldWire    `json:"attachment"`
	Icon              *imageWire     `json:"icon,omitempty"`
	Image             *imageWire     `json:"image,omitempty"`
	AlsoKnownAs       []ID           `json:"alsoKnownAs,omitempty"`
	MovedTo           ID             `json:"movedTo,omitempty"`
	Suspended         bool           `json:"suspended,omitempty"`
	Generator         *generatorWire `json:"generator,omitempty"`
}

type endpointsWire struct {
	SharedInbox ID `json:"sharedInbox"`
}

type keyWire struct {
	ID    ID     `json:"id"`
	Owner ID     `json:"owner"`
	PEM   string `json:"publicKeyPem"`
}

type fieldWire struct {
	Type  string `json:"type"`
	Name  string `json:"name"`
	Value string `json:"value"`
}

type imageWire struct {
	Type string `json:"type"`
	URL  string `json:"url"`
}

type generatorWire struct {
	Type       string     `json:"type"`
	Implements []linkWire `json:"implements"`
}

type linkWire struct {
	Href string `json:"href"`
}

func (a Actor) self() ID   { return a.ID }
func (Actor) context() any { return contextActor }

// wire writes the first public key: every reader takes one, most take no other.
func (a Actor) wire() (any, error) {
	switch {
	case a.ID == "" || a.Type == "":
		return nil, lacking("id or type", "actor")
	case a.PreferredUsername == "" || a.Inbox == "":
		return nil, lacking("name or inbox", "actor")
	case len(a.PublicKeys) == 0:
		return nil, lacking("key", "actor")
	}
	w := actorWire{
		ID: a.ID, Type: a.Type, PreferredUsername: a.PreferredUsername, WebFinger: a.WebFinger,
		Inbox: a.Inbox, Outbox: a.Outbox, Followers: a.Followers, Following: a.Following, Featured: a.Featured,
		URL: a.URL, Name: a.Name, Summary: a.Summary,
		PublicKey:        keyWire(a.PublicKeys[0]),
		ManuallyApproves: a.ManuallyApproves, Discoverable: a.Discoverable, Indexable: a.Indexable,
		Published: formatTime(a.Published), Tag: emojiTags([]tagWire{}, a.Emojis), Attachment: []fieldWire{},
		Icon: imageOf(a.Icon), Image: imageOf(a.Image),
		AlsoKnownAs: a.AlsoKnownAs, MovedTo: a.MovedTo, Suspended: a.Suspended,
	}
	if a.SharedInbox != "" {
		w.Endpoints = &endpointsWire{a.SharedInbox}
	}
	for _, f := range a.Fields {
		w.Attachment = append(w.Attachment, fieldWire{"PropertyValue", f.Name, f.Value})
	}
	if len(a.Implements) > 0 {
		w.Generator = &generatorWire{Type: "Application"}
		for _, href := range a.Implements {
			w.Generator.Implements = append(w.Generator.Implements, linkWire{href})
		}
	}
	return w, nil
}

func imageOf(url string) *imageWire {
	if url == "" {
		return nil
	}
	return &imageWire{"Image", url}
}
