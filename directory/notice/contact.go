package notice

import (
	"slices"
	"time"

	"landfall"
)

// Contact reads a pinned post of the contact account of host, as plain text, and returns
// what it says of the closing of that very server; ok is false if it says nothing of it,
// and then nothing of the post is to be kept. The address of the post is for the caller to
// add.
func (d *Detector) Contact(host landfall.Host, text string, posted time.Time) (said landfall.ContactNotice, ok bool) {
	r := d.Detect(Input{Text: text, Host: host.String(), Posted: posted})
	if !r.states() || r.Quote == "" {
		return said, false
	}
	said = landfall.ContactNotice{Quote: r.Quote, Words: r.Words, Stage: string(r.Stage), Confidence: r.Confidence, Rule: d.Rule()}
	if !posted.IsZero() {
		said.Posted = midnight(posted)
	}
	said.ClosesFrom, said.ClosesTo = r.days()
	return said, true
}

// contact returns what the newest of the pinned posts says that were found to speak of the
// closing, with the day of the first. They were read when they were at hand, and are not
// read again: the sentence that is kept may say less than the post did.
func contact(host landfall.Host, f *landfall.Facts) (s Statement, ok bool) {
	seen, stated := f.Evidence[landfall.FieldContactNotice]
	if !stated {
		return s, false
	}
	for _, n := range slices.Backward(f.ContactNotices) {
		next := Statement{Host: host, Stage: Stage(n.Stage), Field: landfall.FieldContactNotice}
		next.NoticeStatement = landfall.NoticeStatement{
			Source: landfall.NoticeFromContact, URL: n.URL, Quote: n.Quote, Words: n.Words, Announced: n.Posted, ClosesFrom: n.ClosesFrom, ClosesTo: n.ClosesTo,
			Confidence: n.Confidence, FirstSeen: seen.FirstSeen, LastSeen: seen.LastSeen, Rule: n.Rule,
		}
		if ok {
			next = after(&s, next)
		}
		s, ok = next, true
	}
	return s, ok
}
