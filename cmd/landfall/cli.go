package main

import (
	"io"
	"log/slog"
	"time"

	"landfall/crawler"
)

// cli is the whole command line. Every flag can also be set by the environment
// (LANDFALL_ and its name in capitals) and in the configuration file (its name
// with underscores); flags win over the environment, and that over the file.
type cli struct {
	Config    string `help:"Read settings from this YAML file." placeholder:"FILE" env:"LANDFALL_CONFIG"`
	LogLevel  string `help:"Log from this level on: debug, info, warn or error." enum:"debug,info,warn,error" default:"info" env:"LANDFALL_LOG_LEVEL"`
	LogFormat string `help:"Log as text or json." enum:"text,json" default:"text" env:"LANDFALL_LOG_FORMAT"`
	PublicURL string `help:"Where the world finds this site; instances see it in the User-Agent." placeholder:"URL" env:"LANDFALL_PUBLIC_URL"`
	Curator   string `help:"Read what a curator says of instances' topics from this file (a host and topics a line, -topic to remove one); read again when it changes." placeholder:"FILE" env:"LANDFALL_CURATOR"`
	LabDial   string `help:"Lab mode: send every outgoing connection to this loopback address." placeholder:"ADDR" env:"LANDFALL_LAB_DIAL" group:"Lab mode"`
	LabCA     string `help:"Lab mode: trust only the certificates in this PEM file." name:"lab-ca" placeholder:"FILE" env:"LANDFALL_LAB_CA" group:"Lab mode"`
	LabHosts  string `help:"Lab mode: count hosts at the addresses in this file (ADDRESS NAME… a line); without it there is no limit by network." placeholder:"FILE" env:"LANDFALL_LAB_HOSTS" group:"Lab mode"`
	storeFlags

	Serve     serveCmd   `cmd:"" help:"Run the web site, the API and the crawler in one process."`
	Crawl     crawlCmd   `cmd:"" help:"Run a crawler without a web site."`
	Demo      demoCmd    `cmd:"" help:"Try Landfall on a simulated network; needs no Internet and keeps nothing."`
	Sim       simCmd     `cmd:"" help:"Run a simulated fediverse on loopback."`
	Check     checkCmd   `cmd:"" help:"Look at one instance now and print what was seen."`
	Explain   explainCmd `cmd:"" help:"Say what the directory makes of an instance's own words, and why."`
	Seed      seedCmd    `cmd:"" help:"Make hosts known from a file with one name a line."`
	Export    exportCmd  `cmd:"" help:"Write instances or observations to standard output."`
	Backup    backupCmd  `cmd:"" help:"Back up the embedded databases."`
	Restore   restoreCmd `cmd:"" help:"Put a backup in the place of the embedded databases."`
	Import    importCmd  `cmd:"" help:"Bring an embedded installation, or a backup, into the databases that are set."`
	Recheck   recheckCmd `cmd:"" help:"Look at hosts again as soon as possible."`
	Claim     claimCmd   `cmd:"" help:"Look at hosts every minute, as their admins wish, or list those that are."`
	Forget    forgetCmd  `cmd:"" help:"Forget a host for good, or list who is forgotten."`
	Block     blockCmd   `cmd:"" help:"Block every host below a domain, or trust them all, or list what was decided."`
	Notices   noticesCmd `cmd:"" help:"See to announcements of closing: confirm, retract, merge, enter, import."`
	Pin       pinCmd     `cmd:"" help:"Say what topics an instance has or has not, or list who said what."`
	Migrate   migrateCmd `cmd:"" help:"Bring the databases up to this version."`
	ConfigCmd configCmd  `cmd:"" name:"config" help:"Print the settings in force, and where each comes from."`
	Core      coreCmd    `cmd:"" help:"Run a small federation server, and act on it."`
	Version   versionCmd `cmd:"" help:"Print the version."`
}

// crawlFlags are shared by the commands that crawl.
type crawlFlags struct {
	Seeds    []string      `help:"Start from the hosts in these files as well (one name a line)." type:"existingfile" placeholder:"FILE" env:"LANDFALL_SEEDS"`
	List     []string      `help:"Add the hosts of these lists: text, CSV, NDJSON, or JSON as directories publish it; of joinmastodon's, the categories count for topics." type:"existingfile" placeholder:"FILE" env:"LANDFALL_LIST"`
	InFlight int           `help:"Visits under way at once, at most." default:"384" env:"LANDFALL_IN_FLIGHT"`
	Worker   string        `help:"Name of this worker in leases; by default host name and process." env:"LANDFALL_WORKER"`
	Lease    time.Duration `help:"How long a worker may keep a host." default:"5m" env:"LANDFALL_LEASE"`
	Vantage  string        `help:"Name of the place that is measured from, such as a city: speeds of different places are told apart." default:"main" env:"LANDFALL_VANTAGE"`
	sentinelFlags
	NoPictures bool `help:"Do not ask instances for the pictures that they name; pages show a letter." env:"LANDFALL_NO_PICTURES"`
	ReadPinned bool `help:"Once a week, look through the public pinned posts of the contact account that a server publishes, for word that the server closes. Of a post that says so, the sentence, the address and the day are kept; of others nothing. /crawler and /privacy say that it is on, so set it for all processes alike." env:"LANDFALL_READ_PINNED"`

	HostRate    float64 `help:"Requests a second to one host, in the long run." default:"1" env:"LANDFALL_HOST_RATE" group:"Politeness"`
	DomainRate  float64 `help:"Requests a second to all hosts below one registrable domain." default:"2" env:"LANDFALL_DOMAIN_RATE" group:"Politeness"`
	NetworkRate float64 `help:"Requests a second to one network, an IPv4 /24 or an IPv6 /48. Each worker counts its own." default:"10" env:"LANDFALL_NETWORK_RATE" group:"Politeness"`
}

// env is what a command works with besides its own flags.
type env struct {
	*cli
	stdout, stderr io.Writer
	logger         *slog.Logger
	// met is this program's own server core, nil if it runs none.
	met crawler.Contacts
}
