package web

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/a-h/templ"

	"landfall/directory"
	"landfall/web/tongue"
)

// cardsKept bounds the cards that are kept, in bytes: those of some eight thousand servers.
const cardsKept = 24 << 20

func newCardCache() *epochCache[string] {
	const around = 128 // bytes of a card's key and of what holds it
	return newEpochCache(cardsKept, func(drawn string) int { return len(drawn) + around })
}

// drawCards draws servers as a list shows them. A card is the same in every list, whatever was
// asked for, so that it is kept for as long as pages are: see [Site.pageEpoch].
func (s *Site) drawCards(ctx context.Context, epoch string, list []*directory.Server, now time.Time) ([]templ.Component, error) {
	code := tongue.From(ctx).Code
	cards := make([]templ.Component, 0, len(list))
	var buffer bytes.Buffer
	for _, server := range list {
		key := code + " " + string(server.Host)
		drawn, ok := s.cards.get(epoch, key)
		if !ok {
			c := s.newCard(ctx, server, now)
			c.Compares = true
			buffer.Reset()
			if err := serverCard(c, false).Render(ctx, &buffer); err != nil { //nolint:contextcheck // Render has it
				return nil, fmt.Errorf("draw the card of %s: %w", server.Host, err)
			}
			drawn = buffer.String()
			s.cards.put(epoch, key, drawn)
		}
		cards = append(cards, templ.Raw(drawn))
	}
	return cards, nil
}
