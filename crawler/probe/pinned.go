package probe

import (
	"context"
	"regexp"
	"slices"
	"time"

	"landfall"
	"landfall/internal/netguard"
	"landfall/internal/netguard/strictjson"
)

// Bounds on pinned posts: Mastodon has five of an account, and few take more than this
// many characters.
const (
	maxPinned = 5
	maxPost   = 5000
)

// contactAccount is the account that an instance names as its contact, as far as its
// pinned posts are to be found. It is never stated, logged or kept.
type contactAccount struct {
	id      string // "" if there is none, or none that can be asked for
	private bool   // it asks not to be found, or not to be read
}

// accountID is an identifier as the Mastodon API has them: digits, or a flake in letters.
var accountID = regexp.MustCompile(`^[0-9A-Za-z]{1,64}$`)

// contactAccount takes note of the contact account, if its posts are to be read: v2's
// before v1's.
func (p page) contactAccount(path string) {
	v := p.v
	account := p.get(path)
	if id, ok := account.Get("id").Text(); ok && v.Closing != nil && v.contact.id == "" && accountID.MatchString(id) {
		v.contact = contactAccount{id: id, private: asksForPrivacy(account)}
	}
}

// asksForPrivacy reports whether an account shows in any way that it does not want to be
// found or read by all: that it is kept out of search engines or out of searches for
// posts, or is not to be discovered, or decides who follows it; or that its server hides it.
//
// Source: https://docs.joinmastodon.org/entities/Account/
func asksForPrivacy(account strictjson.Value) bool {
	yes := func(key string) bool { return readFlag(account.Get(key)).yes() }
	no := func(key string) bool { f := readFlag(account.Get(key)); return f.known && !f.yes() }
	return yes("noindex") || yes("locked") || no("discoverable") || no("indexable") || yes("suspended") || yes("limited")
}

// pinnedPosts looks through the pinned posts of the contact account for a closing, where
// the operator has turned that on and the account does not ask to be left alone. It reports
// whether it did; it then had the turn of the extras, and like one of them it may go one
// request beyond the budget. If the posts could be read, what is stated is whether they
// speak of a closing, and of those that do the one sentence; if they may not be read
// without signing in, nothing is.
//
// Source: https://docs.joinmastodon.org/methods/accounts/#statuses
func (r *run) pinnedPosts(ctx context.Context) bool {
	v := r.v
	if v.contact.id == "" || !v.family().pins {
		return false
	}
	if v.contact.private {
		v.statePinned(source{v: v, rank: rankOwn, url: v.pinnedShown(), at: v.Now}, nil)
		return false
	}
	absent := v.absent
	r.do("pinned posts", func() error { return v.readPinned(ctx) })
	v.absent = absent // no count is missing for it
	return true
}

// pinnedShown is the address of the pinned posts, without the account.
func (v *Visit) pinnedShown() string {
	return v.at("/api/v1/accounts/:id/statuses?pinned=true").String()
}

func (v *Visit) readPinned(ctx context.Context) error {
	const query = "/statuses?pinned=true&exclude_replies=true&limit=5"
	p, err := v.pageOf(ctx, Request{URL: v.at("/api/v1/accounts/" + v.contact.id + query), Shown: v.pinnedShown()}, rankOwn)
	if err != nil {
		return err
	}
	posts, ok := p.root.Array()
	if !ok {
		return &fault{outcome: landfall.OutcomeInvalid, class: landfall.ClassTheirs, reason: "no_list", status: 200}
	}
	p.url = v.pinnedShown()
	var found []landfall.ContactNotice
	for _, post := range posts[:min(len(posts), maxPinned)] {
		if said, ok := v.announces(post); ok {
			found = append(found, said)
		}
	}
	slices.SortStableFunc(found, func(a, b landfall.ContactNotice) int { return b.Posted.Compare(a.Posted) })
	v.statePinned(p.source, found)
	return nil
}

func (v *Visit) statePinned(s source, found []landfall.ContactNotice) {
	s.state(landfall.FieldContactNotice, "[].content", func(f *landfall.Facts) { f.ContactNotices = found })
}

// announces returns what a post says of the closing. Only a public post of the account's
// own counts: none that it boosts or that answers another, and none whose text is behind a
// warning, for a quotation would leave that out. That media are sensitive says nothing of
// the text.
func (v *Visit) announces(post strictjson.Value) (said landfall.ContactNotice, ok bool) {
	visibility, _ := post.Get("visibility").Text()
	author, _ := post.Get("account", "id").Text()
	warning, _ := post.Get("spoiler_text").Text()
	others := func(key string) bool { return post.Get(key).Exists() && !post.Get(key).IsNull() }
	if visibility != "public" || author != v.contact.id || warning != "" || others("reblog") || others("in_reply_to_id") {
		return said, false
	}
	address, _ := post.Get("url").Text()
	if address = v.ownPost(address); address == "" {
		return said, false
	}
	content, _ := post.Get("content").Text()
	written, _ := post.Get("created_at").Text()
	posted, err := time.Parse(time.RFC3339, written)
	if err != nil || !v.happened(posted) {
		posted = time.Time{}
	}
	if said, ok = v.Closing(v.Host, plainText(content, maxPost), posted.UTC()); ok {
		said.URL = address
	}
	return said, ok
}

// ownPost returns the address of a post on the instance's own host, "" if it is none. It
// is the one link with an account in it that is kept.
func (v *Visit) ownPost(text string) string {
	u, err := netguard.ParseURL(text)
	if err != nil || len(text) > maxLink || u.Scheme != "https" || u.Hostname() != v.Host.String() && u.Hostname() != v.base.Hostname() {
		return ""
	}
	return u.String()
}
