package vocab

type activityWire struct {
	ID        ID     `json:"id,omitempty"`
	Type      string `json:"type"`
	Actor     ID     `json:"actor"`
	Published string `json:"published,omitempty"`
	To        []ID   `json:"to,omitempty"`
	CC        []ID   `json:"cc,omitempty"`
	Content   string `json:"content,omitempty"`
	Object    any    `json:"object"`
	Target    any    `json:"target,omitempty"`
}

func (a Activity) self() ID { return a.ID }

// context is that of what is embedded, if it needs more than the plain one.
func (a Activity) context() any {
	if a.Object.own != nil {
		return a.Object.own.context()
	}
	return ContextActivityStreams
}

// wire does without an identifier: a stranger's Follow that has none is embedded so.
func (a Activity) wire() (any, error) {
	if a.Type == "" || a.Actor == "" {
		return nil, lacking("type or actor", "activity")
	}
	w := activityWire{
		ID: a.ID, Type: a.Type, Actor: a.Actor, Published: formatTime(a.Published), To: a.To, CC: a.CC, Content: a.Content,
	}
	var err error
	if w.Target, err = a.Target.written(); err != nil {
		return nil, err
	}
	if w.Object, err = a.writtenObject(); err != nil {
		return nil, err
	}
	if w.Object == nil {
		return nil, lacking("object", "activity")
	}
	return w, nil
}

// writtenObject is one object, or all of them if there are several.
func (a Activity) writtenObject() (any, error) {
	if len(a.Objects) < 2 {
		return a.Object.written()
	}
	objects := make([]any, 0, len(a.Objects))
	for _, r := range a.Objects {
		object, err := r.written()
		if err != nil {
			return nil, err
		}
		objects = append(objects, object)
	}
	return objects, nil
}

type collectionWire struct {
	ID           ID     `json:"id"`
	Type         string `json:"type"`
	AttributedTo ID     `json:"attributedTo,omitempty"`
	TotalItems   *int   `json:"totalItems,omitempty"`
	First        any    `json:"first,omitempty"`
	Last         any    `json:"last,omitempty"`
	PartOf       ID     `json:"partOf,omitempty"`
	Next         ID     `json:"next,omitempty"`
	Prev         ID     `json:"prev,omitempty"`
	Items        *[]any `json:"items,omitempty"`
	OrderedItems *[]any `json:"orderedItems,omitempty"`
}

func (c Collection) self() ID { return c.ID }

// context is that of notes where something is embedded, since only posts are.
func (c Collection) context() any {
	for _, r := range c.Items {
		if r.own != nil {
			return contextNote
		}
	}
	return ContextActivityStreams
}

// wire writes a page's items even if there are none: readers tell by them that it is the
// end. A collection that has members and names neither them nor a page of them keeps them
// to itself: then there is no list at all, and not an empty one that its number belies.
func (c Collection) wire() (any, error) {
	if c.ID == "" || c.Type == "" {
		return nil, lacking("id or type", "collection")
	}
	w := collectionWire{
		ID: c.ID, Type: c.Type, AttributedTo: c.Owner, TotalItems: counted(c.Total),
		PartOf: c.PartOf, Next: c.Next, Prev: c.Prev,
	}
	var err error
	if w.First, err = c.First.written(); err != nil {
		return nil, err
	}
	if w.Last, err = c.Last.written(); err != nil {
		return nil, err
	}
	items := make([]any, 0, len(c.Items))
	for _, r := range c.Items {
		item, err := r.written()
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	page := c.Type == "CollectionPage" || c.Type == "OrderedCollectionPage"
	if len(items) == 0 && !page && (!c.First.IsZero() || c.Total > 0) {
		return w, nil
	}
	if c.Type == "OrderedCollection" || c.Type == "OrderedCollectionPage" {
		w.OrderedItems = &items
	} else {
		w.Items = &items
	}
	return w, nil
}

type tombstoneWire struct {
	ID         ID     `json:"id"`
	Type       string `json:"type"`
	FormerType string `json:"formerType,omitempty"`
	Deleted    string `json:"deleted,omitempty"`
}

func (t Tombstone) self() ID   { return t.ID }
func (Tombstone) context() any { return ContextActivityStreams }

func (t Tombstone) wire() (any, error) {
	if t.ID == "" {
		return nil, lacking("id", "tombstone")
	}
	return tombstoneWire{t.ID, "Tombstone", t.FormerType, formatTime(t.Deleted)}, nil
}
