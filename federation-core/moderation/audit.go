package moderation

import (
	"encoding/json"
	"fmt"
	"time"
)

// Action is a word for a kind of change to a policy.
type Action string

// What is done to a policy.
const (
	ActSet          Action = "rule.set"
	ActUnset        Action = "rule.unset"
	ActAllow        Action = "allow.add"
	ActDisallow     Action = "allow.remove"
	ActMode         Action = "mode.set"
	ActImport       Action = "rules.import"
	ActImportAllows Action = "allows.import"
)

// Stamp is who changes a policy, when, and why.
type Stamp struct {
	By, Reason string
	At         time.Time
}

// Audit is the record of one change. Before and After are JSON: the [Rule], [Allow] or [Mode]
// that was changed, or null where there was none; of an import the counts.
type Audit struct {
	At      time.Time       `json:"at"`
	By      string          `json:"by"`
	Action  Action          `json:"action"`
	Subject string          `json:"subject"` // the domain, or what a list is called
	Before  json.RawMessage `json:"before"`
	After   json.RawMessage `json:"after"`
	Reason  string          `json:"reason"`
}

func (s Stamp) audit(action Action, subject string, before, after any) Audit {
	return Audit{
		At: s.At, By: s.By, Action: action, Subject: subject, Reason: s.Reason,
		Before: document(before), After: document(after),
	}
}

// document is one of our own values, which all can be written, as JSON.
func document(v any) json.RawMessage {
	data, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Errorf("audit: %w", err))
	}
	return data
}
