package reading

import (
	"landfall/directory/language"
	"landfall/directory/notice"
	"landfall/directory/place"
	"landfall/directory/promise"
	"landfall/directory/rule"
	"landfall/directory/topic"
)

// Reading is what the words of one instance mean, and where it answers. The zero Reading is that of an
// instance of which nothing is known. Once it is shared it is never changed.
type Reading struct {
	Topics topic.Result
	Places place.Result
	// Hosting is what the address that it answered at says of where its machines are.
	Hosting   place.Hosting
	Languages []language.Finding // declared ones first
	Rules     rule.Result
	// Promises are also who runs it and what pays for it.
	Promises promise.Result
	// Closing is what its texts say of its closing, or of taking one back.
	Closing []notice.Statement
}
