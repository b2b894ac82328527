package api

import (
	"context"
	"net/http"
	"testing"
	"time"

	"landfall"
	"landfall/directory/past"
)

// pastStore answers with nothing, or fails.
type pastStore struct{ err error }

func (s pastStore) Summary(_ context.Context, host landfall.Host, _, _ time.Time) (landfall.Summary, error) {
	return landfall.Summary{Host: host}, s.err
}

func (s pastStore) Speeds(context.Context, landfall.Host, time.Time, time.Time) ([]landfall.VantageSpeed, error) {
	return nil, s.err
}

func (s pastStore) HourSpeeds(context.Context, landfall.Host, time.Time, time.Time) ([]landfall.HourSpeed, error) {
	return nil, s.err
}

func (s pastStore) Endings(context.Context, landfall.Host, time.Time, time.Time) ([]landfall.Ending, error) {
	return nil, s.err
}

func (s pastStore) Changes(context.Context, landfall.Host, time.Time, time.Time, func(landfall.Change) error) error {
	return s.err
}

func (s pastStore) PeerCounts(context.Context, landfall.Host, time.Time, time.Time) ([]landfall.PeerCount, error) {
	return nil, s.err
}

func (s pastStore) Edges(context.Context, landfall.Host, time.Time, time.Time) ([]landfall.Edge, error) {
	return nil, s.err
}

func (s pastStore) Neighbours(context.Context, landfall.Host, time.Time, int) ([]landfall.Neighbour, error) {
	return nil, s.err
}

// TestThePastSaysWhatIsWrong: with a bad parameter, with a server that nobody has heard of
// or that asked not to be measured, and while the store is away.
func TestThePastSaysWhatIsWrong(t *testing.T) {
	const harbour = Prefix + "/servers/quiet-harbour-sim.social"
	for _, tt := range []struct {
		path   string
		store  error
		status int
	}{
		{path: harbour + "/speed", status: http.StatusOK},
		{path: harbour + "/speed.csv?part=hours&period=1y", status: http.StatusOK},
		{path: harbour + "/speed.ndjson", status: http.StatusOK},
		{path: harbour + "/incidents.json", status: http.StatusOK},
		{path: harbour + "/incidents.atom", status: http.StatusOK},
		{path: harbour + "/history.csv?field=rules,version", status: http.StatusOK},
		{path: harbour + "/connections", status: http.StatusOK},
		{path: harbour + "/connections.csv?part=peers", status: http.StatusOK},
		{path: harbour + "/speed?period=warp", status: http.StatusBadRequest},
		{path: harbour + "/speed.csv?part=warp", status: http.StatusBadRequest},
		{path: harbour + "/incidents.csv?part=days", status: http.StatusOK},
		{path: harbour + "/incidents.csv?part=warp", status: http.StatusBadRequest},
		{path: harbour + "/history?field=warp", status: http.StatusBadRequest},
		{path: harbour + "/connections.csv?part=warp", status: http.StatusBadRequest},
		{path: Prefix + "/servers/no_name/incidents", status: http.StatusBadRequest},
		{path: Prefix + "/servers/never-heard-of-sim.social/incidents", status: http.StatusNotFound},
		{path: Prefix + "/servers/refused-sim.social/history", status: http.StatusNotFound},
		{path: harbour + "/speed", store: errStore, status: http.StatusServiceUnavailable},
		{path: harbour + "/incidents.atom", store: errStore, status: http.StatusServiceUnavailable},
		{path: harbour + "/history.csv", store: errStore, status: http.StatusServiceUnavailable},
		{path: harbour + "/connections", store: errStore, status: http.StatusServiceUnavailable},
	} {
		s := start(t, func(a *api) { a.deps.Past = past.NewReader(pastStore{tt.store}, func() time.Time { return now }) })
		if status := s.get(t, tt.path).StatusCode; status != tt.status {
			t.Errorf("%s, store %v: %d; want %d", tt.path, tt.store, status, tt.status)
		}
	}
}
