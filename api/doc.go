// Package api serves Landfall's data as JSON, below /api/v1.
//
// What pages show is what the API says: both ask the same snapshot with the same
// parameters. Times are RFC 3339 in UTC, durations carry their unit in the name
// (click_ms_p75, age_s), and a number that is not known is null, with the reason
// beside it in a field ending in _reason: users_total_reason, click_ms_reason. Lists
// are read with cursors. Errors are problem documents (RFC 9457), those of parameters
// with the name of each.
//
//	GET  /servers                what is listed, a page at a time; with facets=true what could be chosen
//	POST /servers                adds a server, where that is permitted
//	GET  /servers/{host}         all that is known of one
//	GET  /servers/{host}/visits  the diary of a name, listed or not
//	GET  /totals                 sums over all
//	GET  /notices                closings that are known to be true, and what became of them
//	GET  /notices/{id}           one of them
//	GET  /notices/measure        how long beforehand servers say that they close
//
// # Rows and documents of servers
//
// A row of a list is the first part of a server's document. display_host is the name as
// a reader may see it, and looks_like a much larger server whose name this one is easily
// taken for; icon is the path of a picture that is served from here. Counts of people
// below ten are null, with the reason below_10. A count that is hard to believe stands,
// with the reason implausible or jumped; evidence.users_total.doubt then tells what was
// believed before. signup_not_closed is true if all that is known is that new people are
// taken.
//
// The document adds what a server states of itself, and in evidence where and when each
// fact was read. Facts that only some software states are null elsewhere: has_contact,
// country, approval_wait_s, the addresses in terms_url, privacy_url, status_url,
// thumbnail_url and icon_url, max_characters, quotes, search, translation,
// trending_tags, categories, communities, announcements, and blocks_published with blocks_total, which is a
// least number unless blocks_total_whole. sunset is the end that a server has announced in
// a form for machines: closes, and announced, reason and url or null; null itself if there
// is none, and evidence.sunset then tells since when one is taken back. other_names lead to the same server.
// version_standing compares the version with newest_version, the newest release that is
// widely run.
//
// It tells speeds for each place that was measured from (vantages), first visit and click
// apart, and of the newest connection (connection): ip_family, has_ipv6, tls_version,
// http_version, offers_http3 and the certificate; both with their age. When nothing was
// measured through our own fault (unmeasured, and unmeasured_s of a day) is unknown and
// not down. hosting says by the address that it answered at where it is hosted: the
// countries that the address is registered in and the network, or that a delivery
// network hides it. Networks are told by DB-IP (https://db-ip.com), Route Views and the
// registries, CC BY 4.0.
//
// # Diaries
//
// A diary says in presence how a name stands, in instance which server it belongs to if
// that is another, and in known when it was first named and by whom (named_by), how
// the last visit went, and when the next is and for what: next_visit, next_work,
// next_profile, next_peers, visit_under_way, asked_to_wait_until. Of a name that is not
// known, or that asked not to be measured, known is null and visits is empty; visits is
// null if they cannot be read just now.
//
// # Totals
//
// Each sum is told with what it leaves out: total_as_stated is all numbers added up,
// servers_left_out are those with numbers that are hard to believe, servers_limited
// those that count for most_per_server only, and servers_unstated those without a
// number.
//
// # Closings
//
// GET /notices takes software, language and size as the list of servers does under sw, lang
// and size; notice (90 for ninety days and more, less, unknown), state (closing, closed,
// vanished, stays), host, and updated_since. The state of a notice is confirmed,
// counting_down, closed_kindly, vanished, cancelled or handed_over. announced, closes_from
// and closes_to are days in UTC. keeps_90_days and keeps_three_months are null where one of
// the days is not known. A server that closes or has closed has the same notice in closing.
//
// The same filters give all that is found, at once, with the endings .csv and .ndjson; a
// feed of the newest hundred by their last event (.atom); and a calendar of those that have
// or had a day (.ics, also of one notice). These addresses are also beside the pages: see
// [Formats].
//
// Within v1 fields and values are only ever added.
package api
