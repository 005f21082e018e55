package settings

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"time"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// timedelta is Python's datetime.timedelta, in microseconds (Python's documentation, datetime).
type timedelta struct{ micros int64 }

const day = 24 * 60 * 60 * 1_000_000

// Python's own limit is 999,999,999 days; ours is what microseconds in 64 bits can hold, 292,000 years.
const maxDays = math.MaxInt64 / day

var (
	_ starlark.HasAttrs   = timedelta{}
	_ starlark.HasBinary  = timedelta{}
	_ starlark.HasUnary   = timedelta{}
	_ starlark.Comparable = timedelta{}
)

func newTimedelta(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	names := timedeltaNames()
	units := []int64{day, 1_000_000, 1, 1000, 60 * 1_000_000, 3600 * 1_000_000, 7 * day}
	values := make([]starlark.Value, len(names))
	pairs := make([]any, 0, 2*len(names))
	for i, name := range names {
		values[i] = starlark.MakeInt(0)
		pairs = append(pairs, name+"?", &values[i])
	}
	if err := starlark.UnpackArgs(b.Name(), args, kwargs, pairs...); err != nil {
		return nil, err
	}
	sum := new(big.Rat)
	for i, v := range values {
		part, err := rational(v)
		if err != nil {
			return nil, fmt.Errorf("timedelta(%s=…) wants a number, not %s", names[i], v.Type())
		}
		sum.Add(sum, part.Mul(part, new(big.Rat).SetInt64(units[i])))
	}
	return fromRat(sum)
}

// timedeltaNames are the parameters in Python's order.
func timedeltaNames() []string {
	return []string{"days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks"}
}

func rational(v starlark.Value) (*big.Rat, error) {
	switch v := v.(type) {
	case starlark.Int:
		return new(big.Rat).SetInt(v.BigInt()), nil
	case starlark.Float:
		if r := new(big.Rat).SetFloat64(float64(v)); r != nil {
			return r, nil
		}
	}
	return nil, fmt.Errorf("%s is not a finite number", v.Type())
}

// fromRat rounds half to even, as Python does.
func fromRat(r *big.Rat) (starlark.Value, error) {
	quo, rem := new(big.Int).DivMod(r.Num(), r.Denom(), new(big.Int))
	switch twice := rem.Lsh(rem, 1); twice.Cmp(r.Denom()) {
	case 1:
		quo.Add(quo, big.NewInt(1))
	case 0:
		quo.Add(quo, big.NewInt(int64(quo.Bit(0))))
	}
	if !quo.IsInt64() {
		return nil, fmt.Errorf("timedelta: more than %d days is too long", maxDays)
	}
	return timedelta{quo.Int64()}, nil
}

func (t timedelta) parts() (days, seconds, micros int64) {
	days, rest := t.micros/day, t.micros%day
	if rest < 0 {
		days, rest = days-1, rest+day
	}
	return days, rest / 1_000_000, rest % 1_000_000
}

// duration is false for what time.Duration cannot hold: about 292 years.
func (t timedelta) duration() (time.Duration, bool) {
	if t.micros > math.MaxInt64/1000 || t.micros < math.MinInt64/1000 {
		return 0, false
	}
	return time.Duration(t.micros) * time.Microsecond, true
}

// String is Python's repr.
func (t timedelta) String() string {
	var parts []string
	days, seconds, micros := t.parts()
	for _, p := range []struct {
		name  string
		value int64
	}{{"days", days}, {"seconds", seconds}, {"microseconds", micros}} {
		if p.value != 0 {
			parts = append(parts, fmt.Sprintf("%s=%d", p.name, p.value))
		}
	}
	if len(parts) == 0 {
		return "datetime.timedelta(0)"
	}
	return "datetime.timedelta(" + strings.Join(parts, ", ") + ")"
}

// Type is the name that Starlark's errors use.
func (timedelta) Type() string { return "timedelta" }

// Freeze does nothing: a timedelta never changes.
func (timedelta) Freeze() {}

