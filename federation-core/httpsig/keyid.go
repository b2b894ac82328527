package httpsig

import (
	"net/url"
	"strings"
)

// parseKeyID is the URL that a key id names, without its fragment and with the host in its one
// form, so that no other spelling slips past a list of hosts. Ids that are no https URL are
// refused, acct: above all: who answers for them cannot be told from the id.
func parseKeyID(id string) (*url.URL, error) {
	if len(id) > maxKeyID {
		return nil, refuse(TooLarge)
	}
	odd := func(r rune) bool { return r <= ' ' || r > '~' || r == '"' || r == '\\' }
	if strings.ContainsFunc(id, odd) {
		return nil, refuse(BadKeyID)
	}
	key, err := url.Parse(id)
	if err != nil || key.Scheme != "https" || key.User != nil || key.Hostname() == "" || strings.HasSuffix(key.Hostname(), ".") {
		return nil, refuse(BadKeyID)
	}
	key.Host = authority(key.Scheme, key.Host)
	key.Fragment, key.RawFragment = "", ""
	return key, nil
}
