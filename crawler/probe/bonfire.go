package probe

// bonfire is Bonfire, in whichever of its flavours.
//
// Documents: nodeinfo, and Mastodon's instance documents where the flavour has them.
// Its openRegistrations does not tell approval apart.
var bonfire = family{names: []string{"bonfire", "bonfire-social", "bonfire-community"}, read: readMastodon}
