package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strconv"

	"github.com/maxmind/mmdbwriter"
	"github.com/maxmind/mmdbwriter/inserter"
	"github.com/maxmind/mmdbwriter/mmdbtype"
	"github.com/oschwald/maxminddb-golang/v2"
)

// packNetworks packs the countries and the networks of addresses into one file in MaxMind DB
// format, with the fields of the usual ones.
func packNetworks(w io.Writer, modules string) error {
	tree, err := mmdbwriter.New(mmdbwriter.Options{DatabaseType: "Landfall-Networks", RecordSize: 24})
	if err != nil {
		return err
	}
	folder := filepath.Join(modules, "@ip-location-db")
	if err := addCountries(tree, filepath.Join(folder, "geo-whois-asn-country-mmdb", "geo-whois-asn-country.mmdb")); err != nil {
		return err
	}
	for _, name := range []string{"asn-ipv4.csv", "asn-ipv6.csv"} {
		if err := addNetworks(tree, filepath.Join(folder, "asn", name)); err != nil {
			return err
		}
	}
	_, err = tree.WriteTo(w)
	return err
}

func addCountries(tree *mmdbwriter.Tree, path string) error {
	reader, err := maxminddb.Open(path)
	if err != nil {
		return err
	}
	defer reader.Close()
	for result := range reader.Networks() {
		var record struct {
			Code string `maxminddb:"country_code"`
		}
		if err := result.Decode(&record); err != nil {
			return err
		}
		prefix := result.Prefix()
		network := &net.IPNet{IP: prefix.Addr().AsSlice(), Mask: net.CIDRMask(prefix.Bits(), prefix.Addr().BitLen())}
		if err := insert(tree.Insert(network, mmdbtype.Map{"country_code": mmdbtype.String(record.Code)})); err != nil {
			return fmt.Errorf("%s: %w", prefix, err)
		}
	}
	return nil
}

// addNetworks adds the rows "first address, last address, number, name" of a file.
func addNetworks(tree *mmdbwriter.Tree, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	rows := csv.NewReader(file)
	rows.FieldsPerRecord = 4
	rows.ReuseRecord = true
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		number, err := strconv.ParseUint(row[2], 10, 32)
		if err != nil {
			return err
		}
		network := mmdbtype.Map{
			"autonomous_system_number":       mmdbtype.Uint32(number),
			"autonomous_system_organization": mmdbtype.String(row[3]),
		}
		err = insert(tree.InsertRangeFunc(net.ParseIP(row[0]), net.ParseIP(row[1]), inserter.TopLevelMergeWith(network)))
		if err != nil {
			return fmt.Errorf("%s to %s: %w", row[0], row[1], err)
		}
	}
}

// insert passes over ranges that are nobody's: reserved ones, and those that stand for
// IPv4 ones.
func insert(err error) error {
	if reserved, ok := errors.AsType[*mmdbwriter.ReservedNetworkError](err); ok {
		_ = reserved
		return nil
	}
	if aliased, ok := errors.AsType[*mmdbwriter.AliasedNetworkError](err); ok {
		_ = aliased
		return nil
	}
	return err
}
