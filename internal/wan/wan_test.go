//go:build linux

package wan

import (
	"io"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"testing"
	"time"
)

// TestTheNetworkDelaysAndLoses runs itself again in a namespace of its own.
func TestTheNetworkDelaysAndLoses(t *testing.T) {
	if os.Getenv("WAN_TEST_INSIDE") == "" {
		if os.Getuid() != 0 {
			if os.Getenv("CI") != "" {
				t.Fatal("needs root")
			}
			t.Skip("needs root")
		}
		again := exec.CommandContext(t.Context(), "unshare", "--net", os.Args[0], "-test.run", "^"+t.Name()+"$", "-test.v")
		again.Env = append(os.Environ(), "WAN_TEST_INSIDE=1")
		if out, err := again.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	n, err := Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	listener, err := net.Listen("tcp", Here.String()+":443")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() { _, _ = io.Copy(conn, conn) }()
		}
	}()
	dial := func(addr string) (time.Duration, error) {
		began := time.Now()
		conn, err := net.DialTimeout("tcp", addr, 500*time.Millisecond)
		if err == nil {
			conn.Close()
		}
		return time.Since(began), err
	}
	n.Delay(20 * time.Millisecond)
	if took, err := dial("45.13.0.1:443"); err != nil || took < 40*time.Millisecond || took > 80*time.Millisecond {
		t.Errorf("a connection took %v, %v; want twice 20 ms", took, err)
	}
	n.Lose(netip.MustParsePrefix("45.13.0.0/16"))
	if _, err := dial("45.13.0.1:443"); err == nil {
		t.Error("connected to an address that is cut off")
	}
	if _, err := dial("52.1.2.3:443"); err != nil {
		t.Errorf("connect to another: %v", err)
	}
	n.Lose()
	n.Thin(1)
	if _, err := dial("52.1.2.3:443"); err == nil {
		t.Error("connected although every packet is lost")
	}
	n.Thin(0)
	if _, err := dial("52.1.2.3:443"); err != nil {
		t.Errorf("connect when no packet is lost any more: %v", err)
	}
}
