package httpkit

import (
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"landfall"
)

// SameOrigin refuses requests that change something and that a browser makes for a
// page of another site, so that no site can act in a visitor's name. Browsers say so
// in Sec-Fetch-Site or Origin; programs say neither and are let through.
type SameOrigin struct{ protection *http.CrossOriginProtection }

// NewSameOrigin returns a SameOrigin that lets the site's own public origin through
// whatever name a proxy asks for; "" if it has none.
func NewSameOrigin(publicURL string) (*SameOrigin, error) {
	protection := http.NewCrossOriginProtection()
	if publicURL != "" {
		if err := protection.AddTrustedOrigin(publicURL); err != nil {
			return nil, fmt.Errorf("public URL %q: %w: %w", publicURL, landfall.ErrInvalid, err)
		}
	}
	return &SameOrigin{protection}, nil
}

// Middleware answers 403 to requests of other sites.
func (o *SameOrigin) Middleware(c *gin.Context) {
	if err := o.protection.Check(c.Request); err != nil {
		fail(c, &StatusError{Status: http.StatusForbidden, Detail: "This can only be asked for from Landfall’s own pages, or by a program."})
	}
}
