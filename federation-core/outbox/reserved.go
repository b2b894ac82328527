package outbox

import "landfall/federation-core/local"

// reserved are names that nobody gets: those that would be taken for the server or for who
// runs it, that mail to a host has a use for (RFC 2142), or that are the first part of
// addresses here.
var reserved = set(
	"abuse", "admin", "administrator", "everyone", "help", "here", "hostmaster", "info", "instance", "mod", "moderation",
	"moderator", "moderators", "mods", "noreply", "no_reply", "owner", "postmaster", "root", "security", "staff", "support",
	"system", "team", "webmaster", "all", "anonymous", "null", "undefined",
	"about", "account", "accounts", "activities", "actor", "api", "assets", "auth", "collections", "explore", "followers",
	"following", "inbox", "internal", "invite", "login", "logout", "media", "nodeinfo", "oauth", "outbox", "privacy", "public",
	"rules", "search", "settings", "shared_inbox", "signup", "static", "statuses", "tags", "terms", "user", "users", "web",
	"well_known",
)

func set(names ...string) map[string]bool {
	all := make(map[string]bool, len(names))
	for _, name := range names {
		all[name] = true
	}
	return all
}

// nameable checks the name of a new account. The server's own actor is called as its host.
func (o *Outbox) nameable(name string) error {
	switch {
	case !local.ValidUsername(name):
		return invalid("the name %.40q is not of 1 to 30 letters a to z, digits and _ between them", name)
	case reserved[name] || name == o.Site.Host():
		return invalid("the name %s is reserved", name)
	}
	return nil
}
