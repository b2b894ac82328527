package delivery

import "landfall/federation-core/social"

// NewMemory lets the tests outside the package use the memory.
var NewMemory = newMemory

// Add is add.
func (m *memory) Add(d social.Delivery) (int64, error) { return m.add(d), nil }

// Row is row.
func (m *memory) Row(number int64) (social.Delivery, error) { return m.row(number), nil }
