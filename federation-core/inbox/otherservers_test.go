package inbox_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"landfall/federation-core/fetch"
	"landfall/federation-core/httpsig"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// letter is what a server of some software sends, as its source and documentation have it. Texts
// are JSON with places for what is known only when they are sent: see [visit.fill].
type letter struct {
	name  string // the software, and what it says
	path  string // of the actor's id
	actor string // its document
	docs  map[string]string
	form  form
	// asks tells that alice has asked to follow the actor and has no answer; else she follows it.
	asks bool
	says []string
	want outcome
}

// outcome says what is not as it has to be after a letter, "" for nothing.
type outcome func(*visit) string

// visit is a letter on its way: to alice, who has a post, from an actor on another server.
type visit struct {
	*world
	letter
	alice social.Actor
	post  string
	there *remote
	me    string
}

// asked is the id of the Follow by which alice has asked.
const asked = "https://home.example/activities/asked"

// person is the least that an actor's document has.
const person = `{"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"], "id": "{me}", "type": "Person",
	"preferredUsername": "carol", "inbox": "{me}/inbox", "outbox": "{me}/outbox", "followers": "{me}/followers", "featured": "{me}/collections/featured",
	"publicKey": {"id": "{me}#main-key", "owner": "{me}", "publicKeyPem": {pem}}}`

// TestOtherServers hears of each software what it sends.
func TestOtherServers(t *testing.T) {
	for _, l := range slices.Concat(microblogs, platforms, forums, media, signers) {
		t.Run(l.name, func(t *testing.T) {
			v := newVisit(t, l)
			post := v.post2home()
			for _, says := range l.says {
				if status, reason := post(v.fill(says)); status != http.StatusAccepted {
					t.Errorf("status %d (%s) for %s", status, reason, says)
				}
				v.work()
				v.now = v.now.Add(time.Second)
			}
			if wrong := l.want(v); wrong != "" {
				t.Error(wrong)
			}
		})
	}
}

// newVisit sets the scene. Alice has found the actor, as she would have to before she follows it.
func newVisit(t *testing.T, l letter) *visit {
	t.Helper()
	v := &visit{world: newWorld(t), letter: l}
	v.there = v.server()
	v.alice = v.person("alice", nil)
	v.post = v.world.post(v.alice, social.Public).ID
	v.me = v.there.origin + l.path
	if l.actor == "" {
		l.actor = person
	}
	path := l.path
	if path == "" {
		path = "/"
	}
	v.there.serve(path, json.RawMessage(v.fill(l.actor)))
	for path, doc := range l.docs {
		v.there.serve(path, json.RawMessage(v.fill(doc)))
	}
	if _, err := v.registry.Actor(t.Context(), fetch.NewBudget(), vocab.ID(v.me)); err != nil {
		t.Fatal(err)
	}
	v.apply(social.AddFollow{Follow: social.Follow{Follower: v.alice.ID, Followee: v.me, Activity: asked, Accepted: !l.asks, At: v.now}})
	return v
}

// fill puts what is known now into a text.
func (v *visit) fill(text string) string {
	public, err := httpsig.EncodePublic(&keys()[0].PublicKey)
	if err != nil {
		v.t.Fatal(err)
	}
	quoted, err := json.Marshal(public)
	if err != nil {
		v.t.Fatal(err)
	}
	return strings.NewReplacer(
		"{there}", v.there.origin, "{me}", v.me, "{alice}", v.alice.ID, "{post}", v.post, "{asked}", asked, "{pem}", string(quoted),
		"{now}", v.now.Format(time.RFC3339),
	).Replace(text)
}

// all wants each.
func all(of ...outcome) outcome {
	return func(v *visit) string {
		for _, want := range of {
			if wrong := want(v); wrong != "" {
				return wrong
			}
		}
		return ""
	}
}

// joins: the actor follows alice, and was told so as often.
func joins(accepts int) outcome {
	return func(v *visit) string {
		f, err := v.core.Follow(v.t.Context(), v.me, v.alice.ID)
		sent := v.sent(v.stored().Inbox)
		return holds(err == nil && f.Accepted && len(sent) == accepts && !slices.ContainsFunc(sent, func(s string) bool { return s != "Accept" }), "follow %+v, %v; sent %v", f, err, sent)
	}
}

