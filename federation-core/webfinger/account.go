package webfinger

import (
	"fmt"
	"strings"

	"landfall/federation-core/vocab"
)

// Account is a name as user@host, both parts in lower case.
type Account struct{ User, Host string }

// ParseAccount reads user@host, @user@host or acct:user@host.
func ParseAccount(text string) (Account, error) {
	text = strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(text), "acct:"), "@")
	user, host, ok := strings.Cut(text, "@")
	if !ok || user == "" || len(text) > 512 || strings.ContainsAny(user, "/?#:\\ ") {
		return Account{}, fmt.Errorf("%q is no account: %w", text, ErrNotFound)
	}
	if host, ok = canonical(host); !ok {
		return Account{}, fmt.Errorf("%q has no host: %w", text, ErrNotFound)
	}
	return Account{strings.ToLower(user), host}, nil
}

// String is the account as user@host.
func (a Account) String() string { return a.User + "@" + a.Host }

// canonical is a host as ids have it, with its port unless that is 443.
func canonical(host string) (string, bool) {
	id, err := vocab.ParseID("https://" + host + "/")
	if err != nil || strings.ContainsAny(host, "/?#\\@ ") {
		return "", false
	}
	return id.Host(), id.Host() != ""
}
