package pysource

import "go.starlark.net/syntax"

// stmt is a statement of Python. Expressions are Starlark's already.
type stmt interface{ position() syntax.Position }

type (
	exprStmt struct{ x syntax.Expr }
	// assignStmt is targets[0] = targets[1] = … = value, or an augmented assignment with one target.
	assignStmt struct {
		pos     syntax.Position
		op      syntax.Token
		targets []syntax.Expr
		value   syntax.Expr
	}
	branchStmt struct {
		pos syntax.Position
		tok syntax.Token
	}
	returnStmt struct {
		pos   syntax.Position
		value syntax.Expr
	}
	ifStmt struct {
		pos   syntax.Position
		cond  syntax.Expr
		yes   []stmt
		elseP syntax.Position
		no    []stmt
	}
	forStmt struct {
		pos  syntax.Position
		vars syntax.Expr
		over syntax.Expr
		body []stmt
	}
	whileStmt struct {
		pos  syntax.Position
		cond syntax.Expr
		body []stmt
	}
	defStmt struct {
		pos    syntax.Position
		name   *syntax.Ident
		params []syntax.Expr
		body   []stmt
	}
	classStmt struct {
		pos  syntax.Position
		name *syntax.Ident
		base syntax.Expr
		body []stmt
	}
	// importStmt is import module [as bound], or one name of from module import name [as bound]. first tells that the
	// first part of a dotted module is bound.
	importStmt struct {
		first  bool
		pos    syntax.Position
		module string
		name   string
		bound  *syntax.Ident
	}
	raiseStmt struct {
		pos   syntax.Position
		x     syntax.Expr
		cause syntax.Expr
	}
	tryStmt struct {
		pos      syntax.Position
		body     []stmt
		handlers []handler
		orelse   []stmt
		final    []stmt
	}
	handler struct {
		pos     syntax.Position
		classes syntax.Expr
		name    *syntax.Ident
		body    []stmt
	}
)

func (s *exprStmt) position() syntax.Position   { return syntax.Start(s.x) }
func (s *assignStmt) position() syntax.Position { return s.pos }
func (s *branchStmt) position() syntax.Position { return s.pos }
func (s *returnStmt) position() syntax.Position { return s.pos }
func (s *ifStmt) position() syntax.Position     { return s.pos }
func (s *forStmt) position() syntax.Position    { return s.pos }
func (s *whileStmt) position() syntax.Position  { return s.pos }
func (s *defStmt) position() syntax.Position    { return s.pos }
func (s *classStmt) position() syntax.Position  { return s.pos }
func (s *importStmt) position() syntax.Position { return s.pos }
func (s *raiseStmt) position() syntax.Position  { return s.pos }
func (s *tryStmt) position() syntax.Position    { return s.pos }

// children returns the statement lists within a statement that belong to the same scope.
func children(s stmt) [][]stmt {
	switch s := s.(type) {
	case *ifStmt:
		return [][]stmt{s.yes, s.no}
	case *forStmt:
		return [][]stmt{s.body}
	case *whileStmt:
		return [][]stmt{s.body}
	case *tryStmt:
		lists := [][]stmt{s.body, s.orelse, s.final}
		for _, h := range s.handlers {
			lists = append(lists, h.body)
		}
		return lists
	}
	return nil
}
