// Package world has the outlines of countries, for maps: coarse ones for a map of the world, and
// a [Portrait] of each for a map of its own.
//
// They are packed from Natural Earth (public domain), in the TopoJSON of the npm package
// world-atlas, when Landfall is built, into the folder dist, which is no part of the
// repository. Built without it, the package knows of no country, and maps have dots only.
package world
