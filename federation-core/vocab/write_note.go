package vocab

import (
	"encoding/json"
	"maps"
	"net/url"
)

type noteWire struct {
	ID                ID                `json:"id"`
	Type              string            `json:"type"`
	AttributedTo      ID                `json:"attributedTo"`
	Name              string            `json:"name,omitempty"`
	Summary           *string           `json:"summary"`
	Content           string            `json:"content"`
	ContentMap        map[string]string `json:"contentMap,omitempty"`
	MediaType         string            `json:"mediaType,omitempty"`
	Sensitive         bool              `json:"sensitive"`
	InReplyTo         *ID               `json:"inReplyTo"`
	Context           ID                `json:"context,omitempty"`
	Published         string            `json:"published,omitempty"`
	Updated           string            `json:"updated,omitempty"`
	URL               string            `json:"url,omitempty"`
	To                []ID              `json:"to"`
	CC                []ID              `json:"cc"`
	Audience          []ID              `json:"audience,omitempty"`
	Attachment        []attachmentWire  `json:"attachment"`
	Tag               []tagWire         `json:"tag"`
	Replies           ID                `json:"replies,omitempty"`
	OneOf             []optionWire      `json:"oneOf,omitempty"`
	AnyOf             []optionWire      `json:"anyOf,omitempty"`
	EndTime           string            `json:"endTime,omitempty"`
	Closed            string            `json:"closed,omitempty"`
	VotersCount       *int              `json:"votersCount,omitempty"`
	Quote             ID                `json:"quote,omitempty"`
	QuoteApproval     ID                `json:"quoteAuthorization,omitempty"`
	InteractionPolicy json.RawMessage   `json:"interactionPolicy,omitempty"`
}

type attachmentWire struct {
	Type      string      `json:"type"`
	MediaType string      `json:"mediaType,omitempty"`
	URL       string      `json:"url"`
	Name      string      `json:"name,omitempty"`
	Blurhash  string      `json:"blurhash,omitempty"`
	Width     *int        `json:"width,omitempty"`
	Height    *int        `json:"height,omitempty"`
	Focus     *[2]float64 `json:"focalPoint,omitempty"`
}

type tagWire struct {
	Type string     `json:"type"`
	Href string     `json:"href,omitempty"`
	Name string     `json:"name"`
	Icon *imageWire `json:"icon,omitempty"`
}

type optionWire struct {
	Type    string       `json:"type"`
	Name    string       `json:"name"`
	Replies *repliesWire `json:"replies,omitempty"`
}

type repliesWire struct {
	Type       string `json:"type"`
	TotalItems int    `json:"totalItems"`
}

func (n Note) self() ID   { return n.ID }
func (Note) context() any { return contextNote }

func (n Note) wire() (any, error) {
	switch {
	case n.ID == "" || n.Type == "":
		return nil, lacking("id or type", "note")
	case n.AttributedTo == "":
		return nil, lacking("author", "note")
	}
	w := noteWire{
		ID: n.ID, Type: n.Type, AttributedTo: n.AttributedTo, Name: n.Name, Content: n.Content,
		ContentMap: n.contentMap(), Sensitive: n.Sensitive, Context: n.Context,
		Published: formatTime(n.Published), Updated: formatTime(n.Updated), URL: n.URL,
		To: list(n.To), CC: list(n.CC), Audience: n.Groups,
		Attachment: attachmentsOf(n.Attachments), Tag: n.tagsOf(), Replies: n.Replies,
		Quote: n.Quote, QuoteApproval: n.QuoteApproval, InteractionPolicy: n.InteractionPolicy,
	}
	if n.MediaType != "text/html" {
		w.MediaType = n.MediaType
	}
	if n.Summary != "" {
		w.Summary = &n.Summary
	}
	if n.InReplyTo != "" {
		w.InReplyTo = &n.InReplyTo
	}
	if n.Poll != nil {
		w.ask(*n.Poll)
	}
	return w, nil
}

// contentMap says the language of the content beside its translations.
func (n Note) contentMap() map[string]string {
	if n.Language == "" || n.Translations[n.Language] != "" {
		return n.Translations
	}
	texts := map[string]string{n.Language: n.Content}
	maps.Copy(texts, n.Translations)
	return texts
}

// tagsOf are mentions, hashtags and emojis. A hashtag's page is on our own host.
func (n Note) tagsOf() []tagWire {
	tags := []tagWire{}
	for _, m := range n.Mentions {
		tags = append(tags, tagWire{Type: "Mention", Href: string(m.Actor), Name: m.Name})
	}
	for _, name := range n.Hashtags {
		tags = append(tags, tagWire{Type: "Hashtag", Href: Origin(n.ID) + "/tags/" + url.PathEscape(name), Name: "#" + name})
	}
	return emojiTags(tags, n.Emojis)
}

func emojiTags(tags []tagWire, emojis []Emoji) []tagWire {
	for _, e := range emojis {
		tags = append(tags, tagWire{Type: "Emoji", Name: ":" + e.Name + ":", Icon: imageOf(e.URL)})
	}
	return tags
}

func attachmentsOf(attachments []Attachment) []attachmentWire {
	list := []attachmentWire{}
	for _, a := range attachments {
		list = append(list, attachmentWire{
			Type: a.Type, MediaType: a.MediaType, URL: a.URL, Name: a.Name, Blurhash: a.Blurhash,
			Width: counted(a.Width), Height: counted(a.Height), Focus: a.Focus,
		})
	}
	return list
}

// ask adds a poll.
func (w *noteWire) ask(p Poll) {
	options := make([]optionWire, len(p.Options))
	for i, o := range p.Options {
		options[i] = optionWire{Type: "Note", Name: o.Name}
		if o.Votes >= 0 {
			options[i].Replies = &repliesWire{"Collection", o.Votes}
		}
	}
	if w.OneOf = options; p.Multiple {
		w.OneOf, w.AnyOf = nil, options
	}
	w.EndTime, w.Closed, w.VotersCount = formatTime(p.Ends), formatTime(p.Closed), counted(p.Voters)
}

// counted leaves out a number that is unknown.
func counted(n int) *int {
	if n < 0 {
		return nil
	}
	return &n
}

// list is never null: some readers want an array.
func list(ids []ID) []ID {
	if ids == nil {
		return []ID{}
	}
	return ids
}
