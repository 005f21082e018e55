package progress

import (
	"encoding/json"
	"errors"
	"fmt"
)

var errNewer = errors.New("it was written by a newer authtour")

var errNotProgress = errors.New("it does not hold an object with a version, as a progress file does")

// object is a JSON object of which this program need not know every field.
type object map[string]json.RawMessage

// document is a progress file: what this program knows of it, and all of it.
type document struct {
	State State
	all   object
}

// parse reads the bytes of a progress file. The error is errNewer for a file of a newer version.
func parse(data []byte) (document, error) {
	var doc document
	if err := json.Unmarshal(data, &doc.all); err != nil {
		return document{}, fmt.Errorf("it is no JSON object: %w", err)
	}
	var version int
	if err := json.Unmarshal(doc.all["version"], &version); err != nil || version < 1 {
		return document{}, errNotProgress
	}
	if version > Version {
		return document{}, fmt.Errorf("%w (format %d; this one knows format %d)", errNewer, version, Version)
	}
	if err := json.Unmarshal(data, &doc.State); err != nil {
		return document{}, fmt.Errorf("its fields are of other types: %w", err)
	}
	return doc, nil
}

// with returns the bytes of a file that holds s, and what doc has and this program does not know.
func (doc document) with(s State) ([]byte, error) {
	var before map[string]map[string]json.RawMessage
	if raw, ok := doc.all["steps"]; ok {
		if err := json.Unmarshal(raw, &before); err != nil {
			return nil, fmt.Errorf("reading the steps: %w", err)
		}
	}
	after := map[string]object{}
	for lesson, steps := range s.Steps {
		after[lesson] = object{}
		for id, step := range steps {
			raw, err := overlay(before[lesson][id], step, "done_at", "draft", "answer")
			if err != nil {
				return nil, fmt.Errorf("writing step %s of %s: %w", id, lesson, err)
			}
			after[lesson][id] = raw
		}
	}
	all := object{}
	fields := map[string]any{
		"version": s.Version, "lesson": s.Lesson, "step": s.Step, "welcome_seen": s.WelcomeSeen, "steps": after,
	}
	for name, raw := range doc.all {
		all[name] = raw
	}
	for name, value := range fields {
		raw, err := json.Marshal(value)
		if err != nil {
			return nil, fmt.Errorf("writing %s: %w", name, err)
		}
		all[name] = raw
	}
	data, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("writing the file's fields: %w", err)
	}
	return append(data, '\n'), nil
}

// overlay writes the fields of step over those of raw. The optional ones go first: a field that is left out is empty.
func overlay(raw json.RawMessage, step Step, optional ...string) (json.RawMessage, error) {
	fields := object{}
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, &fields); err != nil {
			return nil, fmt.Errorf("reading what the file has: %w", err)
		}
	}
	if fields == nil {
		fields = object{}
	}
	for _, name := range optional {
		delete(fields, name)
	}
	known, err := json.Marshal(step)
	if err == nil {
		err = json.Unmarshal(known, &fields)
	}
	if err != nil {
		return nil, fmt.Errorf("writing what was done: %w", err)
	}
	merged, err := json.Marshal(fields)
	if err != nil {
		return nil, fmt.Errorf("writing the fields together: %w", err)
	}
	return merged, nil
}
