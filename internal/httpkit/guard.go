package httpkit

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"

	"github.com/gin-gonic/gin"
)

// guard turns what handlers return, and what they panic with, into answers.
type guard struct {
	logger *slog.Logger
	page   func(*gin.Context, Problem) error
}

func newGuard(deps Deps) *guard { return &guard{logger: deps.Logger, page: deps.ErrorPage} }

func (g *guard) middleware(c *gin.Context) {
	if err := g.run(c); err != nil {
		g.answer(c, err)
	}
}

// run runs the other handlers and returns what they noted as an error. A panic of
// theirs is an error too.
func (g *guard) run(c *gin.Context) (err error) {
	defer func() {
		switch reason := recover(); reason {
		case nil:
		case http.ErrAbortHandler:
			panic(reason)
		default:
			c.Abort()
			err = fmt.Errorf("panic: %v", reason)
			g.logger.ErrorContext(c.Request.Context(), "handler panicked",
				slog.String("id", RequestID(c)), slog.String("route", route(c)),
				slog.Any("reason", reason), slog.String("stack", string(debug.Stack())))
		}
	}()
	c.Next()
	if last := c.Errors.Last(); last != nil {
		return last.Err
	}
	return nil
}

func (g *guard) answer(c *gin.Context, err error) {
	p := problemOf(err, RequestID(c))
	if p.Status >= http.StatusInternalServerError && c.Request.Context().Err() == nil {
		g.logger.ErrorContext(c.Request.Context(), "request failed",
			slog.String("id", p.ID), slog.String("route", route(c)), slog.Int("status", p.Status), slog.Any("error", err))
	}
	if c.Writer.Written() {
		// Half an answer is out; only a cut connection can say that it is one.
		panic(http.ErrAbortHandler)
	}
	if g.page == nil || isAPI(c) {
		writeProblem(c, p)
		return
	}
	g.writePage(c, p)
}

// writePage answers with a page, or in plain text if even that fails.
func (g *guard) writePage(c *gin.Context, p Problem) {
	clearHeader(c, p)
	err := g.safePage(c, p)
	if err != nil {
		g.logger.ErrorContext(c.Request.Context(), "error page failed", slog.String("id", p.ID), slog.Any("error", err))
	}
	if !c.Writer.Written() {
		c.String(p.Status, "%d %s\nRequest %s\n", p.Status, p.Title, p.ID)
	}
}

// safePage calls the hook for pages; a panic in it is an error as well.
func (g *guard) safePage(c *gin.Context, p Problem) (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("panic: %v", reason)
		}
	}()
	return g.page(c, p)
}
