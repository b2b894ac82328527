package phrase

import (
	"context"

	"landfall"
	"landfall/web/tongue"
)

// SignupShort returns a sign-up mode in one or two words, for a card.
func SignupShort(ctx context.Context, s landfall.Signup) string {
	switch s.Mode {
	case landfall.SignupOpen:
		return tongue.Say(ctx, "Open now")
	case landfall.SignupApproval:
		return tongue.Say(ctx, "Needs approval")
	case landfall.SignupInvite:
		return tongue.Say(ctx, "Invite only")
	case landfall.SignupClosed:
		return tongue.Say(ctx, "Closed")
	}
	if s.NotClosed {
		return tongue.Say(ctx, "Takes new people")
	}
	return tongue.Say(ctx, "Not stated")
}

// SignupSentence says what a newcomer will meet.
func SignupSentence(ctx context.Context, s landfall.Signup) string {
	switch s.Mode {
	case landfall.SignupOpen:
		return tongue.Say(ctx, "Anyone can make an account at once.")
	case landfall.SignupApproval:
		return tongue.Say(ctx, "Anyone can ask. Somebody there reads each request before the account works, which can take hours or days.")
	case landfall.SignupInvite:
		return tongue.Say(ctx, "You need an invitation from somebody who is already there.")
	case landfall.SignupClosed:
		return tongue.Say(ctx, "This server takes no new people at present.")
	}
	if s.NotClosed {
		return tongue.Say(ctx, "Takes new people — at once or after approval; this server does not say which.")
	}
	return tongue.Say(ctx, "This server does not state how to join. Its own page may.")
}
