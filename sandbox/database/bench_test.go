package database_test

import (
	"context"
	"testing"

	"authtour/sandbox/database"
)

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		db, err := database.Open(context.Background(), "", database.Options{})
		if err != nil {
			b.Fatal(err)
		}
		db.Close()
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
