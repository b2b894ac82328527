package probe

// gancio is Gancio, a calendar.
//
// Documents: nodeinfo. Its openRegistrations is true where people may ask for an
// account, which an administrator confirms or not: no more than "not closed".
var gancio = family{names: []string{"gancio"}}
