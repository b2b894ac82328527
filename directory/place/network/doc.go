// Package network tells which network an address belongs to and in which country it is
// registered, from a file in MaxMind DB format.
//
// The file that comes with Landfall is packed when it is built, into the folder dist, which
// is no part of the repository: countries from the registries of addresses (CC0), networks
// by DB-IP, Route Views and the regional registries (CC BY 4.0). Built without it, nothing is known of any address
// unless another file is named.
package network
