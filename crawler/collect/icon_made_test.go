package collect

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"
)

func gradient(width, height int) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			img.SetNRGBA(x, y, color.NRGBA{R: uint8(x * 7), G: uint8(y * 5), B: uint8(x ^ y), A: 255})
		}
	}
	return img
}

func encodePNG(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func encodeJPEG(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func animation(t *testing.T, frames int) []byte {
	t.Helper()
	var g gif.GIF
	for i := range frames {
		frame := image.NewPaletted(image.Rect(0, 0, 64, 64), color.Palette{color.Black, color.White})
		for at := range frame.Pix {
			frame.Pix[at] = uint8(at*at/(i+3)) & 1
		}
		g.Image, g.Delay = append(g.Image, frame), append(g.Delay, 1)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipped(t *testing.T, text []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withChunk puts a chunk behind a PNG's header, which is 33 bytes long.
func withChunk(original []byte, kind, text string) []byte {
	body := append([]byte(kind), text...)
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(text)))
	chunk = binary.BigEndian.AppendUint32(append(chunk, body...), crc32.ChecksumIEEE(body))
	return bytes.Join([][]byte{original[:33], chunk, original[33:]}, nil)
}

// resized makes a PNG's header state another size.
func resized(original []byte, width, height uint32) []byte {
	b := bytes.Clone(original)
	binary.BigEndian.PutUint32(b[16:], width)
	binary.BigEndian.PutUint32(b[20:], height)
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	return b
}

func flipped(original []byte) []byte {
	b := bytes.Clone(original)
	b[len(b)/2] ^= 0xff
	return b
}

// withSegment puts a marker segment behind a JPEG's start.
func withSegment(original []byte, marker byte, text string) []byte {
	segment := binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(text)+2))
	return bytes.Join([][]byte{original[:2], segment, []byte(text), original[2:]}, nil)
}

// jpegSized makes a JPEG's frame header state another size.
func jpegSized(original []byte, width, height uint16) []byte {
	b := bytes.Clone(original)
	at := bytes.Index(b, []byte{0xff, 0xc0})
	binary.BigEndian.PutUint16(b[at+5:], height)
	binary.BigEndian.PutUint16(b[at+7:], width)
	return b
}

// scans repeats the head of a JPEG's scan.
func scans(original []byte, n int) []byte {
	at := bytes.Index(original, []byte{0xff, 0xda})
	head := original[at : at+2+int(binary.BigEndian.Uint16(original[at+2:]))]
	return bytes.Join([][]byte{original[:at], bytes.Repeat(head, n), original[at:]}, nil)
}

// screen makes a GIF's screen another size.
func screen(original []byte, width, height uint16) []byte {
	b := bytes.Clone(original)
	binary.LittleEndian.PutUint16(b[6:], width)
	binary.LittleEndian.PutUint16(b[8:], height)
	return b
}

// webpSized makes a lossless WebP state another size: 14 bits each, less one.
func webpSized(original []byte, width, height uint32) []byte {
	b := bytes.Clone(original)
	bits := binary.LittleEndian.Uint32(b[21:])
	binary.LittleEndian.PutUint32(b[21:], bits&^(1<<28-1)|(width-1)|(height-1)<<14)
	return b
}
