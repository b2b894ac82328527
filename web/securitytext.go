package web

import (
	"fmt"
	"net/mail"
	"net/url"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
)

// securityTextLasts is how long what security.txt says may be believed. It is written anew
// each day, so that it is never out of date while the site runs.
const securityTextLasts = 30 * 24 * time.Hour

// securityText says whom to tell of a hole in the site (RFC 9116). There is nobody to tell
// unless the contact of this installation is an address.
func (s *Site) securityText(c *gin.Context) error {
	contact := contactAddress(s.cfg.Contact)
	if contact == "" {
		return fmt.Errorf("security.txt without a contact: %w", landfall.ErrNotFound)
	}
	expires := s.deps.Now().UTC().Truncate(24 * time.Hour).Add(securityTextLasts)
	text := "Contact: " + contact + "\nExpires: " + expires.Format(time.RFC3339) + "\nPreferred-Languages: en\n"
	if s.cfg.PublicURL != "" {
		text += "Canonical: " + s.cfg.PublicURL + "/.well-known/security.txt\n"
	}
	sendMachine(c, "text/plain; charset=utf-8", []byte(text))
	return nil
}

// contactAddress is a contact as a URI, "" if it is in plain words.
func contactAddress(contact string) string {
	contact = strings.TrimSpace(contact)
	if u, err := url.Parse(contact); err == nil && u.Scheme == "https" && u.Host != "" {
		return u.String()
	}
	if a, err := mail.ParseAddress(strings.TrimPrefix(contact, "mailto:")); err == nil && a.Name == "" {
		return (&url.URL{Scheme: "mailto", Opaque: url.PathEscape(a.Address)}).String()
	}
	return ""
}
