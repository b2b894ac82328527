package vocab

import "time"

// Collection is a list of things, or one page of it.
type Collection struct {
	ID          ID
	Type        string // Collection, OrderedCollection, CollectionPage or OrderedCollectionPage
	Total       int    // how many there are in all, -1 for unknown
	First, Last Ref    // pages, of a collection
	PartOf      ID     // the collection, of a page
	Next, Prev  ID     // pages, of a page
	Items       []Ref  // at most MaxItems, in the order given
	Owner       ID     // attributedTo
}

var collectionTypes = []string{"Collection", "OrderedCollection", "CollectionPage", "OrderedCollectionPage"}

// Collection reads the document as a collection or a page of one. An error, with
// ErrInvalid in its chain, says that it is neither.
func (d *Document) Collection() (Collection, error) {
	c := Collection{
		ID:     d.ID(),
		Type:   d.among(collectionTypes),
		Total:  d.Count("totalItems"),
		First:  d.Ref("first"),
		Last:   d.Ref("last"),
		PartOf: d.Ref("partOf").IRI,
		Next:   d.Ref("next").IRI,
		Prev:   d.Ref("prev").IRI,
		Items:  d.Refs("orderedItems", MaxItems),
		Owner:  d.Ref("attributedTo").IRI,
	}
	if c.Items == nil {
		c.Items = d.Refs("items", MaxItems)
	}
	if c.Type == "" {
		return Collection{}, refuse("no_collection_type", d.Type())
	}
	return c, nil
}

// Tombstone is what is left of something deleted.
type Tombstone struct {
	ID         ID
	FormerType string
	Deleted    time.Time
}

// Tombstone reads the document as a tombstone. An error, with ErrInvalid in its chain,
// says that it is none or has no identifier.
func (d *Document) Tombstone() (Tombstone, error) {
	t := Tombstone{ID: d.ID(), FormerType: cutRunes(d.String("formerType"), MaxName), Deleted: d.Time("deleted")}
	switch {
	case !d.Is("Tombstone"):
		return Tombstone{}, refuse("no_tombstone", d.Type())
	case t.ID == "":
		return Tombstone{}, &Error{Reason: "no_id"}
	}
	return t, nil
}
