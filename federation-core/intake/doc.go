// Package intake makes our words of the documents of others: an actor, a post. What was written
// to be shown is made harmless, what is too long is cut, what contradicts its origin is refused.
package intake
