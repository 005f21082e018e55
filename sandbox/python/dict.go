package python

import "strings"

// smallDict is how many entries a Dict holds before it builds an index.
const smallDict = 8

// Dict is a dict whose keys are str: it keeps the order in which keys were first set. The zero value is empty. It is
// not safe for use by several goroutines while one of them changes it.
type Dict struct {
	entries []entry
	index   map[string]int
}

type entry struct {
	key   string
	value Value
}

// NewDict makes a dict of alternating keys and values, as in NewDict("user", "alice", "id", int64(1)). It panics if a
// key is no string or has no value, which is a mistake in the program.
func NewDict(pairs ...any) *Dict {
	d := &Dict{}
	for i := 0; i < len(pairs); i += 2 {
		d.Set(pairs[i].(string), pairs[i+1])
	}
	return d
}

// Len is len(d); a nil Dict is empty.
func (d *Dict) Len() int {
	if d == nil {
		return 0
	}
	return len(d.entries)
}

// Get returns the value of key, and whether there is one.
func (d *Dict) Get(key string) (Value, bool) {
	if i := d.find(key); i >= 0 {
		return d.entries[i].value, true
	}
	return nil, false
}

// Has is key in d.
func (d *Dict) Has(key string) bool { return d.find(key) >= 0 }

// Set is d[key] = value: a key that is there keeps its place.
func (d *Dict) Set(key string, value Value) {
	if i := d.find(key); i >= 0 {
		d.entries[i].value = value
		return
	}
	d.entries = append(d.entries, entry{key, value})
	if d.index != nil {
		d.index[key] = len(d.entries) - 1
	} else if len(d.entries) > smallDict {
		d.reindex()
	}
}

// Delete is del d[key], and does nothing if there is no such key.
func (d *Dict) Delete(key string) {
	i := d.find(key)
	if i < 0 {
		return
	}
	d.entries = append(d.entries[:i], d.entries[i+1:]...)
	if d.index != nil {
		d.reindex()
	}
}

// Keys returns the keys in order.
func (d *Dict) Keys() []string {
	keys := make([]string, 0, d.Len())
	for key := range d.All() {
		keys = append(keys, key)
	}
	return keys
}

// All is d.items(), for a range loop that does not change the dict.
func (d *Dict) All() func(yield func(string, Value) bool) {
	return func(yield func(string, Value) bool) {
		if d == nil {
			return
		}
		for _, e := range d.entries {
			if !yield(e.key, e.value) {
				return
			}
		}
	}
}

// Copy is d.copy(): another dict with the same values.
func (d *Dict) Copy() *Dict {
	out := &Dict{}
	for key, value := range d.All() {
		out.Set(key, value)
	}
	return out
}

func (d *Dict) find(key string) int {
	if d == nil {
		return -1
	}
	if d.index != nil {
		if i, ok := d.index[key]; ok {
			return i
		}
		return -1
	}
	for i := range d.entries {
		if d.entries[i].key == key {
			return i
		}
	}
	return -1
}

func (d *Dict) reindex() {
	d.index = make(map[string]int, 2*len(d.entries))
	for i := range d.entries {
		d.index[d.entries[i].key] = i
	}
}

func (d *Dict) repr() string {
	parts := make([]string, 0, d.Len())
	for key, value := range d.All() {
		parts = append(parts, Repr(key)+": "+ReprOf(value))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func (d *Dict) equal(other *Dict) bool {
	if d.Len() != other.Len() {
		return false
	}
	for key, value := range d.All() {
		if o, ok := other.Get(key); !ok || !Equal(value, o) {
			return false
		}
	}
	return true
}
