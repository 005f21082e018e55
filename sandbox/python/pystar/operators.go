package pystar

import (
	"errors"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

const (
	// maxIntBits bounds whole numbers: twice Python's own limit for reading and writing one.
	maxIntBits = 1 << 15
	// maxKey bounds what is hashed again and again.
	maxKey = 8 << 10
)

const (
	inPlaceAdd = "+="
	inPlaceOr  = "|="
)

// binaryOp names the function for an operator; and, or and = are none.
func binaryOp(op syntax.Token) (string, bool) {
	switch op {
	case syntax.PLUS, syntax.MINUS, syntax.STAR, syntax.SLASH, syntax.SLASHSLASH, syntax.PERCENT, syntax.AMP, syntax.PIPE,
		syntax.CIRCUMFLEX, syntax.LTLT, syntax.GTGT, syntax.IN, syntax.NOT_IN, syntax.EQL, syntax.NEQ, syntax.LT, syntax.GT,
		syntax.LE, syntax.GE:
		return op.String(), true
	default:
		return "", false
	}
}

// augmentedOp names the function for += and its like.
func augmentedOp(op syntax.Token) (string, bool) {
	switch op {
	case syntax.PLUS_EQ:
		return inPlaceAdd, true
	case syntax.PIPE_EQ:
		return inPlaceOr, true
	case syntax.MINUS_EQ, syntax.STAR_EQ, syntax.SLASH_EQ, syntax.SLASHSLASH_EQ, syntax.PERCENT_EQ, syntax.AMP_EQ,
		syntax.CIRCUMFLEX_EQ, syntax.LTLT_EQ, syntax.GTGT_EQ:
		return binaryOp(op - syntax.PLUS_EQ + syntax.PLUS)
	default:
		return "", false
	}
}

// operators are the functions for all operators, by name.
func operators(add func(name string, fn builtinFunc)) {
	for op := syntax.PLUS; op <= syntax.NOT_IN; op++ {
		if name, ok := binaryOp(op); ok {
			add(name, operator(op))
		}
	}
	add(inPlaceAdd, inPlace(syntax.PLUS, extend))
	add(inPlaceOr, inPlace(syntax.PIPE, unite))
}

type builtinFunc = func(*starlark.Thread, *starlark.Builtin, starlark.Tuple, []starlark.Tuple) (starlark.Value, error)

// operator is x op y, once its cost is known to be small.
func operator(op syntax.Token) builtinFunc {
	return func(thread *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
		x, y := args[0], args[1]
		if err := checkOperator(budgetOf(thread), op, x, y); err != nil {
			return nil, err
		}
		v, err := evaluate(op, x, y)
		return v, asOperator(thread, err)
	}
}

func evaluate(op syntax.Token, x, y starlark.Value) (starlark.Value, error) {
	switch op {
	case syntax.EQL, syntax.NEQ, syntax.LT, syntax.GT, syntax.LE, syntax.GE:
		ok, err := starlark.Compare(op, x, y)
		return starlark.Bool(ok), err
	default:
		return starlark.Binary(op, x, y)
	}
}

// asOperator makes an error look as if it had come from the operator itself: the function that stands for it is no
// frame of the program.
func asOperator(thread *starlark.Thread, err error) error {
	var known *starlark.EvalError
	var limit *LimitError
	if err == nil || errors.As(err, &known) || errors.As(err, &limit) {
		return err
	}
	stack := thread.CallStack()
	stack.Pop()
	return &starlark.EvalError{Msg: err.Error(), CallStack: stack}
}

// checkOperator counts what x op y takes.
func checkOperator(b *budget, op syntax.Token, x, y starlark.Value) error {
	switch op {
	case syntax.PLUS:
		return b.checkAdd(x, y)
	case syntax.STAR:
		return b.checkRepeat(x, y)
	case syntax.PERCENT:
		return b.checkPercent(x, y)
	case syntax.LTLT:
		return b.checkBits(x, 512)
	case syntax.PIPE, syntax.AMP, syntax.MINUS, syntax.CIRCUMFLEX:
		return b.take(size(x) + size(y))
	case syntax.IN, syntax.NOT_IN:
		return b.checkIn(x, y)
	case syntax.EQL, syntax.NEQ, syntax.LT, syntax.GT, syntax.LE, syntax.GE:
		return b.checkCompare(x, y)
	default:
		return nil
	}
}

func (b *budget) checkAdd(x, y starlark.Value) error {
	if _, ok := x.(starlark.Int); ok {
		return b.checkBits(x, 1)
	}
	return b.take(size(x) + size(y))
}

// checkBits refuses a number that is too long already, or gets too long by more bits.
func (b *budget) checkBits(x starlark.Value, more int64) error {
	if n, ok := x.(starlark.Int); ok && intBits(n)+more > maxIntBits {
		return limitError(ValueLimit, "the number would have more than %d bits", maxIntBits)
	}
	return b.take(size(x))
}

func (b *budget) checkRepeat(x, y starlark.Value) error {
	if _, ok := x.(starlark.Int); ok {
		x, y = y, x
	}
	n, ok := y.(starlark.Int)
	if !ok {
		return nil
	}
	if _, ok := x.(starlark.Int); ok {
		return b.checkBits(x, intBits(n))
	}
	if _, ok := x.(starlark.Float); ok {
		return nil
	}
	count, ok := n.Int64()
	if n.Sign() > 0 && !ok {
		return b.tooLarge()
	}
	return b.take(times(max(count, 0), size(x)))
}

// checkPercent bounds x % y where x is a format: each value of a tuple is used once, a value of a dict each time that
// it is named.
func (b *budget) checkPercent(x, y starlark.Value) error {
	format, ok := x.(starlark.String)
	if !ok {
		return nil
	}
	uses := int64(1)
	if _, ok := y.(*starlark.Dict); ok {
		uses = int64(strings.Count(string(format), "%"))
	}
	return b.take(size(x) + times(uses, shown(y, b.limits.Value)))
}

// shown bounds the length of str(v): a character may be written as an escape of ten.
func shown(v starlark.Value, limit int64) int64 {
	if s, ok := v.(starlark.String); ok {
		return 4 * size(s)
	}
	return 4 * weigh(v, limit)
}

// checkIn bounds x in y, which hashes x or compares it with each value of y.
func (b *budget) checkIn(x, y starlark.Value) error {
	switch y.(type) {
	case *starlark.List, starlark.Tuple:
		if scalar(x) || within(y, b.limits.Value) {
			return nil
		}
		return b.tooLarge()
	case *starlark.Dict, *starlark.Set:
		return b.checkKey(x)
	}
	return nil
}

func (b *budget) checkKey(k starlark.Value) error {
	if !keyWithin(k, maxKey) {
		return limitError(ValueLimit, "a key of more than %s", bytesText(maxKey))
	}
	return nil
}

// checkCompare bounds a comparison, which goes through the smaller side at most.
func (b *budget) checkCompare(x, y starlark.Value) error {
	if scalar(x) || scalar(y) || within(x, b.limits.Value) || within(y, b.limits.Value) {
		return nil
	}
	return b.tooLarge()
}

// scalar tells what holds no other values.
func scalar(v starlark.Value) bool {
	switch v.(type) {
	case starlark.NoneType, starlark.Bool, starlark.Int, starlark.Float, starlark.String, starlark.Bytes:
		return true
	}
	return false
}

// inPlace is x op= y: change changes x itself if it can.
func inPlace(op syntax.Token, change func(b *budget, x, y starlark.Value) (bool, error)) builtinFunc {
	plain := operator(op)
	return func(
		thread *starlark.Thread, fn *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple,
	) (starlark.Value, error) {
		changed, err := change(budgetOf(thread), args[0], args[1])
		if err != nil {
			return nil, asOperator(thread, err)
		}
		if changed {
			return args[0], nil
		}
		return plain(thread, fn, args, kwargs)
	}
}

// extend is x += y for a list.
func extend(b *budget, x, y starlark.Value) (bool, error) {
	list, ok := x.(*starlark.List)
	items, iterable := y.(starlark.Iterable)
	if !ok || !iterable {
		return false, nil
	}
	if size(x)+size(y) > b.limits.Value {
		return false, b.tooLarge()
	}
	if err := b.take(size(y)); err != nil {
		return false, err
	}
	var more []starlark.Value
	for item := range starlark.Elements(items) {
		more = append(more, item)
	}
	for _, item := range more {
		if err := list.Append(item); err != nil {
			return false, err
		}
	}
	return true, nil
}

// unite is x |= y for a dict.
func unite(b *budget, x, y starlark.Value) (bool, error) {
	dict, ok := x.(*starlark.Dict)
	more, both := y.(*starlark.Dict)
	if !ok || !both {
		return false, nil
	}
	if err := b.take(size(x) + size(y)); err != nil {
		return false, err
	}
	for _, item := range more.Items() {
		if err := dict.SetKey(item[0], item[1]); err != nil {
			return false, err
		}
	}
	return true, nil
}
