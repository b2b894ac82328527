package network

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/netip"
	"strings"

	"github.com/oschwald/maxminddb-golang/v2"
	"golang.org/x/text/language"

	"landfall"
)

// File is the name of the bundled registry in the folder dist.
const File = "networks.mmdb"

//go:embed all:dist
var dist embed.FS

// Record is what is known of an address. What is not is empty or zero.
type Record struct {
	Country string // ISO 3166, in small letters
	ASN     uint32 // the number of the network (RFC 6793)
	Name    string // of who runs the network
}

// Registry is a file in MaxMind DB format. It is safe for concurrent use.
type Registry struct{ readers []*maxminddb.Reader }

// Bundled returns the registry that is part of the program. It is [landfall.ErrNotFound]
// if the program was built without.
func Bundled() (*Registry, error) {
	file, err := dist.ReadFile("dist/" + File)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("registry of networks: not built in: %w", landfall.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("registry of networks: %w", err)
	}
	reader, err := maxminddb.OpenBytes(file)
	if err != nil {
		return nil, invalid(err)
	}
	return &Registry{[]*maxminddb.Reader{reader}}, nil
}

// Open opens files that have the country of an address as "country_code" or as "country"
// with "iso_code", or its network as "autonomous_system_number" and
// "autonomous_system_organization". What an earlier one does not know, a later one is asked
// for. What is no such file is [landfall.ErrInvalid]. The caller closes the registry.
func Open(paths ...string) (*Registry, error) {
	r := &Registry{}
	for _, path := range paths {
		reader, err := maxminddb.Open(path)
		if err != nil {
			r.Close()
			return nil, invalid(err)
		}
		r.readers = append(r.readers, reader)
	}
	return r, nil
}

func invalid(err error) error {
	if _, ok := errors.AsType[maxminddb.InvalidDatabaseError](err); ok {
		return fmt.Errorf("registry of networks: %w: %w", landfall.ErrInvalid, err)
	}
	return fmt.Errorf("registry of networks: %w", err)
}

// Close closes the files.
func (r *Registry) Close() error {
	var err error
	for _, reader := range r.readers {
		err = errors.Join(err, reader.Close())
	}
	return err
}

// Lookup returns what is known of an address.
func (r *Registry) Lookup(addr netip.Addr) Record {
	var known Record
	for _, reader := range r.readers {
		found := lookup(reader, addr)
		if known.Country == "" {
			known.Country = found.Country
		}
		if known.ASN == 0 {
			known.ASN, known.Name = found.ASN, found.Name
		}
	}
	return known
}

func lookup(reader *maxminddb.Reader, addr netip.Addr) Record {
	var record struct {
		Code    string `maxminddb:"country_code"`
		Country struct {
			Code string `maxminddb:"iso_code"`
		} `maxminddb:"country"`
		ASN  uint32 `maxminddb:"autonomous_system_number"`
		Name string `maxminddb:"autonomous_system_organization"`
	}
	if err := reader.Lookup(addr).Decode(&record); err != nil {
		return Record{}
	}
	known := Record{ASN: record.ASN, Name: record.Name}
	if known.Country = record.Code; known.Country == "" {
		known.Country = record.Country.Code
	}
	region, err := language.ParseRegion(known.Country)
	if err != nil || !region.IsCountry() {
		known.Country = ""
		return known
	}
	known.Country = strings.ToLower(region.String())
	return known
}
