module landfall/tools/suites

go 1.26.6
