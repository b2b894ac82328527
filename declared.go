package landfall

import "time"

// Declared is what somebody who may speak for an instance, or about it, says of one
// topic. Of one host those are told apart by Source and Topic.
type Declared struct {
	Host    Host      `json:"host"`
	Source  string    `json:"source"` // "admin", "curator" or "directory"
	Topic   string    `json:"topic"`
	Removed bool      `json:"removed"` // the topic is wrong
	Note    string    `json:"note,omitempty"`
	At      time.Time `json:"at"`
}

// DeclaredPerHost is how many declarations of one source are kept of one host at most.
const DeclaredPerHost = 200
