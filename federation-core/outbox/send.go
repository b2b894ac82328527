package outbox

import (
	"time"

	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// Send puts an activity of an actor here on its way to inboxes.
func Send(activity vocab.Activity, at time.Time, inboxes ...string) (social.Send, error) {
	body, err := vocab.Write(activity)
	if err != nil {
		return social.Send{}, err
	}
	send := social.Send{Activity: string(activity.ID), Actor: string(activity.Actor), Body: body, At: at}
	for _, inbox := range inboxes {
		if host := vocab.ID(inbox).Host(); host != "" {
			send.To = append(send.To, social.Mailbox{Inbox: inbox, Host: host})
		}
	}
	return send, nil
}
