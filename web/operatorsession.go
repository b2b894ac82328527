package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"landfall/web/tongue"
)

// operatorCookie holds a session, for sessionLasts and for the operator's pages only.
const (
	operatorCookie = "operator"
	operatorPath   = "/operator"
	sessionLasts   = 12 * time.Hour
)

// operatorKey makes and checks sessions of whoever knows the operator's token. A session is
// the time at which it ends with a keyed digest of it, so that nothing need be stored; a new
// token ends them all.
type operatorKey struct{ token, key []byte }

func newOperatorKey(token string) operatorKey {
	mac := hmac.New(sha256.New, []byte(token))
	mac.Write([]byte("landfall operator session"))
	return operatorKey{token: []byte(token), key: mac.Sum(nil)}
}

// knows reports whether a visitor has the token, in a time that tells nothing of it.
func (k operatorKey) knows(token string) bool {
	given, own := sha256.Sum256([]byte(token)), sha256.Sum256(k.token)
	return len(k.token) > 0 && subtle.ConstantTimeCompare(given[:], own[:]) == 1
}

func (k operatorKey) session(now time.Time) string {
	until := strconv.FormatInt(now.Add(sessionLasts).Unix(), 10)
	return until + "." + k.digest(until)
}

func (k operatorKey) valid(session string, now time.Time) bool {
	until, digest, _ := strings.Cut(session, ".")
	end, err := strconv.ParseInt(until, 10, 64)
	return err == nil && now.Before(time.Unix(end, 0)) && hmac.Equal([]byte(digest), []byte(k.digest(until)))
}

func (k operatorKey) digest(until string) string {
	mac := hmac.New(sha256.New, k.key)
	mac.Write([]byte(until))
	return hex.EncodeToString(mac.Sum(nil))
}

// setSession gives a visitor a session, or takes it away if it is "".
func (s *Site) setSession(c *gin.Context, session string) {
	cookie := &http.Cookie{
		Name: operatorCookie, Value: session, Path: tongue.Path(c.Request.Context(), operatorPath), MaxAge: int(sessionLasts / time.Second),
		HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: strings.HasPrefix(s.cfg.PublicURL, "https://"),
	}
	if session == "" {
		cookie.MaxAge = -1
	}
	http.SetCookie(c.Writer, cookie)
}

// signedIn reports whether the visitor is the operator.
func (s *Site) signedIn(c *gin.Context) bool {
	session, err := c.Cookie(operatorCookie)
	return err == nil && s.operators.valid(session, s.deps.Now())
}
