//go:build chaos

package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"landfall/federation-core/social"
	"landfall/internal/sqlstore"
)

var coreCycles = flag.Int("core-cycles", 100, "how often the server is killed")

// ledger is what was acknowledged: written down when the answer is there, and not before.
type ledger struct {
	mu sync.Mutex
	// effects are the activities that were answered 202, by what has to be there exactly once.
	likes, posts, reports map[string]bool
	// published are the posts of people here whose command ended well.
	published []social.Post
	tried     int
}

// TestChaosCore kills the real server again and again while other servers deliver to it and
// people publish, and then asks for everything that was acknowledged: make chaos-core.
func TestChaosCore(t *testing.T) {
	lab := newCoreLab(t)
	c := newCoreUnderTest(t, lab, "")
	alice := c.account("alice")
	book := &ledger{likes: map[string]bool{}, posts: map[string]bool{}, reports: map[string]bool{}}
	c.start()
	var first social.Post
	if err := json.Unmarshal([]byte(c.run("post", "alice", "Like this.")), &first); err != nil {
		t.Fatal(err)
	}
	const followers = 12
	core := openBeside(t, c)
	c.follow(core, alice, followers)

	stop := make(chan struct{})
	var all sync.WaitGroup
	for worker := range 4 {
		all.Go(func() { book.deliver(c, stop, worker, alice, first.ID) })
	}
	all.Go(func() { book.publish(c, stop) })
	for cycle := range *coreCycles {
		time.Sleep(time.Duration(50+rand.IntN(700)) * time.Millisecond) // the server is another process
		c.kill()
		c.start()
		if cycle%20 == 19 {
			t.Logf("killed %d times; %d activities acknowledged of %d tried, %d posts published", cycle+1, book.acknowledged(), book.attempts(), book.posted())
		}
	}
	close(stop)
	all.Wait()
	c.settleAll(core)
	book.judge(t, core, lab, first.ID, followers)
}

// openBeside opens the server's store in this process.
func openBeside(t *testing.T, c *coreUnderTest) *sqlstore.Core {
	t.Helper()
	store, err := sqlstore.Open(t.Context(), sqlstore.Config{Path: filepath.Join(c.data, hostsFile)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return store.Core()
}

// follow makes actors of as many servers follow somebody.
func (c *coreUnderTest) follow(core *sqlstore.Core, actor string, n int) {
	c.t.Helper()
	for i := range n {
		id, host := labActor(i, 0), fmt.Sprintf("h%d.peers.zone", i)
		err := core.Apply(c.t.Context(), []social.Change{
			social.KeepActor{Actor: social.Actor{ID: id, Type: "Person", Username: "u0", Host: host, Inbox: id + "/inbox", SharedInbox: "https://" + host + "/inbox"}},
			social.AddFollow{Follow: social.Follow{Follower: id, Followee: actor, Accepted: true, At: time.Now()}},
		})
		if err != nil {
			c.t.Fatal(err)
		}
	}
}

// deliver posts likes, posts and reports, each by another actor or with another id, and again
// what was not answered: the same as a server does.
func (b *ledger) deliver(c *coreUnderTest, stop chan struct{}, worker int, alice, liked string) {
	for i := 0; ; i++ {
		n := worker*1_000_000 + i
		actor := labActor(20+worker, i%40)
		id := fmt.Sprintf("https://h%d.peers.zone/x/%d", 20+worker, n)
		kind, key, into := "Like", actor, b.likes
		object := any(liked)
		switch i % 3 {
		case 1:
			kind, key, into = "Create", id+"/note", b.posts
			object = map[string]any{"id": id + "/note", "type": "Note", "attributedTo": actor, "content": "x", "to": []string{alice}}
		case 2:
			kind, key, into, object = "Flag", id, b.reports, []string{alice}
		}
		if i%200 == 2 || kind != "Flag" { // reports have a quota for each server
			raw := c.lab.request(actor, map[string]any{"id": id, "type": kind, "object": object, "to": []string{alice}})
			for !b.post(c, raw) {
				select {
				case <-stop:
					return
				case <-time.After(20 * time.Millisecond):
				}
			}
			b.mu.Lock()
			into[key] = true
			b.mu.Unlock()
		}
		select {
		case <-stop:
			return
		default:
		}
	}
}

// post delivers one activity, and reports whether it was acknowledged.
func (b *ledger) post(c *coreUnderTest, raw []byte) bool {
	b.mu.Lock()
	b.tried++
	b.mu.Unlock()
	conn, err := net.DialTimeout("tcp", c.addr, time.Second)
	if err != nil {
		return false
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	if _, err := conn.Write(raw); err != nil {
		return false
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return false
	}
	defer res.Body.Close()
	return res.StatusCode == http.StatusAccepted
}

// publish posts as somebody here, one command after the other.
func (b *ledger) publish(c *coreUnderTest, stop chan struct{}) {
	for i := 0; ; i++ {
		select {
		case <-stop:
			return
		default:
		}
		out, err := landfallCommand(c.t.Context(), c.t, c.args("post", "alice", fmt.Sprintf("Number %d.", i))...).Output()
		if err != nil {
			continue
		}
		var p social.Post
		if err := json.Unmarshal(out, &p); err != nil {
			continue
		}
		b.mu.Lock()
		b.published = append(b.published, p)
		b.mu.Unlock()
	}
}

func (b *ledger) acknowledged() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.likes) + len(b.posts) + len(b.reports)
}

func (b *ledger) attempts() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.tried
}

