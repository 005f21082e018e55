package sandbox

import (
	"fmt"
	"net/http"
	"strconv"

	"authtour/sandbox/database"
	"authtour/sandbox/django"
	"authtour/sandbox/drf"
	"authtour/sandbox/python"
)

// noteDetail is the project's own view of one note: a GenericAPIView with an object permission.
func noteDetail(classes *drf.Classes) *drf.APIView {
	return &drf.APIView{
		Class: "NoteDetail", Classes: classes, Permissions: &[]string{"rest_framework.permissions.IsAuthenticated"},
		MorePermissions: []drf.Permission{isOwner{}}, Object: getNote,
		Get: &drf.Action{Run: showNote},
	}
}

// getNote is get_object_or_404(Note.objects.all(), pk=pk). A number that SQLite cannot hold matches nothing.
func getNote(req *drf.Request) error {
	missing := &django.Exception{Class: "Http404", Text: "No Note matches the given query."}
	id, err := strconv.ParseInt(req.Match.Args["pk"], 10, 64)
	if err != nil {
		return missing
	}
	note, found, err := req.Site.DB.NoteByID(req.Ctx, req.Trace, id)
	if err != nil {
		return fmt.Errorf("look up the note: %w", err)
	}
	if !found {
		return missing
	}
	req.Object = note
	return nil
}

func showNote(req *drf.Request) (*drf.Response, error) {
	note, _ := req.Object.(database.Note)
	owner, _, err := req.Site.DB.UserByID(req.Ctx, req.Trace, note.OwnerID)
	if err != nil {
		return nil, fmt.Errorf("look up the note's owner: %w", err)
	}
	data := python.NewDict("id", note.ID, "owner", owner.Username, "text", note.Text)
	return &drf.Response{Status: http.StatusOK, Data: data}, nil
}

// isOwner is the project's own object permission: a note is its owner's alone.
type isOwner struct{}

func (isOwner) Name() string { return "IsOwner" }

// HasPermission is BasePermission's: True.
func (isOwner) HasPermission(*drf.Request) bool { return true }

func (isOwner) HasObjectPermission(req *drf.Request, object any) bool {
	note, _ := object.(database.Note)
	pk, known := int64(0), false
	if req.User != nil {
		pk, known = req.User.PK()
	}
	return req.Trace.Compared("obj.owner_id", strconv.FormatInt(note.OwnerID, 10), "request.user.pk "+
		strconv.FormatInt(pk, 10), known && pk == note.OwnerID)
}
