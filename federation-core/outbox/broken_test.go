package outbox_test

import (
	"context"
	"errors"

	"landfall/federation-core/outbox"
	"landfall/federation-core/social"
)

var errBroken = errors.New("the disk is full")

// broken is a store that takes nothing.
type broken struct{ outbox.Store }

func (broken) Apply(context.Context, []social.Change) error { return errBroken }
