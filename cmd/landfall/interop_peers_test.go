//go:build interop

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// citizen is a server with one account, of whatever make.
type citizen interface {
	name() string
	id() string      // of the account's actor
	account() string // user@host
	at() home
	start()
	stop()
	// do acts: follow, block, like, boost with a target; it returns the id of the activity, "" if
	// it is not told.
	do(action, target string) (string, error)
	// undo takes it back.
	undo(action, target, activity string) error
	post(text, visibility, mention, reply string) (string, error)
	edit(post, text string) error
	remove(post string) error
	report(target, text string) error
	rename(name string) error
	// What the citizen knows of.
	followed(by string) bool    // somebody follows it
	following(whom string) bool // somebody has accepted its follow
	text(post string) string    // of a post of another server, "" if it has none
	gone(post string) bool      // it heard that it was deleted
	reacted(kind, post, by string) bool
	blocked(by string) bool
	reported(text string) bool
	knows(name, of string) bool // that somebody is called that
	looksUp(actor string) error // reads an actor of which it has not heard
}

// corePeer is the federation core.
type corePeer struct {
	t          *testing.T
	lab        *interopLab
	host, user string
	data       string
	address    string
	flags      []string
	cmd        *exec.Cmd
	log        bytes.Buffer
}

func newCorePeer(t *testing.T, lab *interopLab, host, user string, flags ...string) *corePeer {
	t.Helper()
	c := &corePeer{t: t, lab: lab, host: host, user: user, data: t.TempDir(), flags: flags}
	c.run("account", "add", user)
	t.Cleanup(c.stop)
	return c
}

func (c *corePeer) args(more ...string) []string {
	all := []string{"--data", c.data, "--lab-dial", c.lab.address, "--lab-ca", c.lab.ca, "--log-level", "warn", "core", "--origin", "https://" + c.host}
	return append(all, more...)
}

func (c *corePeer) run(more ...string) string {
	c.t.Helper()
	out, err := c.try(more...)
	if err != nil {
		c.t.Fatal(err)
	}
	return out
}

func (c *corePeer) try(more ...string) (string, error) {
	ctx, cancel := context.WithTimeout(c.t.Context(), time.Minute)
	defer cancel()
	cmd := landfallCommand(ctx, c.t, c.args(more...)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("core %s: %w: %s", strings.Join(more, " "), err, stderr.String())
	}
	return string(out), nil
}

func (c *corePeer) start() {
	c.address = localPort(c.t)
	c.cmd = landfallCommand(context.Background(), c.t, c.args(append([]string{"serve", "--listen", c.address, "--tls-cert", c.lab.cert, "--tls-key", c.lab.key}, c.flags...)...)...)
	c.cmd.Stderr = &c.log
	if err := c.cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	c.lab.at(c.host, c.address)
	if err := soon(c.host+" serves", func() bool {
		conn, err := net.DialTimeout("tcp", c.address, time.Second)
		if err == nil {
			conn.Close()
		}
		return err == nil
	}); err != nil {
		c.t.Fatal(err)
	}
}

func (c *corePeer) stop() {
	if c.cmd == nil || c.cmd.ProcessState != nil {
		return
	}
	c.lab.at(c.host, "")
	_ = c.cmd.Process.Signal(syscall.SIGTERM)
	_ = c.cmd.Wait()
}

func (c *corePeer) name() string    { return "core" }
func (c *corePeer) id() string      { return "https://" + c.host + "/users/" + c.user }
func (c *corePeer) account() string { return c.user + "@" + c.host }

func (c *corePeer) at() home { return home{c.host, c.address} }

func (c *corePeer) looksUp(actor string) error {
	_, err := c.try("act", c.user, "follow", actor)
	return err
}

func (c *corePeer) do(action, target string) (string, error) {
	_, err := c.try("act", c.user, action, target)
	return "", err
}

func (c *corePeer) undo(action, target, _ string) error {
	_, err := c.try("act", c.user, "un"+action, target)
	return err
}

func (c *corePeer) post(text, visibility, mention, reply string) (string, error) {
	if visibility == "followers" {
		visibility = "private"
	}
	if mention != "" {
		text = "@" + mention + " " + text
	}
	args := []string{"post", c.user, text, "--visibility", visibility}
	if reply != "" {
		args = append(args, "--reply-to", reply)
	}
	out, err := c.try(args...)
	if err != nil {
		return "", err
	}
	var p social.Post
	err = json.Unmarshal([]byte(out), &p)
	return p.ID, err
}

func (c *corePeer) edit(post, text string) error {
	_, err := c.try("edit", c.user, post, text)
	return err
}

