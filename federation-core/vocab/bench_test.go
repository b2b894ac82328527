package vocab_test

import (
	"os"
	"path/filepath"
	"testing"

	"landfall/federation-core/vocab"
)

// BenchmarkCreate reads a Create as Mastodon sends it, and the note in it.
func BenchmarkCreate(b *testing.B) {
	body, err := os.ReadFile(filepath.Join("testdata", "peers", "mastodon-note.json"))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		d, err := vocab.Parse(body)
		if err != nil {
			b.Fatal(err)
		}
		a, err := d.Activity()
		if err != nil {
			b.Fatal(err)
		}
		if _, err := a.Object.Embedded.Note(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkParse is Parse and Activity alone.
func BenchmarkParse(b *testing.B) {
	body, err := os.ReadFile(filepath.Join("testdata", "peers", "mastodon-note.json"))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		d, err := vocab.Parse(body)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := d.Activity(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkWrite makes a Create of our own.
func BenchmarkWrite(b *testing.B) {
	create := vocab.Create(post+"/activity", ourNote())
	b.ReportAllocs()
	for b.Loop() {
		if _, err := vocab.Write(create); err != nil {
			b.Fatal(err)
		}
	}
}
