package landfall

// Level is how a line of a diagnosis came out.
type Level string

// The levels.
const (
	LevelPass    Level = "pass"
	LevelWarn    Level = "warn"    // it works, but not as well as it could, or not as many expect
	LevelFail    Level = "fail"    // it keeps the instance out
	LevelUnknown Level = "unknown" // it could not be looked at
)

// Line is one thing of an instance that was looked at.
type Line struct {
	// ID names the thing in snake_case; Section what it belongs to.
	ID, Section string
	Level       Level
	Name        string
	Found       Phrase
	// Fix is what the instance's admin can do, zero if there is nothing to do.
	Fix Phrase
}
