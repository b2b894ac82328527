package sim

// circle is what instances have in common that know each other: a language and, of those about
// something in particular, what they are about.
type circle struct {
	tongue *tongue
	topic  int // index of topicSlugs, 0 for all of the language
}

// encircle notes who is in which circle, if that matters to the mix.
func (n *Network) encircle() {
	if n.cfg.Mix.Near == 0 {
		return
	}
	n.circles = make(map[circle][]int32)
	for i, in := range n.instances {
		for _, of := range in.circles() {
			n.circles[of] = append(n.circles[of], int32(i))
		}
	}
}

// circles are those that an instance is in, the nearest first.
func (in *instance) circles() []circle {
	whole := circle{tongue: in.traits.tongue}
	if in.traits.topic == 0 {
		return []circle{whole}
	}
	return []circle{{in.traits.tongue, in.traits.topic}, whole}
}

// acquainted draws a name that an instance has heard of, as a place in Network.names: of the
// nearest of its circles with the mix's chance, else of the next, and in the end any, by
// preference for the first instances, the hubs.
func (n *Network) acquainted(c *chance, in *instance) int {
	for _, of := range in.circles() {
		if known := n.circles[of]; len(known) > 0 && c.hit(n.cfg.Mix.Near) {
			return int(pick(c, known))
		}
	}
	u := c.float()
	return int(u * u * float64(len(n.names)))
}
