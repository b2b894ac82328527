package web

import (
	"context"
	"fmt"
	"net/http"
	"regexp"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/internal/httpkit"
)

// Pictures gives the small pictures that were made of those of instances.
type Pictures interface {
	// Picture returns a picture by its id, or [landfall.ErrNotFound].
	Picture(ctx context.Context, id string) (landfall.Picture, error)
}

// pictureID is the form of a picture's id.
var pictureID = regexp.MustCompile(`^[0-9a-f]{32}$`)

// picturePath is where a picture is served, "" if there is none.
func picturePath(id string) string {
	if id == "" {
		return ""
	}
	return "/icons/" + id
}

// picture serves a picture by its id. It takes no address, so nobody can have it
// fetch one. The id is made of the bytes: what has it never changes, and is kept for
// a month without being asked for again.
func (s *Site) picture(c *gin.Context) error {
	id := c.Param("id")
	if s.deps.Pictures == nil || !pictureID.MatchString(id) {
		return fmt.Errorf("picture %q: %w", clip(id, 80), landfall.ErrNotFound)
	}
	picture, err := s.deps.Pictures.Picture(c.Request.Context(), id)
	if err != nil {
		return err
	}
	c.Header("Cache-Control", "public, max-age=2592000, immutable")
	c.Header("Content-Security-Policy", "default-src 'none'; sandbox")
	c.Header("Content-Disposition", `inline; filename="icon"`)
	c.Header("Cross-Origin-Resource-Policy", "cross-origin") // the API names it too
	if !httpkit.NotModified(c, httpkit.ETag(id)) {
		c.Data(http.StatusOK, picture.Media, picture.Body)
	}
	return nil
}
