package web

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"landfall/directory/rank"
	"landfall/web/tongue"
)

// rankChangesPage prints what became of the rules of ranking.
type rankChangesPage struct {
	frame
	Version string
	Changes []rank.Change
}

func (s *Site) rankChanges(c *gin.Context) error {
	ctx := c.Request.Context()
	f := s.frame(ctx, "/ranking/changelog", tongue.Say(ctx, "How the ranking changed"), tongue.Say(ctx, "Every version of the ranking of servers, and what changed in it."))
	f.Here = "/methodology"
	return s.render(c, http.StatusOK, rankChangesTempl(rankChangesPage{frame: f, Version: rank.Version, Changes: rank.Changelog()}))
}

// dayOf says a day that is written for programs.
func dayOf(ctx context.Context, day string) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return tongue.LongDate(ctx, at)
}
