package phrase

import "landfall"

// SignupShort returns a sign-up mode in one or two words, for a card.
func SignupShort(s landfall.Signup) string {
	switch s.Mode {
	case landfall.SignupOpen:
		return "Open now"
	case landfall.SignupApproval:
		return "Needs approval"
	case landfall.SignupInvite:
		return "Invite only"
	case landfall.SignupClosed:
		return "Closed"
	}
	if s.NotClosed {
		return "Takes new people"
	}
	return "Not stated"
}

// SignupSentence says what a newcomer will meet.
func SignupSentence(s landfall.Signup) string {
	switch s.Mode {
	case landfall.SignupOpen:
		return "Anyone can make an account at once."
	case landfall.SignupApproval:
		return "Anyone can ask. Somebody there reads each request before the account works, which can take hours or days."
	case landfall.SignupInvite:
		return "You need an invitation from somebody who is already there."
	case landfall.SignupClosed:
		return "This server takes no new people at present."
	}
	if s.NotClosed {
		return "Takes new people — at once or after approval; this server does not say which."
	}
	return "This server does not state how to join. Its own page may."
}
