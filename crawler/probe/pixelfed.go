package probe

// pixelfed is Pixelfed.
//
// Documents: /api/v2/instance and /api/v1/instance. It has no peers list.
//
// Sign-up: registrations → open; not, but approval_required → approval: "curated
// onboarding" takes applications exactly while open registration is off
// (app/Http/Controllers/CuratedRegisterController.php).
//
// Traps: stats.status_count is a text of digits.
var pixelfed = family{
	names:   []string{"pixelfed"},
	read:    readMastodon,
	applies: true, numerals: true,
}
