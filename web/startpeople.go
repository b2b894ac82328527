package web

import (
	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"landfall/directory/starting"
	"landfall/web/tongue"
)

// labour is what so many people are to look after.
type labour struct {
	People         int
	Reports, Hours string
}

func startPeople(_ *Site, c *gin.Context, q *query) templ.Component {
	ctx := c.Request.Context()
	people := q.whole("people", tongue.Say(ctx, "People"), starting.DefaultPlan().People, 1, starting.MostPeople)
	work := starting.LabourOf(people)
	return startPeopleTempl(labour{People: people, Reports: between(ctx, work.Reports), Hours: between(ctx, work.Hours)})
}
