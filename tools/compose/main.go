// Command compose checks compose files as the reference implementation of the
// Compose specification reads them: its schema, merged files, references.
package main

import (
	"context"
	"fmt"
	"os"
	"slices"

	"github.com/compose-spec/compose-go/v2/cli"
)

func main() {
	if err := check(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "compose:", err)
		os.Exit(1)
	}
}

func check(files []string) error {
	options, err := cli.NewProjectOptions(files, cli.WithName("landfall"), cli.WithEnv([]string{
		"LANDFALL_PUBLIC_URL=https://landfall.example", "POSTGRES_PASSWORD=a", "CLICKHOUSE_PASSWORD=b",
		"CLICKHOUSE_READER_PASSWORD=c", "GRAFANA_PASSWORD=d",
	}))
	if err != nil {
		return err
	}
	project, err := options.LoadProject(context.Background())
	if err != nil {
		return err
	}
	names := project.ServiceNames()
	slices.Sort(names)
	fmt.Println("compose:", files, "services", names)
	return nil
}
