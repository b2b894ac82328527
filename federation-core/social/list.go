package social

// Relations says which of an actor's follows a list is of.
type Relations struct {
	// Of is the actor. Followers are those who follow it, unless Following is set.
	Of        string
	Following bool
	// Pending lists the requests that wait in place of the follows that hold.
	Pending bool
}

// Usage is what NodeInfo tells of a server: how many people have an account, how many of them
// posted in the last 30 and 180 days, and how many posts there are.
type Usage struct {
	Users, ActiveMonth, ActiveHalfyear, Posts int64
}
