package main

import (
	"context"
	"fmt"
	"time"

	"landfall"
	"landfall/directory/notice"
	"landfall/internal/sqlstore"
)

// desk is where the operator sees to notices, on the command line and on the site.
type desk struct {
	hosts *sqlstore.Store
	now   func() time.Time
}

// Notices returns all notices.
func (d *desk) Notices(ctx context.Context) ([]landfall.Notice, error) {
	return allNotices(ctx, d.hosts)
}

// Confirm says that a notice is true, or what became of it.
func (d *desk) Confirm(ctx context.Context, id string, to landfall.NoticeState, why string) error {
	return d.amend(ctx, id, func(n *landfall.Notice) ([]*landfall.Notice, error) {
		next, err := notice.Confirm(n, to, why, d.now())
		return []*landfall.Notice{next}, err
	})
}

// Retract takes a notice back that was never true.
func (d *desk) Retract(ctx context.Context, id, why string) error {
	return d.amend(ctx, id, func(n *landfall.Notice) ([]*landfall.Notice, error) {
		next, err := notice.Retract(n, why, d.now())
		return []*landfall.Notice{next}, err
	})
}

// Merge ends a notice that tells of the same closing as another.
func (d *desk) Merge(ctx context.Context, id, into string) error {
	return d.amend(ctx, id, func(n *landfall.Notice) ([]*landfall.Notice, error) {
		other, err := d.hosts.Notice(ctx, into)
		if err != nil {
			return nil, err
		}
		merged, kept, err := notice.Merge(n, &other, d.now())
		return []*landfall.Notice{kept, merged}, err
	})
}

// amend changes a notice, and tries again if somebody else was faster. What changes beside
// it comes first in what how returns, so that nothing is lost between.
func (d *desk) amend(ctx context.Context, id string, how func(*landfall.Notice) ([]*landfall.Notice, error)) error {
	const tries = 5
	for range tries {
		n, err := d.hosts.Notice(ctx, id)
		if err != nil {
			return err
		}
		changed, err := how(&n)
		if err != nil {
			return err
		}
		if all, err := d.save(ctx, changed); err != nil || all {
			return err
		}
	}
	return fmt.Errorf("notice %s: %w: somebody else changes it all the time", id, landfall.ErrUnavailable)
}

// save stores notices one after another, and reports whether all were taken.
func (d *desk) save(ctx context.Context, changed []*landfall.Notice) (all bool, err error) {
	for _, n := range changed {
		kept, err := d.hosts.SaveNotices(ctx, []landfall.Notice{*n})
		if err != nil || kept == 0 {
			return false, err
		}
	}
	return true, nil
}
