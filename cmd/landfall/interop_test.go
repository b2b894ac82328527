//go:build interop

package main

import (
	"errors"
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"landfall/federation-core/vocab"
)

// row is one line of the matrix of federation.md, section 18: what core A and a peer do to
// each other.
type row struct {
	name string
	play func(a *corePeer, p citizen) error
}

var (
	interopOnly = flag.String("interop-rows", "", "play only rows that match this regular expression")
	interopWith = flag.String("interop-peers", "", "play only with peers that match this regular expression")
)

var errNotThere = errors.New("n/a")

// TestInterop plays every row with every peer, over TLS with an authority of its own, and
// prints the matrix: make interop.
func TestInterop(t *testing.T) {
	if _, err := os.Stat(filepath.Join(fedifyFolder, "node_modules")); err != nil {
		t.Fatalf("the Fedify peer is not installed: %v", err)
	}
	lab := newInteropLab(t)
	a := newCorePeer(t, lab, "a-sim.social", "alice")
	a.start()
	peers := []citizen{
		newCorePeer(t, lab, "b-sim.social", "bob"),
		newFedifyPeer(t, lab, "fed-sim.social", "rfc9421"),
		newFedifyPeer(t, lab, "fedc-sim.social", "cavage"),
	}
	peers = slices.DeleteFunc(peers, func(p citizen) bool { return !regexp.MustCompile(*interopWith).MatchString(p.name()) })
	rows := slices.DeleteFunc(slices.Clone(interopRows), func(r row) bool { return !regexp.MustCompile(*interopOnly).MatchString(r.name) })
	for _, p := range peers {
		p.start()
	}
	cells := make(map[string]string)
	for _, r := range rows {
		for _, p := range peers {
			err := r.play(a, p)
			switch {
			case err == nil:
				cells[r.name+p.name()] = "ok"
			case errors.Is(err, errNotThere):
				cells[r.name+p.name()] = err.Error()
			default:
				cells[r.name+p.name()] = "FAILS"
				t.Errorf("%s, with %s: %v", r.name, p.name(), err)
			}
		}
	}
	var out strings.Builder
	w := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	fmt.Fprint(w, "\t")
	for _, p := range peers {
		fmt.Fprint(w, p.name(), "\t")
	}
	for _, r := range rows {
		fmt.Fprint(w, "\n", r.name, "\t")
		for _, p := range peers {
			fmt.Fprint(w, cells[r.name+p.name()], "\t")
		}
	}
	w.Flush()
	t.Logf("core A and\n%s\n", out.String())
	if t.Failed() {
		t.Logf("log of core A:\n%s", a.log.String())
	}
}

