package sim

import (
	"fmt"
	"strconv"
	"time"
)

// PostCanary is in every post that a contact account has pinned which announces nothing. A
// crawler keeps no posts, so it must not turn up in what one stores.
const PostCanary = "private-post-7c2d"

// contactID is the identifier of every contact account.
const contactID = "1"

// Pins are the pinned posts of the contact account of an instance of Mastodon, the newest
// first, and what the account says about being read.
type Pins struct {
	Posts []Post
	// NoIndex keeps the account out of search engines.
	NoIndex bool
}

// Post is a public post, plain text.
type Post struct {
	Text   string
	Posted time.Time
	// Warning stands before the text, "" if there is none.
	Warning string
}

// Pin changes what the contact account of an instance has pinned; nil gives it back the
// posts that it had. It returns an error if nobody simulated has that name.
func (n *Network) Pin(name string, p *Pins) error {
	in := n.lookup(name)
	if in == nil || in.software == nil {
		return fmt.Errorf("pin posts on %q: no such instance", name)
	}
	if p != nil {
		own := *p
		p = &own
	}
	in.pins.Store(p)
	return nil
}

// pinned returns what the contact account has pinned: for nearly everybody a word of
// welcome.
func (in *instance) pinned() Pins {
	if p := in.pins.Load(); p != nil {
		return *p
	}
	welcome := Post{Text: "Welcome to " + properName(in.name) + "! Ask me anything. " + PostCanary, Posted: time.Date(2025, 3, 4, 5, 6, 7, 0, time.UTC)}
	return Pins{Posts: []Post{welcome}}
}

// pinnedStatuses is /api/v1/accounts/:id/statuses?pinned=true of the contact account.
func pinnedStatuses(_ *Network, in *instance) *document {
	statuses := []any{}
	for i, post := range in.pinned().Posts {
		id := strconv.Itoa(100 - i)
		address := "https://" + in.name + "/@" + ContactCanary + "/" + id
		statuses = append(statuses, object{
			"id": id, "created_at": post.Posted.UTC().Format("2006-01-02T15:04:05.000Z"), "in_reply_to_id": nil, "in_reply_to_account_id": nil,
			"sensitive": post.Warning != "", "spoiler_text": post.Warning, "visibility": "public", "language": in.traits.tongue.code,
			"uri": address, "url": address, "replies_count": 1, "reblogs_count": 2, "favourites_count": 3,
			"content": "<p>" + escape(post.Text) + "</p>", "reblog": nil, "account": in.contactAccount(),
			"media_attachments": []any{}, "mentions": []any{}, "tags": []any{}, "emojis": []any{}, "card": nil, "poll": nil,
		})
	}
	return jsonDocument(roleOther, mediaJSON, statuses)
}
