package reading

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"io"
	"math"
	"strconv"
	"time"

	"landfall"
	"landfall/directory/topic"
)

// digest stands for all that a reading depends on but the times of evidence.
type digest [sha256.Size]byte

func digestOf(in *Input) (d digest) {
	w := writer{sha256.New()}
	f := in.Facts
	for _, part := range []struct {
		field landfall.Field
		text  string
	}{
		{landfall.FieldName, f.Name}, {landfall.FieldDescription, f.Description}, {landfall.FieldExtended, f.Extended},
	} {
		w.text(strconv.FormatBool(f.Stated(part.field)))
		w.text(part.text)
	}
	w.number(uint64(len(f.Rules)))
	for _, rule := range f.Rules {
		w.text(rule.Text)
		w.text(rule.Hint)
	}
	w.number(uint64(len(f.Languages)))
	for _, language := range f.Languages {
		w.text(language)
	}
	for _, list := range [][]string{f.Categories, f.Communities} {
		w.number(uint64(len(list)))
		for _, name := range list {
			w.text(name)
		}
	}
	w.text(f.Signup.Message)
	w.number(uint64(len(f.Announcements)))
	for _, said := range f.Announcements {
		w.text(said.Text)
		w.text(said.At.UTC().Format(time.RFC3339Nano))
	}
	w.number(uint64(len(f.ContactNotices)))
	for i := range f.ContactNotices {
		w.contactNotice(&f.ContactNotices[i])
	}
	w.text(strconv.FormatBool(f.ActiveMonth.Known && f.ActiveMonth.N >= topic.GeneralActive))
	w.text(strconv.FormatBool(f.Stated(landfall.FieldBlocks) && f.Blocks.Published))
	w.text(in.Address.String())
	w.number(uint64(len(in.Tags)))
	for _, tag := range in.Tags {
		w.text(tag.Name)
		w.number(math.Float64bits(tag.Weight))
	}
	w.number(uint64(len(in.Declared)))
	for _, said := range in.Declared {
		w.text(string(said.Source))
		w.text(string(said.Topic))
		w.text(strconv.FormatBool(said.Removed))
		w.text(said.Note)
		w.text(said.At.UTC().Format(time.RFC3339Nano))
	}
	w.hash.Sum(d[:0])
	return d
}

// writer writes parts so that no two lists of parts give the same bytes.
type writer struct{ hash hash.Hash }

func (w writer) number(n uint64) {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], n)
	_, _ = w.hash.Write(b[:]) // a hash never fails
}

func (w writer) text(s string) {
	w.number(uint64(len(s)))
	_, _ = io.WriteString(w.hash, s)
}

func (w writer) contactNotice(p *landfall.ContactNotice) {
	for _, text := range []string{p.Quote, p.URL, p.Stage, p.Rule} {
		w.text(text)
	}
	w.number(math.Float64bits(p.Confidence))
	for _, at := range []time.Time{p.Posted, p.ClosesFrom, p.ClosesTo} {
		w.text(at.UTC().Format(time.RFC3339Nano))
	}
}
