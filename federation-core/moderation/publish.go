package moderation

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
)

// Published is a rule as the public sees it: an entry of Mastodon's
// GET /api/v1/instance/domain_blocks.
type Published struct {
	Domain   string   `json:"domain"` // partly starred if the rule says so
	Digest   string   `json:"digest"` // SHA-256 of the whole name, in hexadecimal
	Severity Severity `json:"severity"`
	Comment  string   `json:"comment"`
}

// Summary is what NodeInfo's metadata says of a policy.
type Summary struct {
	Mode      Mode `json:"mode"`
	Silenced  int  `json:"silenced"` // rules that silence
	Suspended int  `json:"suspended"`
	Allowed   int  `json:"allowed"` // names on the allow-list
}

// Published are the rules that people on this server notice, the hardest first, then by the
// name as it is shown, so that the order does not give hidden names away.
func (p *Policy) Published() []Published {
	list := []Published{}
	for _, r := range p.rules {
		if r.Severity == Noop {
			continue
		}
		digest := sha256.Sum256([]byte(r.Domain))
		entry := Published{Domain: r.Domain, Digest: hex.EncodeToString(digest[:]), Severity: r.Severity, Comment: r.PublicComment}
		if r.Obfuscate {
			entry.Domain = starred(r.Domain)
		}
		list = append(list, entry)
	}
	slices.SortFunc(list, func(a, b Published) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(a.Domain, b.Domain), cmp.Compare(a.Digest, b.Digest))
	})
	return list
}

// Summary is the mode and the counts.
func (p *Policy) Summary() Summary {
	s := Summary{Mode: p.mode, Allowed: len(p.allows)}
	for _, r := range p.rules {
		switch r.Severity {
		case Silence:
			s.Silenced++
		case Suspend:
			s.Suspended++
		}
	}
	return s
}

// starred hides the middle half of a name, but for its dots, as Mastodon does.
func starred(domain string) string {
	name := []byte(domain)
	shown := len(name) / 4
	for i := shown + 1; i < len(name)-shown; i++ {
		if name[i] != '.' {
			name[i] = '*'
		}
	}
	return string(name)
}
