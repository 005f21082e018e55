// Package content holds the lessons: one Markdown file each. It has no logic; package lessons reads them.
package content

import "embed"

// FS has the lessons in its root.
//
//go:embed *.md
var FS embed.FS
