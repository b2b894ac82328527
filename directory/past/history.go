package past

import (
	"context"

	"fmt"
	"slices"
	"time"

	"landfall"
)

// History is what changed of a server, the newest first.
type History struct {
	Changes []landfall.Change
	// More is set if there were earlier ones, which are left out.
	More bool
}

// changesKept is how many changes a History has at most.
const changesKept = 1000

// Fields lists what can change, in the order of pages.
func Fields() []landfall.ChangeField {
	return []landfall.ChangeField{landfall.ChangeSignup, landfall.ChangeRules, landfall.ChangeSoftware, landfall.ChangeVersion}
}

// Of returns the history of some fields alone; of all if there are none.
func (h History) Of(fields []landfall.ChangeField) History {
	if len(fields) == 0 {
		return h
	}
	only := History{More: h.More}
	for _, c := range h.Changes {
		if slices.Contains(fields, c.Field) {
			only.Changes = append(only.Changes, c)
		}
	}
	return only
}

// History returns what changed of a server. The record of changes is made of whole days, so
// that one of today may be missing.
func (r *Reader) History(ctx context.Context, host landfall.Host) (History, error) {
	history, err := ask(ctx, r, &r.changes, string(host), func(ctx context.Context, now time.Time) (History, error) {
		var h History
		err := r.source.Changes(ctx, host, time.Time{}, now, func(c landfall.Change) error {
			h.Changes = append(h.Changes, c)
			if len(h.Changes) > 2*changesKept { // the newest come last
				h.Changes, h.More = slices.Clone(h.Changes[len(h.Changes)-changesKept:]), true
			}
			return nil
		})
		if err != nil {
			return History{}, err
		}
		if over := len(h.Changes) - changesKept; over > 0 {
			h.Changes, h.More = h.Changes[over:], true
		}
		slices.Reverse(h.Changes)
		return h, nil
	})
	if err != nil {
		return History{}, fmt.Errorf("history of %s: %w", host, err)
	}
	return history, nil
}
