package probe

// bookWyrm is BookWyrm.
//
// Documents: /api/v1/instance. Its nodeinfo has no metadata.
//
// Sign-up: registrations → open; not, but approval_required → approval: newcomers
// may ask for an invitation, and somebody decides (bookwyrm/views/wellknown.py).
// nodeinfo's openRegistrations is true only if anyone may join at once.
var bookWyrm = family{
	names: []string{"bookwyrm"},
	read:  readV1,
	open:  meansOpen, applies: true,
}
