// Package chart draws the site's charts as SVG on the server. Charts take plain
// domain values and come with a sentence that says the same as the picture; the
// page that shows one puts the numbers beside it as a table.
//
// [Sparkline], [Band], [Lines], [Stacked], [Bars], [Heat] and [Map] take numbers of any kind,
// nil where one is unknown, and bring their table and file along as a [Twin], which shows all
// of it with [Twin.Figure]. Titles, units and names of columns are given in English, and said in the
// reader's language like all other words; files have them in English. Charts run from left
// to right in every language.
//
// The drawings carry classes only, no colours and no text: the style sheet themes
// them, and axis labels are HTML around the drawing, so that they keep a readable
// size however narrow the screen is.
package chart