// all runs steps until the first that fails.
func all(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func want(what string, is func() bool) func() error {
	return func() error { return soon(what, is) }
}

func done(_ string, err error) error { return err }

var interopRows = []row{
	{"discover", func(a *corePeer, p citizen) error {
		if f, ok := p.(*fedifyPeer); ok {
			if _, err := f.ctl("lookup", "target", a.account()); err != nil {
				return err
			}
			if _, err := f.ctl("lookup", "target", a.id()); err != nil {
				return err
			}
		}
		for _, address := range []string{a.id(), a.id() + "/outbox", a.id() + "/followers", p.id(), p.id() + "/outbox", p.id() + "/followers"} {
			if status, body := a.lab.get(address, vocab.AcceptHeader); status != http.StatusOK {
				return fmt.Errorf("%s answers %d: %s", address, status, body)
			}
		}
		_, err := a.try("show", a.user, "account", "--of", p.account())
		return err
	}},
	{"follow, automatic", func(a *corePeer, p citizen) error {
		return all(
			func() error { return done(a.do("follow", p.account())) },
			want("A follows", func() bool { return a.following(p.id()) && p.followed(a.id()) }),
			func() error { return done(p.do("follow", a.id())) },
			want("the peer follows", func() bool { return p.following(a.id()) && a.followed(p.id()) }),
		)
	}},
	{"post, public", visible("public", true)},
	{"post, unlisted", visible("unlisted", true)},
	{"post, followers", visible("followers", false)},
	{"post, direct", func(a *corePeer, p citizen) error {
		post, err := a.post("for you", "direct", p.account(), "")
		if err != nil {
			return err
		}
		theirs, err := p.post("for you", "direct", mentionOf(a, p), "")
		if err != nil {
			return err
		}
		return all(
			want("the peer has it", func() bool { return strings.Contains(p.text(post), "for you") }),
			want("A has it", func() bool { return strings.Contains(a.text(theirs), "for you") }),
			func() error {
				if status, _ := a.lab.get(post, vocab.AcceptHeader); status != http.StatusNotFound {
					return fmt.Errorf("anybody gets it: %d", status)
				}
				return nil
			},
		)
	}},
	{"reply and mention", func(a *corePeer, p citizen) error {
		post, err := a.post("a question", "public", "", "")
		if err != nil {
			return err
		}
		if err := soon("the peer has the question", func() bool { return p.text(post) != "" }); err != nil {
			return err
		}
		answer, err := p.post("an answer", "public", mentionOf(a, p), post)
		if err != nil {
			return err
		}
		return all(
			want("A is told of the answer", func() bool { return strings.Contains(a.text(answer), "an answer") && a.shows("notifications", answer) }),
			func() error { return done(a.post("thanks", "public", p.account(), answer)) },
		)
	}},
	{"like, unlike; boost, unboost", func(a *corePeer, p citizen) error {
		ours, err := a.post("like this", "public", "", "")
		if err != nil {
			return err
		}
		theirs, err := p.post("like that", "public", "", "")
		if err != nil {
			return err
		}
		if err := soon("A has the post", func() bool { return a.text(theirs) != "" }); err != nil {
			return err
		}
		if err := soon("the peer has the post", func() bool { return p.text(ours) != "" }); err != nil {
			return err
		}
		for _, kind := range []string{"like", "boost"} {
			activity, err := p.do(kind, ours)
			if err != nil {
				return err
			}
			if err := all(
				want(kind+" reaches A", func() bool { return a.reacted(kind, ours, p.id()) }),
				func() error { return p.undo(kind, ours, activity) },
				want("un"+kind+" reaches A", func() bool { return !a.reacted(kind, ours, p.id()) }),
				func() error { return done(a.do(kind, theirs)) },
				want(kind+" reaches the peer", func() bool { return p.reacted(kind, theirs, a.id()) }),
				func() error { return a.undo(kind, theirs, "") },
			); err != nil {
				return err
			}
			if c, ok := p.(*corePeer); ok { // the other keeps no state of it
				if err := soon("un"+kind+" reaches the peer", func() bool { return !c.reacted(kind, theirs, a.id()) }); err != nil {
					return err
				}
			}
		}
		return nil
	}},
	{"edit", func(a *corePeer, p citizen) error {
		ours, err := a.post("first words", "public", "", "")
		if err != nil {
			return err
		}
		theirs, err := p.post("first words", "public", "", "")
		if err != nil {
			return err
		}
		return all(
			want("both have it", func() bool { return p.text(ours) != "" && a.text(theirs) != "" }),
			func() error { return a.edit(ours, "second words") },
			func() error { return p.edit(theirs, "second words") },
			want("both have the newer words", func() bool {
				return strings.Contains(p.text(ours), "second") && strings.Contains(a.text(theirs), "second")
			}),
		)
	}},
	{"delete", func(a *corePeer, p citizen) error {
		ours, err := a.post("soon gone", "public", "", "")
		if err != nil {
			return err
		}
		theirs, err := p.post("soon gone", "public", "", "")
		if err != nil {
			return err
		}
		return all(
			want("both have it", func() bool { return p.text(ours) != "" && a.text(theirs) != "" }),
			func() error { return a.remove(ours) },
			func() error { return p.remove(theirs) },
			want("it is gone for both", func() bool { return p.gone(ours) && a.gone(theirs) }),
			func() error {
				if status, body := a.lab.get(ours, vocab.AcceptHeader); status != http.StatusGone || !strings.Contains(body, "Tombstone") {
					return fmt.Errorf("%s answers %d: %s", ours, status, body)
				}
				return nil
			},
			func() error {
				if _, err := a.try("act", a.user, "boost", theirs); err == nil {
					return errors.New("what is gone can be boosted")
				}
				return nil
			},
		)
	}},
	{"profile update", func(a *corePeer, p citizen) error {
		return all(
			func() error { return a.rename("Alice the second") },
			want("the peer knows the name", func() bool { return p.knows("Alice the second", a.id()) }),
			func() error { return p.rename("Somebody new") },
			want("A knows the name", func() bool { return a.knows("Somebody new", p.id()) }),
		)
	}},
	{"key rotation", func(a *corePeer, p citizen) error {
		if _, err := a.try("account", "rotate", a.user); err != nil {
			return err
		}
		post, err := a.post("with a new key", "public", "", "")
		if err != nil {
			return err
		}
		return soon("the peer takes the new key", func() bool { return strings.Contains(p.text(post), "new key") })
	}},
	{"Flag, in and out", func(a *corePeer, p citizen) error {
		return all(
			func() error { return a.report(p.id(), "rude words of "+p.name()) },
			want("the peer is told", func() bool { return p.reported("rude words of " + p.name()) }),
			func() error { return p.report(a.id(), "ruder words of "+p.name()) },
			want("A is told", func() bool { return a.reported("ruder words of " + p.name()) }),
			func() error {
				if f, ok := p.(*fedifyPeer); ok {
					for _, e := range f.events() {
						if e.Kind == "Flag" && strings.Contains(string(e.JSON), a.id()) {
							return fmt.Errorf("the reporter is named: %s", e.JSON)
						}
					}
				}
				return nil
			},
		)
	}},
	{"peer down", func(a *corePeer, p citizen) error {
		p.stop()
		post, err := a.post("while you were away", "public", "", "")
		if err != nil {
			return err
		}
		if out, err := a.try("queue"); err != nil || strings.Contains(out, `"deliveries":0`) {
			return fmt.Errorf("nothing waits: %s, %v", out, err)
		}
		p.start()
		return all(want("it comes later", func() bool { return strings.Contains(p.text(post), "away") }))
	}},
	{"unfollow, reject after accept", func(a *corePeer, p citizen) error {
		if f, ok := p.(*fedifyPeer); ok { // it was started anew, and knows nobody
			if err := all(
				func() error { return a.undo("follow", p.id(), "") },
				func() error { return done(a.do("follow", p.account())) },
				want("A follows", func() bool { return a.following(p.id()) && p.followed(a.id()) }),
			); err != nil {
				return err
			}
			e, at := f.last("Follow", p.id(), a.id())
			if at < 0 {
				return errors.New("no Follow")
			}
			if _, err := f.ctl("expel", "target", a.id(), "id", e.ID); err != nil {
				return err
			}
			if err := soon("A follows no more", func() bool { return !a.following(p.id()) }); err != nil {
				return err
			}
		} else if err := all(
			func() error { return done(p.do("remove", a.id())) },
			want("A follows no more", func() bool { return !a.following(p.id()) }),
		); err != nil {
			return err
		}
		return all(
			func() error { return done(a.do("follow", p.account())) },
			want("A follows", func() bool { return a.following(p.id()) && p.followed(a.id()) }),
			func() error { return a.undo("follow", p.id(), "") },
			want("the peer hears of it", func() bool {
				if f, ok := p.(*fedifyPeer); ok {
					e, _ := f.last("Follow", p.id(), a.id())
					_, at := f.last("Undo", e.ID, a.id())
					return at >= 0
				}
				return !p.followed(a.id())
			}),
		)
	}},
	{"follow by hand, and reject", func(a *corePeer, p citizen) error {
		if _, err := a.try("account", "set", a.user, "--locked"); err != nil {
			return err
		}
		defer func() { _, _ = a.try("account", "set", a.user, "--no-locked") }()
		if _, err := a.try("act", a.user, "remove", p.id()); err != nil && !strings.Contains(err.Error(), "not found") {
			return err
		}
		if err := soon("the peer hears that it follows no more", func() bool { return !p.following(a.id()) }); err != nil {
			return err
		}
		for _, answer := range []string{"reject", "accept"} {
			if err := all(
				want("A is asked", func() bool {
					// Until a refusal has arrived, asking again is nothing new.
					_, err := p.do("follow", a.id())
					return err == nil && a.shows("requests", `"`+p.id()+`"`)
				}),
				func() error {
					if a.followed(p.id()) {
						return errors.New("a request is a follow")
					}
					return nil
				},
				func() error { return done(a.do(answer, p.id())) },
				want(answer+" reaches the peer", func() bool { return p.following(a.id()) == (answer == "accept") }),
			); err != nil {
				return err
			}
		}
		return nil
	}},
	{"deny-list in mid-relationship", func(a *corePeer, p citizen) error {
		host := strings.SplitN(p.account(), "@", 2)[1]
		if err := all(
			func() error { return done(a.do("follow", p.account())) },
			want("A follows", func() bool { return a.following(p.id()) }),
		); err != nil {
			return err
		}
		if _, err := a.try("domain", "block", host, "--public-comment", "for the test"); err != nil {
			return err
		}
		defer func() { _, _ = a.try("domain", "unblock", host) }()
		if err := all(
			want("the follows end", func() bool { return !a.following(p.id()) && !a.followed(p.id()) }),
		); err != nil {
			return err
		}
		time.Sleep(1500 * time.Millisecond) // the server looks once a second what others have decided
		if theirs, err := p.post("you cannot hear me", "public", "", ""); err == nil {
			after, err := a.post("this is for nobody there", "public", "", "")
			if err != nil {
				return err
			}
			if err := soon("nothing waits for the peer", func() bool {
				out, err := a.try("queue")
				return err == nil && strings.Contains(out, `"deliveries":0`)
			}); err != nil {
				return err
			}
			if a.text(theirs) != "" || strings.Contains(p.text(after), "nobody") {
				return errors.New("something passes")
			}
		}
		if _, err := a.try("act", a.user, "follow", p.account()); err == nil {
			return errors.New("A may follow whom it does not federate with")
		}
		return nil
	}},
	{"allow-list", func(a *corePeer, p citizen) error {
		host := strings.SplitN(p.account(), "@", 2)[1]
		if _, err := a.try("domain", "mode", "allow_list"); err != nil {
			return err
		}
		defer func() { _, _ = a.try("domain", "mode", "open"); _, _ = a.try("domain", "disallow", host) }()
		if _, err := a.try("act", a.user, "follow", p.account()); err == nil {
			return errors.New("a host passes that is not allowed")
		}
		if _, err := a.try("domain", "allow", host); err != nil {
			return err
		}
		return all(
			want("the mode holds", func() bool {
				status, _ := a.lab.get(a.id(), vocab.AcceptHeader)
				return status == http.StatusUnauthorized
			}),
			func() error { return done(a.do("follow", p.account())) },
			want("an allowed host passes", func() bool { return a.following(p.id()) && p.followed(a.id()) }),
			func() error {
				if status, _ := a.lab.get("https://"+a.host+"/actor", vocab.AcceptHeader); status != http.StatusOK {
					return fmt.Errorf("the instance actor answers %d", status)
				}
				return nil
			},
		)
	}},
	{"authorized fetch", func(a *corePeer, p citizen) error {
		a.stop()
		a.flags = []string{"--authorized-fetch"}
		a.start()
		defer func() { a.stop(); a.flags = nil; a.start() }()
		for path, want := range map[string]int{a.id(): http.StatusUnauthorized, "https://" + a.host + "/actor": http.StatusOK} {
			if status, _ := a.lab.get(path, vocab.AcceptHeader); status != want {
				return fmt.Errorf("unsigned, %s answers %d", path, status)
			}
		}
		// Somebody of whom the peer has not heard is read with a signature.
		host, _, _ := strings.Cut(p.at().host, "-")
		if _, err := a.try("account", "add", "shy_"+host); err != nil {
			return err
		}
		return p.looksUp("https://" + a.host + "/users/shy_" + host)
	}},
	{"double-knock", func(a *corePeer, p citizen) error {
		return all(
			func() error {
				door, err := newDoorman(a.lab, p.at())
				if err != nil {
					return err
				}
				post, err := a.post("knocked twice", "direct", p.account(), "")
				if err == nil {
					err = soon("the peer has it", func() bool { return strings.Contains(p.text(post), "knocked twice") })
				}
				return errors.Join(err, door.leaves(p.at()))
			},
			func() error {
				door, err := newDoorman(a.lab, a.at())
				if err != nil {
					return err
				}
				post, err := p.post("knocked as well", "direct", mentionOf(a, p), "")
				if err == nil {
					err = soon("A has it", func() bool { return strings.Contains(a.text(post), "knocked as well") })
				}
				return errors.Join(err, door.leaves(a.at()))
			},
		)
	}},
	{"block, unblock", func(a *corePeer, p citizen) error {
		return all(
			func() error { return done(a.do("block", p.id())) },
			want("the peer hears of it", func() bool { return p.blocked(a.id()) }),
			want("no follow is left", func() bool { return !a.following(p.id()) && !a.followed(p.id()) }),
			func() error { return a.undo("block", p.id(), "") },
			func() error { return done(a.do("follow", p.account())) },
			want("A may follow again", func() bool { return a.following(p.id()) }),
		)
	}},
	{"Move", func(a *corePeer, p citizen) error {
		c, ok := p.(*corePeer)
		if !ok {
			return fmt.Errorf("%w: the peer has one account", errNotThere)
		}
		for _, name := range []string{"old", "new"} {
			if _, err := c.try("account", "add", name); err != nil {
				return err
			}
		}
		old, fresh := "https://"+c.host+"/users/old", "https://"+c.host+"/users/new"
		return all(
			func() error { return done(a.do("follow", "old@"+c.host)) },
			want("A follows", func() bool { return a.following(old) }),
			func() error { _, err := c.try("account", "alias", "new", "old"); return ignoreLocal(err, c, old) },
			func() error { _, err := c.try("account", "move", "old", "new@"+c.host); return err },
			want("A follows on", func() bool { return a.following(fresh) && !a.following(old) }),
		)
	}},
	{"shutdown notice", func(*corePeer, citizen) error {
		return fmt.Errorf("%w: not part of the core yet", errNotThere)
	}},
}

// ignoreLocal tries the alias by its address, where a bare name is not taken.
func ignoreLocal(err error, c *corePeer, id string) error {
	if err == nil {
		return nil
	}
	_, err = c.try("account", "alias", "new", id)
	return err
}

// mentionOf is how a peer names A: by the account, or by the id.
func mentionOf(a *corePeer, p citizen) string {
	if _, ok := p.(*corePeer); ok {
		return a.account()
	}
	return a.id()
}

// visible posts both ways, and asks as anybody.
func visible(visibility string, anybody bool) func(a *corePeer, p citizen) error {
	return func(a *corePeer, p citizen) error {
		ours, err := a.post("words for "+visibility, visibility, "", "")
		if err != nil {
			return err
		}
		theirs, err := p.post("words for "+visibility, visibility, "", "")
		if err != nil {
			return err
		}
		return all(
			want("the peer has it", func() bool { return strings.Contains(p.text(ours), "words for") }),
			want("A has it", func() bool { return strings.Contains(a.text(theirs), "words for") && a.shows("home", theirs) }),
			func() error {
				status, _ := a.lab.get(ours, vocab.AcceptHeader)
				if (status == http.StatusOK) != anybody {
					return fmt.Errorf("%s: anybody is answered %d", ours, status)
				}
				return nil
			},
		)
	}
}
