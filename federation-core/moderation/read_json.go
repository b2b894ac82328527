package moderation

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// entry is a rule as Mastodon's interfaces have it: GET /api/v1/admin/domain_blocks, and
// GET /api/v1/instance/domain_blocks, which has but a comment.
type entry struct {
	Domain         string `json:"domain"`
	Severity       string `json:"severity"`
	RejectMedia    bool   `json:"reject_media"`
	RejectReports  bool   `json:"reject_reports"`
	Obfuscate      bool   `json:"obfuscate"`
	PublicComment  string `json:"public_comment"`
	PrivateComment string `json:"private_comment"`
	Comment        string `json:"comment"`
}

// rapidBlock is a list as RapidBlock publishes it (https://rapidblock.org/spec/v1/).
type rapidBlock struct {
	Blocks map[string]struct {
		IsBlocked bool   `json:"isBlocked"`
		Reason    string `json:"reason"`
	} `json:"blocks"`
}

// ReadJSON reads a list of rules as Mastodon's interfaces give it, or as RapidBlock publishes
// it, of which the blocked domains are suspended, in the order of their names. What is neither
// is [ErrInvalid]; other errors are those of the reader and [ErrTooLarge].
func ReadJSON(r io.Reader) (List, error) {
	text, err := readAll(r)
	if err != nil {
		return List{}, err
	}
	var b builder
	if strings.HasPrefix(strings.TrimSpace(text), "[") {
		err = b.entries([]byte(text))
	} else {
		err = b.rapidBlock([]byte(text))
	}
	if err != nil {
		return List{}, err
	}
	return b.list, nil
}

func (b *builder) entries(data []byte) error {
	var raw []json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		return fmt.Errorf("list of rules: %w: %w", ErrInvalid, err)
	}
	for i, text := range raw {
		var e entry
		if err := json.Unmarshal(text, &e); err != nil {
			b.skip(i+1, string(text), "no rule")
			continue
		}
		severity, err := ParseSeverity(strings.ToLower(e.Severity))
		if err != nil {
			b.skip(i+1, e.Domain, "unknown severity")
			continue
		}
		b.take(i+1, Rule{
			Domain: e.Domain, Severity: severity, RejectMedia: e.RejectMedia, RejectReports: e.RejectReports, Obfuscate: e.Obfuscate,
			PublicComment: cmp.Or(e.PublicComment, e.Comment), PrivateComment: e.PrivateComment,
		})
	}
	return nil
}

func (b *builder) rapidBlock(data []byte) error {
	var doc rapidBlock
	if err := json.Unmarshal(data, &doc); err != nil {
		return fmt.Errorf("list of rules: %w: %w", ErrInvalid, err)
	}
	if doc.Blocks == nil {
		return fmt.Errorf("list of rules: no blocks: %w", ErrInvalid)
	}
	for i, domain := range slices.Sorted(maps.Keys(doc.Blocks)) {
		if block := doc.Blocks[domain]; block.IsBlocked {
			b.take(i+1, Rule{Domain: domain, Severity: Suspend, PublicComment: block.Reason})
		} else {
			b.skip(i+1, domain, "not blocked")
		}
	}
	return nil
}

// take adds a rule or reports that it was skipped.
func (b *builder) take(number int, r Rule) {
	if err := b.add(number, r); err != nil {
		b.skip(number, r.Domain, err.Error())
	}
}
