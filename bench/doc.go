// Package bench measures the program from outside, as its users meet it. Its benchmarks start processes of their own, so
// that client and server do not share a scheduler.
package bench
