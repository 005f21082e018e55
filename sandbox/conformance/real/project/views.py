from notes.models import Note
from rest_framework import generics, permissions
from rest_framework.response import Response
from rest_framework.views import APIView


def told(request):
    """Who the request is by, and which class said so."""
    winner = request.successful_authenticator
    return {"user": str(request.user), "authenticated_by": winner.__class__.__name__ if winner else None}


class Protected(APIView):
    def get(self, request):
        return Response(told(request))

    def post(self, request):
        return Response({**told(request), "data": request.data})


class Public(Protected):
    permission_classes = [permissions.AllowAny]


class ReadOnly(Protected):
    permission_classes = [permissions.IsAuthenticatedOrReadOnly]


class AdminOnly(APIView):
    permission_classes = [permissions.IsAdminUser]

    def get(self, request):
        return Response(told(request))


class IsOwner(permissions.BasePermission):
    def has_object_permission(self, request, view, obj):
        return request.user.pk == obj.owner_id


class NoteDetail(generics.GenericAPIView):
    queryset = Note.objects.all()
    permission_classes = [permissions.IsAuthenticated, IsOwner]

    def get(self, request, pk):
        note = self.get_object()
        return Response({"id": note.pk, "owner": note.owner.username, "text": note.text})
