package reading

import (
	"landfall/directory/language"
	"landfall/directory/place"
	"landfall/directory/promise"
	"landfall/directory/rule"
	"landfall/directory/topic"
)

// Reading is what the words of one instance mean. The zero Reading is that of an
// instance of which nothing is known. Once it is shared it is never changed.
type Reading struct {
	Topics    topic.Result
	Places    place.Result
	Languages []language.Finding // declared ones first
	Rules     rule.Result
	// Promises are also who runs it and what pays for it.
	Promises promise.Result
}
