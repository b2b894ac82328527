package sqlstore

import "landfall/internal/pgserver"

// Postgres is the server of all tests that do it no harm.
var Postgres pgserver.Shared
