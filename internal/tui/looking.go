package tui

// looking are the actions on what has been: exchanges, their bytes, and what things are.
func (k keyMap) looking() []action {
	return []action{
		{key: k.FreePlay, does: "Free play: send anything, without a lesson, and back", run: on(tour.toggleFree), extra: true, foot: func(t tour) (string, string) {
			return k.FreePlay.Help().Key, t.freeDoes()
		}},
	}
}
