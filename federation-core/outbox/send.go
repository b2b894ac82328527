package outbox

import (
	"cmp"
	"context"
	"slices"
	"time"

	"landfall/federation-core/followers"
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

// send puts an activity on its way to inboxes: each once, none of this server, none of a host
// that is not federated with. Where none is left there is no change.
func (o *Outbox) send(activity vocab.Activity, at time.Time, inboxes ...string) ([]social.Change, error) {
	send, err := Send(activity, at, inboxes...)
	if err != nil {
		return nil, err
	}
	send.To = slices.DeleteFunc(send.To, func(m social.Mailbox) bool { return m.Host == o.Site.Host() || !o.Allowed(m.Host) })
	slices.SortFunc(send.To, func(a, b social.Mailbox) int { return cmp.Compare(a.Inbox, b.Inbox) })
	send.To = slices.Compact(send.To)
	if len(send.To) == 0 {
		return nil, nil
	}
	return []social.Change{send}, nil
}

// publish is send for what is addressed to followers: where it is for nobody but them and
// whoever is named, the receivers are told how many of theirs that are (FEP-8fcf).
func (o *Outbox) publish(ctx context.Context, activity vocab.Activity, by *social.Actor, seen social.Visibility, at time.Time, inboxes []string) ([]social.Change, error) {
	changes, err := o.send(activity, at, inboxes...)
	if err != nil || len(changes) == 0 || seen != social.Followers {
		return changes, err
	}
	theirs, err := o.Store.RemoteFollowers(ctx, by.ID)
	if err != nil {
		return nil, err
	}
	send := changes[0].(social.Send)
	for i, m := range send.To {
		send.To[i].Followers = followers.Header(by.Followers, by.ID+"/followers_synchronization", followers.Digest(theirs[m.Host]))
	}
	return []social.Change{send}, nil
}

// tell is send to one actor, which for one of this server is nothing.
func (o *Outbox) tell(to *social.Actor, activity vocab.Activity, at time.Time) ([]social.Change, error) {
	if to.Local {
		return nil, nil
	}
	return o.send(activity, at, to.Inbox)
}
