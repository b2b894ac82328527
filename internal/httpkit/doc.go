// Package httpkit is the glue between gin and the rest: handlers that return errors,
// the one table from errors to statuses, the headers and limits that every answer
// has, and a server that drains before it stops.
//
// A program makes one engine with [NewEngine], lets packages register their routes,
// and hands it to [Serve].
package httpkit
