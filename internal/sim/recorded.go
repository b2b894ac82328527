package sim

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"strings"
	"unicode"
)

// recordedPaths says at which path a recorded document of each kind was read. A
// nodeinfo document lies where the host's well-known document says.
var recordedPaths = map[string]string{
	"nodeinfo":                      "/nodeinfo/",
	"nodeinfo-wellknown":            "/.well-known/nodeinfo",
	"instance-v1":                   "/api/v1/instance",
	"instance-v2":                   "/api/v2/instance",
	"instance-rules":                "/api/v1/instance/rules",
	"instance-extended-description": "/api/v1/instance/extended_description",
	"instance-peers":                "/api/v1/instance/peers",
	"instance-activity":             "/api/v1/instance/activity",
	"instance-domain-blocks":        "/api/v1/instance/domain_blocks",
	"instance-privacy-policy":       "/api/v1/instance/privacy_policy",
	"instance-terms-of-service":     "/api/v1/instance/terms_of_service",
	"lemmy-site":                    "/api/v3/site",
	"misskey-meta":                  "/api/meta",
	"misskey-stats":                 "/api/stats",
	"statistics-json":               "/statistics.json",
	"nodeinfo2":                     "/.well-known/x-nodeinfo2",
}

// recordedBeside says which kinds of document only a host is asked for that says
// what it runs, and what that is where the folder does not name it. Such a host has
// a nodeinfo document that names the software and says no more.
var recordedBeside = map[string]string{
	"lemmy-site": "lemmy", "misskey-meta": "misskey", "misskey-stats": "misskey", "nodeinfo2": "",
	"instance-rules": "mastodon", "instance-extended-description": "mastodon", "instance-domain-blocks": "mastodon",
}

// openDocuments gives every document a host of its own. Files are read when asked
// for; what is no regular file at {kind}/{software}/{file} of a known kind is
// counted and left alone.
func (n *Network) openDocuments() error {
	root, err := os.OpenRoot(n.cfg.Documents)
	if err != nil {
		return err
	}
	n.root, n.skipped = root, make(map[string]int)
	err = fs.WalkDir(root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		kind, _, _ := strings.Cut(name, "/")
		_, known := recordedPaths[kind]
		switch {
		case strings.Count(name, "/") == 0:
			return nil // an index or a read-me file
		case !known, strings.Count(name, "/") != 2, !entry.Type().IsRegular(), strings.ContainsFunc(name, unicode.IsControl):
			n.skipped[kind]++
			return nil
		}
		return n.addRecorded(name)
	})
	if err != nil {
		return err
	}
	if len(n.instances) == 0 {
		return fmt.Errorf("%s: no {kind}/{software}/{file} of a known kind", n.cfg.Documents)
	}
	return nil
}

func (n *Network) closeDocuments() error {
	if n.root == nil {
		return nil
	}
	return n.root.Close()
}

func (n *Network) addRecorded(name string) error {
	in := &instance{
		name: recordedName(name), index: len(n.instances), kind: Recorded, document: name,
		robots: robotsNone, behaviour: behaviour{whole: playBack}, tally: &tally{},
	}
	if other, taken := n.byName[in.name]; taken {
		return fmt.Errorf("%s and %s would both be %s", other.document, name, in.name)
	}
	n.instances = append(n.instances, in)
	n.byName[in.name] = in
	return nil
}

// recordedName is the host of a document: kind and software to be recognised by,
// and a digest of the path.
func recordedName(name string) string {
	parts := strings.Split(name, "/")
	words := strings.FieldsFunc(strings.ToLower(parts[0]+"-"+parts[1]), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	label := strings.Join(words, "-")
	sum := sha256.Sum256([]byte(name))
	return strings.Trim(label[:min(len(label), 44)], "-") + "-" + hex.EncodeToString(sum[:5]) + mark + ".social"
}

// playBack serves the recorded document at the path it was read from, byte for
// byte, and beside it no more than leads there.
func playBack(c *call) bool {
	kind, _, _ := strings.Cut(c.in.document, "/")
	path := recordedPaths[kind]
	if kind != "nodeinfo" {
		if c.r.URL.Path == path {
			c.sendRecorded(mediaJSON)
			return true
		}
		return c.sendBeside(kind) || c.nothing()
	}
	version, asked := strings.CutPrefix(c.r.URL.Path, path)
	if c.r.URL.Path != "/.well-known/nodeinfo" && !asked {
		return c.nothing()
	}
	own := c.recordedVersion()
	switch {
	case !asked:
		link := object{"rel": relSchema + own, "href": "https://" + c.in.name + path + own}
		c.send(jsonDocument(roleWellKnown, mediaJSON, object{"links": []any{link}}))
	case version == own:
		c.sendRecorded(nodeinfoMedia(own))
	default:
		return c.nothing()
	}
	return true
}

// sendBeside serves what leads a crawler to a document of the kind.
func (c *call) sendBeside(kind string) bool {
	name, beside := recordedBeside[kind]
	if !beside {
		return false
	}
	if folder := strings.Split(c.in.document, "/")[1]; folder != "unknown" && folder != "misc" {
		name = folder
	}
	switch {
	case c.r.URL.Path == "/.well-known/nodeinfo":
		link := object{"rel": relSchema + "2.0", "href": "https://" + c.in.name + plainPath}
		c.send(jsonDocument(roleWellKnown, mediaJSON, object{"links": []any{link}}))
	case c.r.URL.Path == plainPath:
		c.send(jsonDocument(roleNodeinfo, nodeinfoMedia("2.0"), object{"version": "2.0", "software": object{"name": name, "version": ""}}))
	case c.r.URL.Path == "/api/v2/instance" && strings.HasPrefix(kind, "instance-"):
		c.send(jsonDocument(roleInstance, mediaJSON, object{"domain": c.in.name, "version": ""}))
	default:
		return false
	}
	return true
}

func (c *call) nothing() bool {
	c.notFound()
	return true
}

func (c *call) sendRecorded(media string) {
	body, err := fs.ReadFile(c.n.root.FS(), c.in.document)
	if err != nil {
		http.Error(c.w, "the recorded document cannot be read", http.StatusInternalServerError)
		return
	}
	c.send(newDocument(roleOther, http.StatusOK, media, body))
}

// recordedVersion is the version a nodeinfo document says it has, "2.0" if it does
// not say.
func (c *call) recordedVersion() string {
	var doc struct {
		Version string `json:"version"`
	}
	body, err := fs.ReadFile(c.n.root.FS(), c.in.document)
	if err == nil {
		err = json.Unmarshal(body, &doc)
	}
	switch doc.Version {
	case "1.0", "1.1", "2.0", "2.1", "2.2":
		if err == nil {
			return doc.Version
		}
	}
	return "2.0"
}

// Skipped says how many files below [Config.Documents] are not served, by kind.
func (n *Network) Skipped() map[string]int { return maps.Clone(n.skipped) }

// WriteIndex writes which host serves which recorded document, one
// "host<TAB>path" a line, in the order of [Network.Hosts].
func (n *Network) WriteIndex(w io.Writer) error {
	for _, in := range n.instances {
		if in.document == "" {
			continue
		}
		if _, err := fmt.Fprintf(w, "%s\t%s\n", in.name, in.document); err != nil {
			return fmt.Errorf("index of documents: %w", err)
		}
	}
	return nil
}