// Truth is false for no time at all.
func (t timedelta) Truth() starlark.Bool { return t.micros != 0 }

// Hash agrees with equality.
func (t timedelta) Hash() (uint32, error) {
	return starlark.MakeInt64(t.micros).Hash()
}

// AttrNames lists the attributes that Attr knows.
func (timedelta) AttrNames() []string {
	return []string{"days", "microseconds", "seconds", "total_seconds"}
}

// Attr returns an attribute, or nil for a name that Python's timedelta does not have.
func (t timedelta) Attr(name string) (starlark.Value, error) {
	days, seconds, micros := t.parts()
	switch name {
	case "days":
		return starlark.MakeInt64(days), nil
	case "seconds":
		return starlark.MakeInt64(seconds), nil
	case "microseconds":
		return starlark.MakeInt64(micros), nil
	case "total_seconds":
		total := starlark.Float(float64(t.micros) / 1e6)
		return starlark.NewBuiltin(name, func(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
			return total, starlark.UnpackArgs(b.Name(), args, kwargs)
		}), nil
	}
	return notMine()
}

// CompareSameType orders by length.
func (t timedelta) CompareSameType(op syntax.Token, y starlark.Value, _ int) (bool, error) {
	other := y.(timedelta)
	return starlark.Compare(op, starlark.MakeInt64(t.micros), starlark.MakeInt64(other.micros))
}

// Unary is + and -.
func (t timedelta) Unary(op syntax.Token) (starlark.Value, error) {
	switch op {
	case syntax.PLUS:
		return t, nil
	case syntax.MINUS:
		return fromRat(new(big.Rat).SetInt(new(big.Int).Neg(big.NewInt(t.micros))))
	default:
		return notMine()
	}
}

// Binary is Python's arithmetic of timedelta: with another one + - / // %, with a number * / //.
func (t timedelta) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	mine := new(big.Rat).SetInt64(t.micros)
	if other, ok := y.(timedelta); ok {
		return withTimedelta(op, mine, new(big.Rat).SetInt64(other.micros))
	}
	number, err := rational(y)
	if err != nil {
		return notMine()
	}
	switch {
	case op == syntax.STAR:
		return fromRat(mine.Mul(mine, number))
	case side == starlark.Right:
		return notMine()
	case (op == syntax.SLASH || op == syntax.SLASHSLASH) && number.Sign() == 0:
		return nil, fmt.Errorf("timedelta: division by zero")
	case op == syntax.SLASH:
		return fromRat(mine.Quo(mine, number))
	case op == syntax.SLASHSLASH && number.IsInt():
		return fromRat(floor(mine.Quo(mine, number)))
	}
	return notMine()
}

// notMine makes Starlark report an unknown operation by itself.
func notMine() (starlark.Value, error) {
	return nil, nil //nolint:nilnil // the protocol of starlark.HasBinary, HasUnary and HasAttrs
}

// withTimedelta is called with the left operand first: Starlark asks the left one before the right one.
func withTimedelta(op syntax.Token, x, y *big.Rat) (starlark.Value, error) {
	switch op {
	case syntax.PLUS:
		return fromRat(x.Add(x, y))
	case syntax.MINUS:
		return fromRat(x.Sub(x, y))
	case syntax.SLASH, syntax.SLASHSLASH, syntax.PERCENT:
		if y.Sign() == 0 {
			return nil, fmt.Errorf("timedelta: division by zero")
		}
	default:
		return notMine()
	}
	quotient := new(big.Rat).Quo(x, y)
	switch op {
	case syntax.SLASH:
		f, _ := quotient.Float64()
		return starlark.Float(f), nil
	case syntax.SLASHSLASH:
		return starlark.MakeBigInt(floor(quotient).Num()), nil
	default:
		return fromRat(x.Sub(x, y.Mul(y, floor(quotient))))
	}
}

func floor(r *big.Rat) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Div(r.Num(), r.Denom()))
}
