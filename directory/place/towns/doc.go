// Package towns is a table of the places of at least 15,000 people, by each of their names, and
// one of where they are.
//
// The table is packed from GeoNames' data (CC BY 4.0) when Landfall is built, into the
// folder dist, which is no part of the repository. Built without it, the package knows of
// no town, and everything else works as it does with it.
package towns
