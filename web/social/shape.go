package social

import (
	"image"

	"golang.org/x/image/vector"

	"landfall/directory"
)

// shape is a polygon in a square of 16, as in the icons of pages.
type shape [][2]float32

// shapes stand beside the words of the speeds, so that no band rests on colour.
var shapes = map[directory.Speed]shape{
	directory.SpeedFast:     {{8, 1}, {10, 6}, {15, 6}, {11, 9}, {13, 15}, {8, 11}, {3, 15}, {5, 9}, {1, 6}, {6, 6}},
	directory.SpeedGood:     {{2, 9}, {6, 13}, {14, 4}, {12, 2}, {6, 9}, {4, 7}},
	directory.SpeedModerate: {{1, 6}, {15, 6}, {15, 10}, {1, 10}},
	directory.SpeedSlow:     {{8, 2}, {15, 14}, {1, 14}},
	directory.SpeedUnknown:  {{8, 1}, {15, 8}, {8, 15}, {1, 8}},
}

// sail and jib are the site's sign, in the same square.
var (
	sail = shape{{8, 1}, {8, 10}, {2.5, 10}}
	jib  = shape{{9.2, 3.5}, {13.5, 10}, {9.2, 10}}
	sea  = shape{{1.5, 12}, {14.5, 12}, {14.5, 13.4}, {1.5, 13.4}}
)

// draw fills the shape, with its square of the given side at (x, y).
func (s shape) draw(on *image.RGBA, x, y, side float32, fill ink) {
	scale := side / 16
	box := image.Rect(int(x), int(y), int(x), int(y))
	for _, p := range s {
		box.Max.X, box.Max.Y = max(box.Max.X, int(x+p[0]*scale)+1), max(box.Max.Y, int(y+p[1]*scale)+1)
	}
	box = box.Intersect(on.Bounds())
	r := vector.NewRasterizer(box.Dx(), box.Dy())
	for i, p := range s {
		px, py := x+p[0]*scale-float32(box.Min.X), y+p[1]*scale-float32(box.Min.Y)
		if i == 0 {
			r.MoveTo(px, py)
		} else {
			r.LineTo(px, py)
		}
	}
	r.ClosePath()
	r.Draw(on, box, image.NewUniform(fill), image.Point{})
}

// rectangle fills from (x, y), so wide and so high.
func rectangle(on *image.RGBA, x, y, wide, high float32, fill ink) {
	shape{{0, 0}, {16, 0}, {16, 16 * high / wide}, {0, 16 * high / wide}}.draw(on, x, y, wide, fill)
}
