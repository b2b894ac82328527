package probe

// snac is snac, which mostly serves one person or a few friends.
//
// Documents: /api/v1/instance. Accounts are made by the administrator.
var snac = family{names: []string{"snac", "snac2"}, read: readV1}
