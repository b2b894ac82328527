package sim

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// errNoList says that a file holds none of the formats of [ReadPopulation].
var errNoList = errors.New("no list of a known format")

// listBytes bounds one file of a population.
const listBytes = 256 << 20

// ReadPopulation reads lists of real hosts: JSON files, or folders of them, of
// which it takes those that hold a known format. What a file holds is told by its
// shape, never by its name:
//
//   - a list of objects with "host" and "verified_activitypub": what a crawler saw.
//     Verified hosts are instances with "software" {"name", "version"},
//     "open_registrations", "users_total", "users_active_month", "statuses" and
//     "redirected_from" as stated; the others are bad;
//   - an object {"data": {"nodes": […]}} of "id", "host" and "platform" {"name"}:
//     a directory of instances. A platform "protocol|software" is of another
//     protocol than ActivityPub;
//   - an object {"data": {"statsNodes": […]}} of "node" {"id"} and "usersTotal":
//     their sizes;
//   - a list of strings: the names of peers lists;
//   - an object of strings: names that lead to other hosts;
//   - an object with "filtered_servers", a list of "host": listed names that
//     somebody's filter took for spam.
func ReadPopulation(paths ...string) (*Population, error) {
	p := newPopulation()
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, fmt.Errorf("population: %w", err)
		}
		if info.IsDir() {
			err = p.readFolder(path)
		} else {
			err = p.readFile(path)
		}
		if err != nil {
			return nil, fmt.Errorf("population %s: %w", path, err)
		}
	}
	p.settle()
	if len(p.members) == 0 {
		return nil, fmt.Errorf("population: no host of a known state in %s", strings.Join(paths, ", "))
	}
	return p, nil
}

func (p *Population) readFolder(folder string) error {
	return filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() || filepath.Ext(path) != ".json" {
			return err
		}
		err = p.readFile(path)
		if errors.Is(err, errNoList) {
			p.skipped = append(p.skipped, path)
			return nil
		}
		return err
	})
}

func (p *Population) readFile(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.Size() > listBytes {
		return fmt.Errorf("%s: %d bytes, at most %d can be read", path, info.Size(), listBytes)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := p.read(bytes.TrimSpace(text)); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// read takes one file's text.
func (p *Population) read(text []byte) error {
	switch {
	case !json.Valid(text):
		return errors.New("not JSON")
	case text[0] == '[':
		return p.readList(text)
	case text[0] == '{':
		return p.readObject(text)
	}
	return errNoList
}

func (p *Population) readList(text []byte) error {
	var names []string
	if json.Unmarshal(text, &names) == nil {
		for _, name := range names {
			p.list(name)
		}
		return nil
	}
	var hosts []seenHost
	if err := json.Unmarshal(text, &hosts); err != nil || len(hosts) == 0 || hosts[0].Verified == nil {
		return errors.Join(errNoList, err)
	}
	for _, h := range hosts {
		p.add(h.member())
		if h.RedirectedFrom != "" {
			p.alias(h.RedirectedFrom, h.Host)
		}
	}
	return nil
}

// seenHost is a host as a crawler saw it.
type seenHost struct {
	Host     string `json:"host"`
	Verified *bool  `json:"verified_activitypub"`
	Software struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	} `json:"software"`
	Open           *bool  `json:"open_registrations"`
	Users          *int64 `json:"users_total"`
	Month          *int64 `json:"users_active_month"`
	Posts          *int64 `json:"statuses"`
	RedirectedFrom string `json:"redirected_from"`
}

func (h *seenHost) member() member {
	return member{
		name: h.Host, verified: h.Verified != nil && *h.Verified,
		software: h.Software.Name, version: h.Software.Version,
		stated: stated{users: h.Users, month: h.Month, posts: h.Posts, open: h.Open},
	}
}

func (p *Population) readObject(text []byte) error {
	var o struct {
		Filtered []struct{ Host string } `json:"filtered_servers"`
		Data     struct {
			Nodes []struct {
				ID, Host string
				Platform struct{ Name string }
			} `json:"nodes"`
			Sizes []struct {
				Node  struct{ ID string }
				Users *int64 `json:"usersTotal"`
			} `json:"statsNodes"`
		} `json:"data"`
	}
	aliases := make(map[string]string)
	if json.Unmarshal(text, &aliases) == nil {
		for from, to := range aliases {
			p.alias(from, to)
		}
		return nil
	}
	if err := json.Unmarshal(text, &o); err != nil {
		return errors.Join(errNoList, err)
	}
	for _, f := range o.Filtered {
		p.list(f.Host)
	}
	for _, node := range o.Data.Nodes {
		protocol, software, other := strings.Cut(node.Platform.Name, "|")
		if !other {
			software = protocol
		}
		p.add(member{name: node.Host, verified: true, foreign: other, software: software, id: node.ID})
	}
	for _, size := range o.Data.Sizes {
		if size.Users != nil && size.Node.ID != "" {
			p.sizes[size.Node.ID] = *size.Users
		}
	}
	if len(o.Filtered)+len(o.Data.Nodes)+len(o.Data.Sizes) == 0 {
		return errNoList
	}
	return nil
}

func (p *Population) alias(from, to string) {
	name, ok := playable(from)
	target, known := playable(to)
	if ok && known && name != target {
		p.aliases[name] = target
	}
}
