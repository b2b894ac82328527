package collect

import "landfall"

// ReadAnew has the next visit to a host read its robots.txt again, however fresh the copy is.
func (c *Collector) ReadAnew(host landfall.Host) { c.robots.Forget(host) }

// Forbidden reports whether the robots.txt of a host keeps Landfall from a path, as far as it
// has been read within a day; one that could not be read does not.
func (c *Collector) Forbidden(host landfall.Host, path string) bool {
	file, ok := c.robots.Get(host)
	return ok && !file.Unreadable() && !file.Allowed(product, path)
}
