// Package similar finds servers that are like one, and topics that go together. Both come
// from counting, and both say why: a likeness is a sum of parts, and a relation of topics
// how often they occur together and how often chance would have it.
//
// An [Index] is built once over all servers, never changes after that, and gives the same
// answer to the same question every time.
package similar
