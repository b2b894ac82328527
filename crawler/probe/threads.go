package probe

// threads is Threads, which is one server of one company.
//
// Documents: none that are public: it has neither nodeinfo nor a peers list, and its
// robots.txt forbids most of what there is. It is a host like any other, found by
// the names others list, and states nothing. Should it ever have a nodeinfo
// document, that is read and no more.
var threads = family{names: []string{"threads"}}
