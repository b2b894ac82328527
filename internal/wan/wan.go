//go:build linux

// Package wan is a wide area network inside a network namespace of one's own, for
// tests that need one: packets to every address take a while, come back to this
// machine as if from there, and can be lost. So real programs, with their real
// dialers, rules of addresses and name servers, can be measured and cut off.
//
// It is made of a TUN device and of swapping the two addresses of each packet,
// which changes none of its checksums: what is sent to port 443 of any address
// arrives at port 443 of [Here].
package wan

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"net/netip"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"
)

// Here is this machine's address on the network.
var Here = netip.MustParseAddr("100.64.0.1")

// Network is an open network. It is safe for concurrent use.
type Network struct {
	device *os.File
	oneWay atomic.Int64
	lost   atomic.Pointer[[]netip.Prefix]
	share  atomic.Uint64 // of all packets that is lost as well, as the bits of a float64
	queue  chan packet
	ended  sync.WaitGroup
}

type packet struct {
	due   time.Time
	bytes []byte
}

const (
	name    = "wan0"
	largest = 1500
	queued  = 4096 // packets under way; more are lost, as on any line
)

// Open makes the network. It needs root, and refuses in a namespace that has another
// network already, as it takes all routes.
func Open(ctx context.Context) (*Network, error) {
	if routes, err := os.ReadFile("/proc/net/route"); err != nil || strings.Count(string(routes), "\n") > 1 {
		return nil, errors.New("wan: not in a network namespace of its own (run under unshare --net)")
	}
	fd, err := unix.Open("/dev/net/tun", unix.O_RDWR|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, fmt.Errorf("wan: open TUN: %w", err)
	}
	request, err := unix.NewIfreq(name)
	if err != nil {
		return nil, fmt.Errorf("wan: %w", err)
	}
	request.SetUint16(unix.IFF_TUN | unix.IFF_NO_PI)
	if err := unix.IoctlIfreq(fd, unix.TUNSETIFF, request); err != nil {
		unix.Close(fd)
		return nil, fmt.Errorf("wan: make TUN: %w", err)
	}
	n := &Network{device: os.NewFile(uintptr(fd), name), queue: make(chan packet, queued)}
	n.lost.Store(&[]netip.Prefix{})
	for _, line := range []string{
		"link set lo up",
		"addr add " + Here.String() + "/32 dev " + name,
		"link set " + name + " up",
		"route add default dev " + name + " src " + Here.String(),
	} {
		if out, err := exec.CommandContext(ctx, "ip", strings.Fields(line)...).CombinedOutput(); err != nil {
			n.device.Close()
			return nil, fmt.Errorf("wan: ip %s: %w: %s", line, err, out)
		}
	}
	n.ended.Go(n.receive)
	n.ended.Go(n.deliver)
	return n, nil
}

// Delay makes every packet take d one way. The time of those under way stays.
func (n *Network) Delay(d time.Duration) { n.oneWay.Store(int64(d)) }

// Lose loses every packet to or from the prefixes, in place of those before; none
// loses nothing.
func (n *Network) Lose(prefixes ...netip.Prefix) { n.lost.Store(&prefixes) }

// Thin loses a share of all packets, by chance.
func (n *Network) Thin(share float64) { n.share.Store(math.Float64bits(share)) }

// Close ends the network.
func (n *Network) Close() error {
	err := n.device.Close()
	n.ended.Wait()
	return err
}

func (n *Network) receive() {
	defer close(n.queue)
	buffer := make([]byte, largest)
	for {
		size, err := n.device.Read(buffer)
		if err != nil {
			return
		}
		p := buffer[:size]
		if size < 20 || p[0]>>4 != 4 || n.loses(p) {
			continue
		}
		turned := make([]byte, size)
		copy(turned, p)
		copy(turned[12:16], p[16:20])
		copy(turned[16:20], p[12:16])
		select {
		case n.queue <- packet{time.Now().Add(time.Duration(n.oneWay.Load())), turned}:
		default:
		}
	}
}

// loses reports whether a packet to an address is lost; as every packet leaves here,
// those from there come by as well.
func (n *Network) loses(p []byte) bool {
	if share := math.Float64frombits(n.share.Load()); share > 0 && rand.Float64() < share {
		return true
	}
	to := netip.AddrFrom4([4]byte(p[16:20]))
	for _, prefix := range *n.lost.Load() {
		if prefix.Contains(to) {
			return true
		}
	}
	return false
}

func (n *Network) deliver() {
	for p := range n.queue {
		time.Sleep(time.Until(p.due))
		// A packet that the machine refuses is lost.
		_, _ = n.device.Write(p.bytes)
	}
}
