package probe

import (
	"strings"

	"landfall"
	"landfall/internal/netguard"
	"landfall/internal/netguard/strictjson"
)

// names collects what a visit learns of other names of the host.
type names struct {
	account  landfall.Host // on which its documents say that accounts are
	source   string        // the document that does
	moved    landfall.Host // of another owner, to which it redirects
	hostMeta landfall.Host // to which its host-meta sends
	metaPath string        // of the host-meta that does
}

// readAccountDomain keeps the domain that an instance's document says its accounts
// are on, as a name or as an address.
func (v *Visit) readAccountDomain(source string, values ...strictjson.Value) {
	for _, value := range values {
		text, ok := value.Text()
		if !ok || v.names.account != "" {
			continue
		}
		if u, err := netguard.ParseURL(text); err == nil && strings.Contains(text, "://") {
			text = u.Hostname()
		}
		if host, err := landfall.ParseHost(text); err == nil {
			v.names.account, v.names.source = host, source
		}
	}
}

// accounts keeps the domain that a family's own document says its accounts are on.
func (p page) accounts(paths ...string) {
	for _, path := range paths {
		p.v.readAccountDomain(p.url, p.get(path))
	}
}

// aliases says what came of the names; see [landfall.Alias]. Only what one owner
// says of his own names is merged, and a name that answers for itself only if its
// own documents agree.
func (v *Visit) aliases(answered bool) []landfall.Alias {
	if !answered {
		return v.leads()
	}
	base, account := landfall.Host(v.base.Hostname()), v.names.account
	at := v.at("").String()
	switch {
	case base == v.Host && account != "" && account != v.Host:
		return []landfall.Alias{v.alias(account, v.Host, landfall.AliasAccountDomain, v.names.source, false)}
	case base == v.Host:
		return nil
	case account == v.Host:
		return []landfall.Alias{v.alias(base, v.Host, landfall.AliasWebDomain, v.names.source, true)}
	}
	// Siblings without a word of their own may be customers of one host.
	sure := account == base || below(v.Host, base) || below(base, v.Host)
	return []landfall.Alias{v.alias(v.Host, base, landfall.AliasRedirect, at, sure)}
}

// leads are the names to which a host leads that is no instance itself.
func (v *Visit) leads() []landfall.Alias {
	var found []landfall.Alias
	if to := v.names.moved; to != "" {
		found = append(found, v.alias(v.Host, to, landfall.AliasMoved, v.at("").String(), false))
	}
	if to := v.names.hostMeta; to != "" && to != v.Host {
		found = append(found, v.alias(v.Host, to, landfall.AliasHostMeta, v.at(v.names.metaPath).String(), false))
	}
	return found
}

func (v *Visit) alias(name, host landfall.Host, evidence landfall.AliasEvidence, source string, merged bool) landfall.Alias {
	a := landfall.Alias{Name: name, Host: host, Evidence: evidence, Source: source, FirstSeen: v.Now, LastSeen: v.Now}
	a.Merged = merged && a.SameOwner()
	return a
}

// below reports whether a is a name below b.
func below(a, b landfall.Host) bool { return strings.HasSuffix(string(a), "."+string(b)) }
