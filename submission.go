package landfall

import (
	"net/url"
	"strings"
)

// Submission is what became of a host that a visitor named.
type Submission struct {
	Host  Host
	State SubmissionState
	// Instance is the instance that the name belongs to, if that is another.
	Instance Host
}

// SubmissionState says what comes next.
type SubmissionState string

// The states. What is known of a host that asked not to be measured is nobody's
// business, so that SubmissionKnown says no more than that it is not new.
const (
	SubmissionNew   SubmissionState = "new"   // added, and visited soon
	SubmissionAgain SubmissionState = "again" // known, and visited again soon
	SubmissionKnown SubmissionState = "known" // not new; visited when it is its turn, if it may be
	SubmissionAlias SubmissionState = "alias" // another name of Instance
	SubmissionShut  SubmissionState = "shut"  // its domain is blocked, or all names below it answer
	SubmissionLater SubmissionState = "later" // many hosts of its domain wait already
)

// ParseSubmission reads the host that a visitor means by a name, an address such as
// https://host/about, or an account such as @somebody@host. Errors are [HostError].
func ParseSubmission(text string) (Host, error) {
	text = strings.TrimSpace(text)
	if u, err := url.Parse(text); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Port() == "" && u.User == nil {
		text = u.Hostname()
	}
	if account := strings.Split(strings.TrimPrefix(text, "@"), "@"); len(account) == 2 && account[0] != "" {
		text = account[1]
	}
	return ParseHost(text)
}