// leaves: the actor does not follow alice.
func leaves(v *visit) string {
	f, err := v.core.Follow(v.t.Context(), v.me, v.alice.ID)
	return holds(errors.Is(err, social.ErrNotFound), "follow %+v, %v", f, err)
}

// answers: alice follows the actor.
func answers(v *visit) string {
	f, err := v.core.Follow(v.t.Context(), v.alice.ID, v.me)
	return holds(err == nil && f.Accepted, "follow %+v, %v", f, err)
}

// declines: alice does not follow the actor any more.
func declines(v *visit) string {
	f, err := v.core.Follow(v.t.Context(), v.alice.ID, v.me)
	return holds(errors.Is(err, social.ErrNotFound), "follow %+v, %v", f, err)
}

// reacts: alice's post has so many likes and boosts.
func reacts(likes, boosts int64) outcome {
	return func(v *visit) string {
		l, err := v.core.Reactions(v.t.Context(), v.post, social.Like)
		b, err2 := v.core.Reactions(v.t.Context(), v.post, social.Boost)
		return holds(errors.Join(err, err2) == nil && l == likes && b == boosts, "%d likes, %d boosts, %v, %v", l, b, err, err2)
	}
}

// says: there is a post of that id, for whom and with these words in it.
func says(id string, visibility social.Visibility, words ...string) outcome {
	return func(v *visit) string {
		p, err := v.core.Post(v.t.Context(), v.fill(id))
		if err != nil || p.Visibility != visibility {
			return fmt.Sprintf("post %+v, %v", p, err)
		}
		for _, word := range words {
			if !strings.Contains(p.Content, word) {
				return fmt.Sprintf("%q has no %q", p.Content, word)
			}
		}
		return ""
	}
}

// passes: the actor has boosted a post.
func passes(id string) outcome {
	return func(v *visit) string {
		_, err := v.core.Reacted(v.t.Context(), v.me, v.fill(id), social.Boost)
		return holds(err == nil, "%v", err)
	}
}

// withdrawn: a post is gone.
func withdrawn(id string) outcome {
	return func(v *visit) string {
		p, err := v.core.Post(v.t.Context(), v.fill(id))
		return holds(errors.Is(err, social.ErrGone), "post %+v, %v", p, err)
	}
}

// unheard: there is no post of that id.
func unheard(id string) outcome {
	return func(v *visit) string {
		p, err := v.core.Post(v.t.Context(), v.fill(id))
		return holds(errors.Is(err, social.ErrNotFound), "post %+v, %v", p, err)
	}
}

// named: the actor's name is that.
func named(name string) outcome {
	return func(v *visit) string {
		return holds(v.stored().Profile.Name == name, "actor %+v", v.stored())
	}
}

// shows: so many posts are pinned to the actor's profile.
func shows(n int) outcome {
	return func(v *visit) string {
		pinned, err := v.core.Pinned(v.t.Context(), v.me)
		return holds(err == nil && len(pinned) == n, "pinned %+v, %v", pinned, err)
	}
}

// vanished: the actor is gone.
func vanished(v *visit) string {
	a, err := v.core.Actor(v.t.Context(), v.me)
	return holds(errors.Is(err, social.ErrGone), "actor %+v, %v", a, err)
}

// bothers: no more was asked of other servers than that.
func bothers(most int) outcome {
	return func(v *visit) string {
		return holds(v.outbound.requests() <= most, "asked %v", v.outbound.asked)
	}
}

// reports: alice was reported for her post.
func reports(v *visit) string {
	found, err := v.core.Reports(v.t.Context(), 0, 9)
	return holds(err == nil && len(found) == 1 && found[0].Of.Target == v.alice.ID && slices.Equal(found[0].Of.Posts, []string{v.post}), "reports %+v, %v", found, err)
}

// shuns: the actor blocks alice, or does not.
func shuns(want bool) outcome {
	return func(v *visit) string {
		is, err := v.core.Blocks(v.t.Context(), v.me, v.alice.ID)
		return holds(err == nil && is == want, "blocked: %v, %v", is, err)
	}
}

// stored is the actor as it is known.
func (v *visit) stored() social.Actor {
	a, err := v.core.Actor(v.t.Context(), v.me)
	if err != nil {
		v.t.Fatal(err)
	}
	return a
}