func (c *corePeer) remove(post string) error {
	_, err := c.try("delete", c.user, post)
	return err
}

func (c *corePeer) report(target, text string) error {
	_, err := c.try("report", c.user, target, text, "--forward")
	return err
}

func (c *corePeer) rename(name string) error {
	_, err := c.try("account", "set", c.user, "--name", name)
	return err
}

func (c *corePeer) shows(what, text string) bool {
	out, err := c.try("show", c.user, what)
	return err == nil && strings.Contains(out, text)
}

func (c *corePeer) followed(by string) bool    { return c.shows("followers", `"`+by+`"`) }
func (c *corePeer) following(whom string) bool { return c.shows("following", `"`+whom+`"`) }

func (c *corePeer) text(post string) string {
	out, err := c.try("show", c.user, "post", "--of", post)
	if err != nil {
		return ""
	}
	var p social.Post
	_ = json.Unmarshal([]byte(out), &p)
	return p.Content
}

func (c *corePeer) gone(post string) bool {
	_, err := c.try("show", c.user, "post", "--of", post)
	return err != nil && strings.Contains(err.Error(), "gone")
}

func (c *corePeer) reacted(kind, post, by string) bool {
	out, err := c.try("show", c.user, "notifications", "--limit", "400")
	if err != nil {
		return false
	}
	want := map[string]social.NotificationKind{"like": social.Liked, "boost": social.Boosted}[kind]
	for line := range strings.Lines(out) {
		var n social.Notification
		if json.Unmarshal([]byte(line), &n) == nil && n.Kind == want && n.Post == post && n.Actor == by {
			return true
		}
	}
	return false
}

// blocked looks whether the other one is let follow: the core tells nobody that it is blocked.
func (c *corePeer) blocked(by string) bool { return !c.following(by) && !c.followed(by) }

func (c *corePeer) reported(text string) bool {
	out, err := c.try("reports")
	return err == nil && strings.Contains(out, text)
}

func (c *corePeer) knows(name, of string) bool {
	out, err := c.try("show", c.user, "account", "--of", of)
	return err == nil && strings.Contains(out, `"name":"`+name+`"`)
}

// fedifyPeer is a server of another make.
type fedifyPeer struct {
	t       *testing.T
	lab     *interopLab
	host    string
	knock   string
	manual  bool
	dir     string
	address string
	cmd     *exec.Cmd
}

func newFedifyPeer(t *testing.T, lab *interopLab, host, knock string) *fedifyPeer {
	t.Helper()
	f := &fedifyPeer{t: t, lab: lab, host: host, knock: knock, dir: t.TempDir()}
	t.Cleanup(f.stop)
	return f
}

// fedifyFolder is where the peer's program and its libraries are.
const fedifyFolder = "../../internal/peer/fedify"

