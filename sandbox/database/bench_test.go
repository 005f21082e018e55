package database_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"authtour/sandbox/database"
)

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		db, err := database.Open(context.Background(), "", database.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTokenByKey(b *testing.B) {
	db := open(b, "", database.Options{})
	people, _ := db.People(b.Context())
	b.ReportAllocs()
	for b.Loop() {
		if t, found, err := db.TokenByKey(context.Background(), nil, people[0].Token); err != nil || !found || t.User.Username != "alice" {
			b.Fatal(found, err)
		}
	}
}

func BenchmarkUserByUsername(b *testing.B) {
	db := open(b, "", database.Options{})
	b.ReportAllocs()
	for b.Loop() {
		if _, found, err := db.UserByUsername(context.Background(), nil, "alice"); err != nil || !found {
			b.Fatal(found, err)
		}
	}
}

// BenchmarkHundred measures what a database takes in memory, SQLite's own included, while a hundred are open.
func BenchmarkHundred(b *testing.B) {
	if _, err := resident(); err != nil {
		b.Skipf("resident memory is read from /proc: %v", err)
	}
	for b.Loop() {
		before, _ := resident()
		open := make([]*database.DB, 100)
		for i := range open {
			db, err := database.Open(b.Context(), "", database.Options{})
			if err != nil {
				b.Fatal(err)
			}
			for range 50 {
				if _, _, err := db.GetOrCreateUser(b.Context(), nil, "dana"); err != nil {
					b.Fatal(err)
				}
			}
			open[i] = db
		}
		after, _ := resident()
		b.ReportMetric(float64(after-before)/100/1e6, "MB/db")
		for _, db := range open {
			if err := db.Close(); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// resident is the memory of this process in bytes.
func resident() (int, error) {
	data, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0, err
	}
	var size, pages int
	_, err = fmt.Sscan(string(data), &size, &pages)
	return pages * os.Getpagesize(), err
}
