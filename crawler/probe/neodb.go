package probe

// neoDB is NeoDB, which has Takahē behind it.
//
// Documents: /api/v2/instance and /api/v1/instance, as [takahe].
var neoDB = family{names: []string{"neodb"}, read: readMastodon}