func (f *fedifyPeer) start() {
	f.address = localPort(f.t)
	_, port, _ := net.SplitHostPort(f.address)
	args := []string{
		"peer.mjs", "--host", f.host, "--addr", "127.0.0.1", "--listen-port", port, "--lab", f.lab.address,
		"--cert", f.lab.cert, "--key", f.lab.key, "--dir", f.dir, "--first-knock", f.knock,
	}
	if f.manual {
		args = append(args, "--manual")
	}
	node, err := filepath.Abs(filepath.Join(fedifyFolder, "node_modules/.bin/node"))
	if err != nil {
		f.t.Fatal(err)
	}
	f.cmd = exec.Command(node, args...)
	f.cmd.Dir = fedifyFolder
	f.cmd.Env = append(os.Environ(), "NODE_EXTRA_CA_CERTS="+f.lab.ca)
	f.cmd.Stderr = os.Stderr
	out, err := f.cmd.StdoutPipe()
	if err != nil {
		f.t.Fatal(err)
	}
	if err := f.cmd.Start(); err != nil {
		f.t.Fatalf("the Fedify peer does not start: %v (npm ci in internal/peer/fedify)", err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "ready ") {
			break
		}
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	f.lab.at(f.host, f.address)
}

func (f *fedifyPeer) stop() {
	if f.cmd == nil || f.cmd.ProcessState != nil {
		return
	}
	f.lab.at(f.host, "")
	_ = f.cmd.Process.Signal(syscall.SIGTERM)
	_ = f.cmd.Wait()
}

func (f *fedifyPeer) name() string    { return "Fedify, " + f.knock + " first" }
func (f *fedifyPeer) id() string      { return "https://" + f.host + "/users/carol" }
func (f *fedifyPeer) account() string { return "carol@" + f.host }

func (f *fedifyPeer) at() home { return home{f.host, f.address} }

func (f *fedifyPeer) looksUp(actor string) error {
	out, err := f.ctl("lookup", "target", actor)
	if err == nil && !strings.Contains(out, `"`+actor+`"`) {
		err = fmt.Errorf("it reads %.300s", out)
	}
	return err
}

// ctl gives the peer a command.
func (f *fedifyPeer) ctl(command string, parameters ...string) (string, error) {
	q := make(url.Values)
	for i := 0; i < len(parameters); i += 2 {
		q.Set(parameters[i], parameters[i+1])
	}
	req, err := http.NewRequestWithContext(f.t.Context(), http.MethodGet, "https://"+f.host+"/ctl/"+command+"?"+q.Encode(), nil)
	if err != nil {
		return "", err
	}
	res, err := f.lab.client.Do(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %d: %s", command, res.StatusCode, body)
	}
	return string(body), err
}

func (f *fedifyPeer) do(action, target string) (string, error) {
	return f.ctl(map[string]string{"boost": "announce"}[action]+map[string]string{"follow": "follow", "like": "like", "block": "block"}[action], "target", target)
}

func (f *fedifyPeer) undo(_, _, activity string) error {
	_, err := f.ctl("undo", "id", activity)
	return err
}

func (f *fedifyPeer) post(text, visibility, mention, reply string) (string, error) {
	args := []string{"text", "<p>" + text + "</p>", "visibility", visibility}
	if mention != "" {
		args = append(args, "target", mention)
	}
	if reply != "" {
		args = append(args, "inReplyTo", reply)
	}
	return f.ctl("post", args...)
}

func (f *fedifyPeer) edit(post, text string) error {
	_, err := f.ctl("edit", "id", post, "text", text)
	return err
}

func (f *fedifyPeer) remove(post string) error {
	_, err := f.ctl("delete", "id", post)
	return err
}

func (f *fedifyPeer) report(target, text string) error {
	_, err := f.ctl("flag", "target", target, "text", text)
	return err
}

func (f *fedifyPeer) rename(name string) error {
	_, err := f.ctl("rename", "text", name)
	return err
}

// fedifyEvent is something that the peer has received.
type fedifyEvent struct {
	Kind, Actor, ID, Object string
	JSON                    json.RawMessage
}

func (f *fedifyPeer) events() (all []fedifyEvent) {
	out, err := f.ctl("events")
	if err != nil {
		return nil
	}
	_ = json.Unmarshal([]byte(out), &all)
	return all
}

// last returns the last event of a kind about an object, by somebody unless "".
func (f *fedifyPeer) last(kind, object, by string) (last fedifyEvent, at int) {
	at = -1
	for i, e := range f.events() {
		if e.Kind == kind && e.Object == object && (by == "" || e.Actor == by) {
			last, at = e, i
		}
	}
	return last, at
}

func (f *fedifyPeer) followed(by string) bool {
	out, err := f.ctl("followers")
	return err == nil && strings.Contains(out, `"`+by+`"`)
}

// following looks for the answer to a follow: the peer keeps no list.
func (f *fedifyPeer) following(whom string) bool {
	accepted := false
	for _, e := range f.events() {
		if e.Actor == whom && (e.Kind == "Accept" || e.Kind == "Reject") {
			accepted = e.Kind == "Accept"
		}
	}
	return accepted
}

func (f *fedifyPeer) text(post string) string {
	e, at := f.last("Create", post, "")
	if update, later := f.last("Update", post, ""); later > at {
		e = update
	}
	doc, err := vocab.Parse(e.JSON)
	if err != nil {
		return string(e.JSON)
	}
	if inner := doc.Document("object"); inner != nil {
		return inner.String("content")
	}
	return ""
}

func (f *fedifyPeer) gone(post string) bool {
	_, at := f.last("Delete", post, "")
	return at >= 0
}

func (f *fedifyPeer) reacted(kind, post, by string) bool {
	done, at := f.last(map[string]string{"like": "Like", "boost": "Announce"}[kind], post, by)
	if at < 0 {
		return false
	}
	_, undone := f.last("Undo", done.ID, by)
	return undone < at
}

func (f *fedifyPeer) blocked(by string) bool {
	_, at := f.last("Block", f.id(), by)
	return at >= 0
}

func (f *fedifyPeer) reported(text string) bool {
	for _, e := range f.events() {
		if e.Kind == "Flag" && bytes.Contains(e.JSON, []byte(text)) {
			return true
		}
	}
	return false
}

func (f *fedifyPeer) knows(name, of string) bool {
	e, at := f.last("Update", of, of)
	return at >= 0 && bytes.Contains(e.JSON, []byte(name))
}
