package landfall

import "time"

// Alias is another name of an instance, or a name that may be one.
type Alias struct {
	// Name leads to Host, which is the instance.
	Name Host `json:"name"`
	Host Host `json:"host"`
	// Evidence says how, Source in which document.
	Evidence AliasEvidence `json:"evidence"`
	Source   string        `json:"source"`
	// Merged says that the name is no instance of its own: it is never visited or
	// listed beside Host. Names of two owners are never merged.
	Merged    bool      `json:"merged"`
	FirstSeen time.Time `json:"first_seen"`
	LastSeen  time.Time `json:"last_seen"`
}

// AliasEvidence is how a name leads to an instance.
type AliasEvidence string

// The evidence.
const (
	AliasWebDomain     AliasEvidence = "web_domain"     // Host's own nodeinfo is served on Name
	AliasRedirect      AliasEvidence = "redirect"       // Name's nodeinfo is that of Host
	AliasAccountDomain AliasEvidence = "account_domain" // Host's documents say that accounts are on Name
	AliasHostMeta      AliasEvidence = "host_meta"      // Name's host-meta sends those who look for accounts to Host
	AliasMoved         AliasEvidence = "moved"          // Name redirects to Host, which has another owner
)

// SameOwner reports whether both names share a registrable domain.
func (a Alias) SameOwner() bool { return a.Name.Registrable() == a.Host.Registrable() }
