package topic

import "testing"

func TestTheTaxonomyIsSound(t *testing.T) {
	_ = Default()
}
