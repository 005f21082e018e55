// Package background keeps Bubble Tea from asking the terminal for its background colour while the program starts.
//
// Bubble Tea v1 asks in its own initialiser, whatever the command, and waits five seconds for a terminal that does not
// answer. Go initialises packages in the order of their import paths where nothing else decides; this path sorts
// before github.com/, so the answer is there before the question. The screen asks for itself later, and briefly.
package background

import "github.com/charmbracelet/lipgloss"

// Assumed is what Lip Gloss' default renderer is told; nothing of ours draws with that renderer.
const Assumed = true

var _ = assume()

func assume() bool {
	lipgloss.SetHasDarkBackground(Assumed)
	return Assumed
}
