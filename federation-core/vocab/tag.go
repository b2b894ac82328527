package vocab

import "strings"

// Mention names an actor in a post or profile. Name is as it is written, such as
// "@alice@example.social".
type Mention struct {
	Actor ID
	Name  string
}

// Emoji is a picture that stands for a word between colons. Name has none.
type Emoji struct{ Name, URL string }

// tags are what a document's "tag" has, by kind.
type tags struct {
	mentions []Mention
	hashtags []string
	emojis   []Emoji
	quote    ID // the post that a link in the text quotes (FEP-e232)
}

func (d *Document) tags() (t tags) {
	n := 0
	d.value.member("tag").each(func(v *value) bool {
		if v.kind == kindObject {
			t.add(&Document{value: v})
		}
		n++
		return n < maxTags
	})
	return t
}

func (t *tags) add(d *Document) {
	switch name := cutRunes(d.text("name"), MaxName); {
	case d.Is("Mention"):
		if actor := d.Ref("href").IRI; actor != "" && len(t.mentions) < MaxMentions {
			t.mentions = append(t.mentions, Mention{Actor: actor, Name: name})
		}
	case d.Is("Hashtag"):
		if name = strings.TrimPrefix(name, "#"); name != "" && len(t.hashtags) < MaxHashtags {
			t.hashtags = append(t.hashtags, name)
		}
	case d.Is("Emoji"):
		if name = strings.Trim(name, ":"); name != "" && len(t.emojis) < MaxEmojis {
			t.emojis = append(t.emojis, Emoji{Name: name, URL: d.picture("icon")})
		}
	case d.Is("Link") && t.quote == "" && IsActivityJSON(d.String("mediaType")):
		t.quote = d.Ref("href").IRI
	}
}
