package starting

import "fmt"

// costEntries is costs.yaml as it is written; its comments say how.
type costEntries struct {
	Version     int               `yaml:"version"`
	Sources     map[string]string `yaml:"sources"`
	Assumptions []struct {
		Key    string               `yaml:"key"`
		Label  string               `yaml:"label"`
		Unit   string               `yaml:"unit"`
		From   float64              `yaml:"from"`
		To     float64              `yaml:"to"`
		Most   float64              `yaml:"most"`
		Source string               `yaml:"source"`
		By     map[Media]sizedEntry `yaml:"by"`
	} `yaml:"assumptions"`
}

func (l *library) readCosts(data []byte) error {
	var f costEntries
	if err := decode(data, &f); err != nil {
		return err
	}
	from, err := newSources(f.Sources)
	if err != nil {
		return err
	}
	for _, e := range f.Assumptions {
		a := Assumption{Key: e.Key, Label: e.Label, Unit: e.Unit, Range: Range{e.From, e.To}, Most: e.Most, by: map[Media]Range{}}
		if a.Source, err = from.url(e.Source); err != nil {
			return fmt.Errorf("%s: %w", e.Key, err)
		}
		for media, r := range e.By {
			a.by[media] = Range{r.From, r.To}
		}
		if len(e.By) > 0 {
			a.Range = a.by[DefaultPlan().Media]
		}
		if len(e.By) > 0 && len(e.By) != len(Medias) || a.Key == "" || a.Label == "" || a.Unit == "" || a.From < 0 || a.From > a.To || a.To > a.Most {
			return fmt.Errorf("assumption %q is amiss", e.Key)
		}
		l.assumptions = append(l.assumptions, a)
	}
	return from.unused()
}
