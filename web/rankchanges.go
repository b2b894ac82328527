package web

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"landfall/directory/rank"
	"landfall/web/tongue"
)

// rankChangesPage prints the rules of ranking and what became of them.
type rankChangesPage struct {
	frame
	Version string
	Weights []rank.Weight
	Changes []rank.Change
}

func (s *Site) rankChanges(c *gin.Context) error {
	ctx := c.Request.Context()
	f := s.frame(ctx, "/ranking/changelog", tongue.Say(ctx, "How servers are ranked"), tongue.Say(ctx, "Every weight, every condition, and every change of the ranking of servers."))
	f.Here = "/methodology"
	return s.render(c, http.StatusOK, rankChangesTempl(rankChangesPage{frame: f, Version: rank.Version, Weights: rank.Weights(), Changes: rank.Changelog()}))
}

// dayOf says a day that is written for programs.
func dayOf(ctx context.Context, day string) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return tongue.LongDate(ctx, at)
}
