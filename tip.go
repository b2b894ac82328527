package landfall

import (
	"fmt"
	"net/url"
	"strings"
	"time"
)

// ClosingTip is what a reader knows of a closing: where it is announced.
type ClosingTip struct {
	Host   Host
	URL    string    // a page of the web
	Closes time.Time // the day that is stated there, zero if the reader names none
}

// tipURL is how long the address of a tip may be, in bytes.
const tipURL = 500

// NewClosingTip checks what a reader typed. The day is written 2026-08-19, or is empty.
// What cannot be taken is [ErrInvalid].
func NewClosingTip(host Host, address, day string) (tip ClosingTip, err error) {
	tip = ClosingTip{Host: host}
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	if err != nil || len(address) > tipURL || u.User != nil || u.Scheme != "https" && u.Scheme != "http" || !strings.Contains(u.Hostname(), ".") {
		return tip, fmt.Errorf("%w: the address of the announcement is no page of the web", ErrInvalid)
	}
	u.Fragment, u.RawFragment = "", ""
	tip.URL = u.String()
	if day = strings.TrimSpace(day); day != "" {
		if tip.Closes, err = time.Parse(time.DateOnly, day); err != nil || tip.Closes.Year() < 2000 || tip.Closes.Year() > 2100 {
			return tip, fmt.Errorf("%w: %q is no day such as 2026-08-19", ErrInvalid, day)
		}
	}
	return tip, nil
}
