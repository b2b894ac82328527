package chstore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"syscall"

	"github.com/ClickHouse/clickhouse-go/v2"

	"landfall"
	"landfall/schema"
)

// passing are the codes of ClickHouse's errors that time may heal.
var passing = []int32{
	3, 159, 160, 202, 203, 209, 210, 236, 241, 242, 243, 252, 279, 285, 286, 289,
	319, 364, 394, 415, 425, 439, 473, 999,
}

// explain says in the error what can be done about it, and marks the faults that
// pass by themselves. ctx is the caller's.
func explain(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if newer, ok := errors.AsType[*schema.NewerError](err); ok {
		return fmt.Errorf("%w: %w", landfall.ErrNewerSchema, newer)
	}
	if fault, ok := errors.AsType[*clickhouse.Exception](err); ok {
		return explainFault(fault, err)
	}
	if isNetwork(err) {
		return fmt.Errorf("the server does not answer: %w: %w", landfall.ErrUnavailable, err)
	}
	return err
}

// explainFault is about what the server itself says.
func explainFault(fault *clickhouse.Exception, err error) error {
	switch {
	case fault.Code == 192, fault.Code == 193, fault.Code == 194, fault.Code == 516:
		return fmt.Errorf("the server does not accept the user name and password: correct them in the DSN: %w", err)
	case fault.Code == 81:
		return fmt.Errorf("the database is not there: make it with CREATE DATABASE, or name another in the DSN: %w", err)
	case fault.Code == 164, fault.Code == 497:
		return fmt.Errorf("the account may not do this: give it the right to, or name another in the DSN: %w", err)
	case fault.Code == 252:
		return fmt.Errorf("too many parts, merges do not keep up: %w: %w", landfall.ErrUnavailable, err)
	case slices.Contains(passing, fault.Code):
		return fmt.Errorf("%w: %w", landfall.ErrUnavailable, err)
	}
	return err
}

// isNetwork reports whether err is about the way to the server or its silence.
func isNetwork(err error) bool {
	_, network := errors.AsType[net.Error](err)
	return network || slices.ContainsFunc([]error{
		io.EOF, io.ErrUnexpectedEOF, io.ErrClosedPipe, net.ErrClosed, syscall.EPIPE, syscall.ECONNRESET,
		context.DeadlineExceeded, context.Canceled, clickhouse.ErrAcquireConnTimeout, clickhouse.ErrServerUnexpectedData,
	}, func(target error) bool { return errors.Is(err, target) })
}
