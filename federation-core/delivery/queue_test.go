package delivery_test

import (
	"testing"

	"landfall/federation-core/delivery"
	"landfall/federation-core/delivery/queuetest"
)

func TestMemoryKeepsTheQueue(t *testing.T) {
	queuetest.KeepsTheQueue(t, func(*testing.T) queuetest.Subject {
		m := delivery.NewMemory()
		return queuetest.Subject{Queue: m, Peers: m, Put: m.Add, Row: m.Row}
	})
}
