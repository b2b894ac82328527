// Package moderation decides with which servers this one speaks: selective federation.
//
// A [Policy] holds rules against domains, as Mastodon's domain blocks are, and names that are
// allowed, and answers for a host whether it may be asked, heard, delivered to and shown. It
// never changes: [Policy.Set] and its like return another policy and an [Audit] row, which the
// caller stores in one transaction, so that a policy in use is safe to share. It does no I/O.
//
// A rule covers its domain and everything below it; of several the longest counts, so that a
// rule for a part of a domain may be milder than the one for the whole. A rule that suspends
// beats an allowed name. In the mode [AllowList] only the very names that are allowed pass, not
// what is below them, as in Mastodon's limited federation mode.
//
// [ReadCSV] and [WriteCSV] speak the CSV that Mastodon's administration imports and exports,
// and [ReadJSON] the lists of Mastodon's and RapidBlock's interfaces.
package moderation
