package directory

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// Record is what the listed servers of one kind, such as those of one software, have been
// measured to be like, each counting as much as any other.
type Record struct {
	// Name is the nodeinfo name of the software, or that of the network.
	Name string
	// ASN is the number of the network, 0 of a software.
	ASN uint32
	// Servers is how many there are, Measured how many of them have at least
	// [SamplesForRecord] samples of their speed, which Click is made of.
	Servers, Measured int
	// Click is what each click usually costs on the middle one of them, and on those a
	// quarter of the way from either end; zero without any.
	Click struct{ Low, Median, High time.Duration }
	// Compared is how many state a version that can be compared, Current how many of those
	// run the newest release that is widely run, or a later one.
	Compared, Current int
}

// SamplesForRecord is how many samples make the speed of a server count in a [Record].
const SamplesForRecord = 20

// BySoftware returns a record for each software, that of the most servers first.
func (s *Snapshot) BySoftware() []Record {
	return s.records(func(server *Server) (key string, r Record, ok bool) {
		name := server.Facts.Software.Name
		return name, Record{Name: name}, name != ""
	})
}

// ByNetwork returns a record for each network that servers are hosted in, that of the most
// servers first. Of a delivery network in front of the machines nothing is said: what is
// measured there is not where the server is.
func (s *Snapshot) ByNetwork() []Record {
	return s.records(func(server *Server) (key string, r Record, ok bool) {
		h := server.Reading.Hosting
		return strconv.FormatUint(uint64(h.ASN), 10), Record{Name: h.Network, ASN: h.ASN}, !h.Hidden && h.ASN != 0 && h.Network != ""
	})
}

// records adds up the listed servers by what kind says of each; a server that it is not ok
// for counts nowhere.
func (s *Snapshot) records(kind func(*Server) (key string, r Record, ok bool)) []Record {
	all, clicks := map[string]*Record{}, map[string][]time.Duration{}
	for _, server := range s.listed {
		key, empty, ok := kind(server)
		if !ok {
			continue
		}
		r := all[key]
		if r == nil {
			r = &empty
			all[key] = r
		}
		r.Servers++
		if click := server.Summary.Click; click.N >= SamplesForRecord {
			clicks[key] = append(clicks[key], click.P50)
		}
		switch server.Upkeep.Standing {
		case StandingCurrent:
			r.Current++
			r.Compared++
		case StandingBehind:
			r.Compared++
		case StandingUnknown:
		}
	}
	records := make([]Record, 0, len(all))
	for key, r := range all {
		if times := clicks[key]; len(times) > 0 {
			slices.Sort(times)
			r.Measured = len(times)
			r.Click.Low, r.Click.Median, r.Click.High = times[(len(times)-1)/4], times[(len(times)-1)/2], times[(3*len(times)-1)/4]
		}
		records = append(records, *r)
	}
	slices.SortFunc(records, func(a, b Record) int {
		return cmp.Or(cmp.Compare(b.Servers, a.Servers), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ASN, b.ASN))
	})
	return records
}
