package probe

// goToSocial is GoToSocial.
//
// Documents: nodeinfo, /api/v2/instance and /api/v1/instance. Its robots.txt forbids
// /api/ always, and nodeinfo unless the numbers in it are true, so that a crawler
// that obeys never sees the ones it invents. The peers list and the blocks need a
// token.
//
// Sign-up: somebody always decides on each application, so enabled → approval.
// https://docs.gotosocial.org/en/latest/admin/signups/
//
// Traps: the v2 document says that 0 people are active, always.
var goToSocial = family{
	names: []string{"gotosocial"},
	read:  readMastodon,
	open:  meansApproval, hidesActive: true,
}
