package main

// coreCmd is the federation core: a small ActivityPub server of this installation's own.
type coreCmd struct {
	coreFlags

	Serve   coreServeCmd   `cmd:"" help:"Run the server."`
	Account coreAccountCmd `cmd:"" help:"Make, change, move, delete and list accounts."`
	Post    corePostCmd    `cmd:"" help:"Publish a post."`
	Edit    coreEditCmd    `cmd:"" help:"Give a post newer words."`
	Delete  coreDeleteCmd  `cmd:"" help:"Take a post back."`
	Act     coreActCmd     `cmd:"" help:"Follow, like, boost, block, pin, and take it back; answer requests to follow."`
	Report  coreReportCmd  `cmd:"" help:"Report an account to its moderators."`
	Show    coreShowCmd    `cmd:"" help:"Print a timeline, notifications, relations, a post or an account, one JSON object a line."`
	Reports coreReportsCmd `cmd:"" help:"Print the moderators' queue, one JSON object a line."`
	Domain  coreDomainCmd  `cmd:"" help:"Say whom to federate with: block, allow, list, import, export."`
	Queue   coreQueueCmd   `cmd:"" help:"Print what waits to be done and to be delivered, and what was given up."`
}

// Help says what the core is.
func (coreCmd) Help() string {
	return "The core keeps its accounts and posts in the relational store of this installation. While it serves, the other commands may be used beside it: what they publish is delivered at once."
}
