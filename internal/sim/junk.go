package sim

import (
	"fmt"
	"strings"
)

// junkName is an entry of a peers list that names no instance: what real lists
// hold beside host names.
func junkName(c *chance, in *instance) string {
	word := pick(c, nameFirst) + "-" + pick(c, nameSecond)
	n := c.below(1000)
	switch c.below(24) {
	case 0:
		return fmt.Sprintf("%s-%d-sim.social:%d", word, n, 1024+n)
	case 1:
		return fmt.Sprintf("192.168.%d.%d", n%256, n%250)
	case 2:
		return fmt.Sprintf("203.0.113.%d", n%256)
	case 3:
		return "[2001:db8::" + fmt.Sprintf("%x", n) + "]"
	case 4:
		return strings.ReplaceAll(word, "-", "_") + "-sim.social"
	case 5:
		return fmt.Sprintf("%08x.ngrok-sim.io", c.next()>>32)
	case 6:
		return word + ".local"
	case 7:
		return word + ".onion"
	case 8:
		return word + ".example"
	case 9:
		return "localhost"
	case 10:
		return "localhost:3000"
	case 11:
		return strings.ToUpper(in.name)
	case 12:
		return in.name + "."
	case 13:
		return "https://" + word + "-sim.social/@somebody"
	case 14:
		return "somebody@" + word + "-sim.social"
	case 15:
		return "xn--" + word + "-.com"
	case 16:
		return strings.Repeat(word+"-sim.", 20) + "social"
	case 17:
		return ""
	case 18:
		return fmt.Sprintf("%d.%d.168.192.in-addr.arpa", n%256, n%250)
	case 19:
		return word
	case 20:
		return word + "-sim.social/" + word
	case 21:
		return " " + word + "-sim.social "
	case 22:
		return "social"
	default: // a host that is no more
		return fmt.Sprintf("gone-%s-%d-sim.%s", word, n, pick(c, nameSuffixes))
	}
}
