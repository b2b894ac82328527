// Package queuetest holds what every store of deliveries must keep to, as package delivery
// asks for it: each store's own tests run it against a real database.
package queuetest
