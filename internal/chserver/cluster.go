package chserver

import (
	"encoding/xml"
	"net"
	"os"
	"path/filepath"
	"testing"
)

// clusterFile is the part of ClickHouse's configuration that names a cluster.
type clusterFile struct {
	XMLName xml.Name `xml:"clickhouse"`
	Servers struct {
		Cluster struct {
			XMLName xml.Name
			Shards  []shard `xml:"shard"`
		}
	} `xml:"remote_servers"`
}

type shard struct {
	Internal bool `xml:"internal_replication"`
	Replica  struct {
		Host string `xml:"host"`
		Port string `xml:"port"`
	} `xml:"replica"`
}

// StartCluster runs n servers that are the shards of a cluster of that name.
func StartCluster(t testing.TB, name string, n int) []*Server {
	t.Helper()
	library(t) // skips before anything is done
	addrs := make([]string, n)
	var file clusterFile
	file.Servers.Cluster.XMLName.Local = name
	for i := range addrs {
		addrs[i] = freeAddr(t)
		s := shard{Internal: true}
		s.Replica.Host, s.Replica.Port, _ = net.SplitHostPort(addrs[i])
		file.Servers.Cluster.Shards = append(file.Servers.Cluster.Shards, s)
	}
	body, err := xml.Marshal(file)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "cluster.xml")
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	servers := make([]*Server, n)
	for i, addr := range addrs {
		servers[i] = Start(t, Config{Addr: addr, Args: []string{"--config-file=" + path}})
	}
	return servers
}

// freeAddr gives an address of loopback that nothing listens on.
func freeAddr(t testing.TB) string {
	t.Helper()
	var listen net.ListenConfig
	ln, err := listen.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	return ln.Addr().String()
}
