// Package starting says what somebody thinks through who starts a server: the steps in their
// order, which software suits them, what it costs, how many hours it takes, and rules to
// begin with.
//
// Everything here is a pure function of what is asked and of steps.yaml, software.yaml and
// costs.yaml, in which whatever others have found or written names the public page that says
// so. What has no source is advice or a guess of our own, and is shown as that. Nothing here
// is measured: what Landfall measured itself is in the snapshot.
package starting
