// A test's result is a line; the number of failures is the exit status.

let count = 0;
const failed = [];

// check reports one test. Problems are what is wrong, as text; none is a success.
export function check(name, problems) {
  count++;
  const list = [problems].flat().filter(Boolean);
  if (list.length === 0) {
    console.log(`ok ${count} - ${name}`);
    return;
  }
  failed.push(name);
  console.log(`not ok ${count} - ${name}`);
  for (const problem of list) console.log(`  # ${String(problem).replaceAll("\n", "\n  # ")}`);
}

// finish prints the plan and a summary, and returns the exit status. No test at
// all is a failure too.
export function finish() {
  console.log(`1..${count}`);
  console.log(`# ${count - failed.length} of ${count} passed`);
  return failed.length > 0 || count === 0 ? 1 : 0;
}
