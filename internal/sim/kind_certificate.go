package sim

import "crypto/tls"

func expired(n *Network, in *instance) (*tls.Certificate, error) {
	return n.leaf(n.authority, in.name, true)
}

func wrongHost(n *Network, in *instance) (*tls.Certificate, error) {
	return n.leaf(n.authority, "not."+in.name, false)
}

func untrusted(n *Network, in *instance) (*tls.Certificate, error) {
	return n.leaf(n.stranger, in.name, false)
}

// longChain puts a hundred kilobytes of useless certificates behind a good one.
func longChain(n *Network, in *instance) (*tls.Certificate, error) {
	leaf, err := n.leaf(n.authority, in.name, false)
	if err != nil {
		return nil, err
	}
	for size := 0; size < 100<<10; size += len(n.stranger.cert.Raw) {
		leaf.Certificate = append(leaf.Certificate, n.stranger.cert.Raw)
	}
	return leaf, nil
}