func (b *ledger) posted() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.published)
}

// deliveredTo is how many hosts an activity has reached.
func (l *coreLab) deliveredTo(activity string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.got[activity])
}

// settleAll waits until nothing waits to be done, and nothing to be delivered.
func (c *coreUnderTest) settleAll(core *sqlstore.Core) {
	c.t.Helper()
	for deadline := time.Now().Add(3 * time.Minute); ; time.Sleep(50 * time.Millisecond) { // another process
		b, err := core.Backlog(c.t.Context())
		if err != nil {
			c.t.Fatal(err)
		}
		if b.Arrivals == 0 && b.Deliveries == 0 {
			return
		}
		if time.Now().After(deadline) {
			c.t.Fatalf("%+v wait for ever\n%s", b, c.log)
		}
	}
}

// judge compares what is there with what was acknowledged.
func (b *ledger) judge(t *testing.T, core *sqlstore.Core, lab *coreLab, liked string, followers int) {
	t.Helper()
	ctx := t.Context()
	var lost atomic.Int64
	miss := func(format string, args ...any) {
		if lost.Add(1) < 10 {
			t.Errorf(format, args...)
		}
	}
	for actor := range b.likes {
		if _, err := core.Reacted(ctx, actor, liked, social.Like); err != nil {
			miss("the like of %s: %v", actor, err)
		}
	}
	likes, err := core.Reactions(ctx, liked, social.Like)
	if err != nil || likes < int64(len(b.likes)) {
		miss("%d likes of %d that were acknowledged, %v", likes, len(b.likes), err)
	}
	for id := range b.posts {
		if _, err := core.Post(ctx, id); err != nil {
			miss("the post %s: %v", id, err)
		}
	}
	filed := make(map[string]int)
	for before := int64(0); ; {
		page, err := core.Reports(ctx, before, 1_000)
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			break
		}
		for _, r := range page {
			filed[r.Of.ID]++
		}
		before = page[len(page)-1].Number
	}
	for id := range b.reports {
		if filed[id] != 1 {
			miss("the report %s is filed %d times", id, filed[id])
		}
	}
	expired, err := core.Deliveries().Expired(ctx, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	gone := make(map[string]int)
	for _, d := range expired {
		gone[d.Activity]++
	}
	for _, p := range b.published {
		if _, err := core.Post(ctx, p.ID); err != nil {
			miss("the post %s of ours: %v", p.ID, err)
		}
		if got := lab.deliveredTo(p.ID + "/activity"); got+gone[p.ID+"/activity"] < followers {
			miss("%s reached %d of %d servers, and %d deliveries expired", p.ID, got, followers, gone[p.ID+"/activity"])
		}
	}
	again := 0
	lab.mu.Lock()
	for _, hosts := range lab.got {
		for _, n := range hosts {
			again += n - 1
		}
	}
	lab.mu.Unlock()
	t.Logf("killed %d times: %d likes, %d posts, %d reports acknowledged of %d tries, %d posts published; lost %d; deliveries made twice %d, expired %d",
		*coreCycles, len(b.likes), len(b.posts), len(b.reports), b.tried, len(b.published), lost.Load(), again, len(expired))
	if len(b.posts) == 0 || len(b.published) == 0 {
		t.Error(errors.New("nothing was acknowledged: nothing is shown"))
	}
}
