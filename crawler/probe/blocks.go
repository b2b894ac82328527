package probe

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"net/http"
	"strings"

	"landfall"
)

// blocks states how long the published list at path is.
func (p page) blocks(path string) {
	if list, ok := p.get(path).Array(); ok {
		p.blocked(path, landfall.Blocks{Published: true, Total: int64(len(list))})
	}
}

func (p page) blocked(path string, blocks landfall.Blocks) {
	p.state(landfall.FieldBlocks, p.prefix+path, func(f *landfall.Facts) { f.Blocks = blocks })
}

// keptBack reports whether err is the answer of who keeps the list for members, or to
// himself, and states that: it says something too.
func (v *Visit) keptBack(path string, err error) bool {
	f, ok := errors.AsType[*fault](err)
	if !ok {
		return false
	}
	switch f.status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusUnprocessableEntity:
		s := source{v: v, rank: rankOwn, url: v.at(path).String(), at: v.Now}
		s.state(landfall.FieldBlocks, f.reason, func(facts *landfall.Facts) { facts.Blocks = landfall.Blocks{} })
		return true
	}
	return false
}

// domainBlocks reads /api/v1/instance/domain_blocks: how many servers are blocked
// or limited.
//
// Source: https://docs.joinmastodon.org/methods/instance/#domain_blocks
var domainBlocks = extra{"domain blocks", kindV2, func(ctx context.Context, v *Visit) error {
	const path = "/api/v1/instance/domain_blocks"
	p, err := v.page(ctx, path, rankOwn)
	if v.keptBack(path, err) {
		return nil
	}
	if err != nil {
		return err
	}
	if list, ok := p.root.Array(); ok {
		p.blocked("[]", landfall.Blocks{Published: true, Total: int64(len(list))})
	}
	return nil
}}

// blockedPage is how many names a page of blocked servers has at most.
const blockedPage = 100

// misskeyBlocks asks Misskey for those of the servers it knows that it blocks. More
// than one page is more than we ask for.
//
// Source: https://misskey-hub.net/en/docs/for-developers/api/endpoints/federation/instances/
var misskeyBlocks = extra{"blocks", kindOwn, func(ctx context.Context, v *Visit) error {
	const path = "/api/federation/instances"
	p, err := v.post(ctx, path, `{"blocked":true,"limit":100}`, rankOwn)
	if v.keptBack(path, err) {
		return nil
	}
	if list, ok := p.root.Array(); err == nil && ok {
		p.blocked("[]", landfall.Blocks{Published: true, Total: int64(len(list)), AtLeast: len(list) >= blockedPage})
	}
	return err
}}

// lemmyBlocks asks Lemmy 1.x for the first page of those that it blocks. Of 0.18 and
// 0.19, the list of peers has them.
var lemmyBlocks = extra{"blocks", kindOwn, func(ctx context.Context, v *Visit) error {
	if strings.HasPrefix(v.Facts.Software.Version, "0.") {
		return nil
	}
	const path = "/api/v4/federated_instances"
	p, err := v.page(ctx, path+"?kind=blocked&limit=50", rankOwn)
	if v.keptBack(path, err) {
		return nil
	}
	if list, ok := p.get("items").Array(); err == nil && ok {
		p.blocked("items", landfall.Blocks{Published: true, Total: int64(len(list)), AtLeast: p.said("next_page") != ""})
	}
	return err
}}

// friendicaBlocks reads the list that Friendica offers as CSV, a line for each
// pattern of names and no heading.
//
// Source: Friendica, src/Module/Blocklist/Domain/Download.php
var friendicaBlocks = extra{"blocks", kindOwn, func(ctx context.Context, v *Visit) error {
	const path = "/blocklist/domain/download"
	doc, err := v.get(ctx, v.at(path))
	if v.keptBack(path, err) {
		return nil
	}
	if err != nil {
		return err
	}
	if doc.Type != "text/csv" {
		return foreign(doc, "not_csv")
	}
	lines, err := csv.NewReader(bytes.NewReader(doc.Body)).ReadAll()
	if err != nil {
		return invalid(doc, "csv_malformed")
	}
	page{source: v.source(rankOwn, doc)}.blocked("lines", landfall.Blocks{Published: true, Total: int64(len(lines))})
	return nil
}}

// simplePolicy states what Pleroma's nodeinfo says of its policies. Who keeps them to
// himself says only that he federates; who publishes them and has none that blocks,
// blocks nobody. What is left out of a list is not counted.
func (p page) simplePolicy() {
	federation := p.get("federation")
	_, published := federation.Get("mrf_policies").Array()
	reject, listed := federation.Get("mrf_simple", "reject").Array()
	if !federation.IsObject() {
		return
	}
	p.blocked("federation", landfall.Blocks{
		Published: published || listed, Total: int64(len(reject)), AtLeast: readFlag(federation.Get("exclusions")).yes(),
	})
}
