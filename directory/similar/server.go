package similar

import (
	"strings"

	"landfall"
)

// Server is what likeness is judged by. What is not known is empty.
type Server struct {
	Host landfall.Host
	// Operator stands for who runs it. Without one its registrable domain does.
	Operator  string
	Topics    []Topic
	Languages []string // BCP 47
	Places    []string // whom it is for: "de", "de.berlin"
	Software  string   // the family, such that forks are of one
	Size      Size
	Kinds     []string // what people do there
}

// Topic is a topic of a server, and how sure it is from 0 to 1.
type Topic struct {
	ID         string
	Confidence float64
}

// Size is a band of people active, from 1 for the smallest; 0: not known.
type Size uint8

func (s *Server) operator() string {
	if s.Operator != "" {
		return s.Operator
	}
	return s.Host.Registrable()
}

// parent returns the topic or place that one is part of, "" if it is none's.
func parent(id string) string {
	whole, _, part := strings.Cut(id, ".")
	if !part {
		return ""
	}
	return whole
}
