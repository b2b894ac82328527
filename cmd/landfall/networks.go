package main

import (
	"context"
	"errors"
	"io"
	"log/slog"

	"landfall"
	"landfall/directory/place"
	"landfall/directory/place/network"
)

// openNetworks opens what tells the country and the network of an address: the files that
// are named, or what is built in. Without either the locator is nil, and where instances are
// hosted is unknown.
func openNetworks(ctx context.Context, files []string, logger *slog.Logger) (io.Closer, place.Locator, error) {
	if len(files) > 0 {
		registry, err := network.Open(files...)
		if err != nil {
			return nil, nil, err
		}
		return registry, registry, nil
	}
	registry, err := network.Bundled()
	if errors.Is(err, landfall.ErrNotFound) {
		logger.InfoContext(ctx, "built without networks: where instances are hosted is not known")
		return io.NopCloser(nil), nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	return registry, registry, nil
}
