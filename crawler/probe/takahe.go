package probe

// takahe is Takahē.
//
// Documents: /api/v2/instance and /api/v1/instance.
//
// Sign-up: registrations → open, else closed. approval_required is a constant false,
// for there is no approval; whether there are invitations no document says
// (api/views/instance.py).
//
// Traps: one server may serve several domains, with the same documents.
var takahe = family{names: []string{"takahe"}, read: readMastodon}
