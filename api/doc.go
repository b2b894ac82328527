// Package api serves Landfall's data as JSON, below /api/v1.
//
// What pages show is what the API says: both ask the same snapshot with the same
// parameters. Times are RFC 3339 in UTC, durations carry their unit in the name
// (click_ms_p75), and a number that is not known is null, with the reason beside it in
// a field ending in _reason: users_total_reason, click_ms_reason. Lists are read with
// cursors. Errors are problem documents (RFC 9457).
//
// A server's document tells speeds for each place that was measured from (vantages),
// first visit and click apart, and of the newest connection (connection), both with
// their age; and when nothing was measured through our own fault (unmeasured), which
// is unknown and not down.
//
// Within v1 fields and values are only ever added.
package api
