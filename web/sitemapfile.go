package web

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzip"

	"landfall"
	"landfall/directory"
	"landfall/internal/httpkit"
)

// Where sitemaps are.
const (
	sitemapIndexPath = "/sitemap.xml"
	sitemapFolder    = "/sitemaps/"
)

// sitemapsKept is how many compressed bytes of sitemaps are kept.
const sitemapsKept = 8 << 20

// sitemapFile is one file, compressed.
type sitemapFile []byte

// sitemapIndex lists the files.
func (s *Site) sitemapIndex(c *gin.Context) error {
	return s.sendSitemap(c, "index", func(w io.Writer, snapshot *directory.Snapshot) error {
		return s.sitemapForm().writeIndex(w, s.sitemapSources(), snapshot)
	})
}

// sitemapPart sends a file: "servers-1.xml" is the first of the servers.
func (s *Site) sitemapPart(c *gin.Context) error {
	name := c.Param("part")
	for _, source := range s.sitemapSources() {
		number, ok := strings.CutPrefix(strings.TrimSuffix(name, ".xml"), source.Name+"-")
		n, err := strconv.Atoi(number)
		if !ok || err != nil || name != sitemapName(source, n) {
			continue
		}
		return s.sendSitemap(c, name, func(w io.Writer, snapshot *directory.Snapshot) error {
			return s.sitemapForm().writePart(w, source.Pages(snapshot), n)
		})
	}
	return fmt.Errorf("sitemap %q: %w", clip(name, 80), landfall.ErrNotFound)
}

func (s *Site) sitemapForm() sitemapForm {
	return sitemapForm{site: s.cfg.PublicURL, prefixes: s.prefixes()}
}

// sendSitemap sends a file, which is written straight into its compressed form and kept
// as that until the next snapshot.
func (s *Site) sendSitemap(c *gin.Context, name string, write func(io.Writer, *directory.Snapshot) error) error {
	if !s.found() {
		return fmt.Errorf("sitemap without a public address of real servers: %w", landfall.ErrNotFound)
	}
	snapshot := s.snapshot()
	file, err := s.sitemaps.of(snapshot.Epoch(), name, func() (sitemapFile, error) {
		var packed bytes.Buffer
		zip := gzip.NewWriter(&packed)
		if err := write(zip, snapshot); err != nil {
			return nil, fmt.Errorf("sitemap %s: %w", name, err)
		}
		if err := zip.Close(); err != nil {
			return nil, fmt.Errorf("sitemap %s: %w", name, err)
		}
		return packed.Bytes(), nil
	})
	if err != nil {
		return err
	}
	c.Header("Cache-Control", machinesFresh)
	c.Header("Content-Type", "application/xml; charset=utf-8")
	if httpkit.NotModified(c, "W/"+httpkit.ETag(snapshot.Epoch(), name)) {
		return nil
	}
	return file.send(c)
}

// send sends the file compressed to who takes that, otherwise as it is.
func (f sitemapFile) send(c *gin.Context) error {
	c.Status(http.StatusOK)
	if httpkit.AcceptsGzip(c.Request) {
		c.Header("Content-Encoding", "gzip")
		_, err := c.Writer.Write(f)
		return err
	}
	plain, err := gzip.NewReader(bytes.NewReader(f))
	if err != nil {
		return err
	}
	_, err = io.Copy(c.Writer, plain)
	return err
}

func sitemapName(source sitemapSource, n int) string {
	return source.Name + "-" + strconv.Itoa(n) + ".xml"
}

// writeIndex writes the list of files, each as old as the newest page in it.
func (f sitemapForm) writeIndex(w io.Writer, sources []sitemapSource, snapshot *directory.Snapshot) error {
	text := []byte(sitemapIndexHead)
	for _, source := range sources {
		n := 0
		for pages := range slices.Chunk(slices.Collect(source.Pages(snapshot)), f.pages()) {
			n++
			text = append(text, "<sitemap><loc>"...)
			text = appendXML(text, f.site+sitemapFolder+sitemapName(source, n))
			text = appendModified(append(text, "</loc>"...), newestOf(pages))
			text = append(text, "</sitemap>\n"...)
		}
	}
	_, err := w.Write(append(text, sitemapIndexTail...))
	return err
}

func newestOf(pages []sitemapPage) time.Time {
	return slices.MaxFunc(pages, func(a, b sitemapPage) int { return a.Modified.Compare(b.Modified) }).Modified
}

// writePart writes the n-th file of a list of pages, counted from 1; it is
// [landfall.ErrNotFound] if the list ends before.
func (f sitemapForm) writePart(w io.Writer, pages iter.Seq[sitemapPage], n int) error {
	from, most, at := (n-1)*f.pages(), f.pages(), 0
	if n < 1 || from < 0 {
		return landfall.ErrNotFound
	}
	text := []byte(sitemapHead)
	for page := range pages {
		if at++; at <= from {
			continue
		}
		text = f.append(text, page)
		if len(text) > 32<<10 {
			if _, err := w.Write(text); err != nil {
				return err
			}
			text = text[:0]
		}
		if at == from+most {
			break
		}
	}
	if at <= from {
		return landfall.ErrNotFound
	}
	_, err := w.Write(append(text, sitemapTail...))
	return err
}
