from django.urls import include, path
from project import views
from rest_framework.authtoken.views import obtain_auth_token
from rest_framework_simplejwt import views as simplejwt

tokens = [
    path("", simplejwt.TokenObtainPairView.as_view()),
    path("refresh/", simplejwt.TokenRefreshView.as_view()),
    path("verify/", simplejwt.TokenVerifyView.as_view()),
    path("blacklist/", simplejwt.TokenBlacklistView.as_view()),
]

urlpatterns = [
    path("protected/", views.Protected.as_view()),
    path("protected-endpoint/", views.Protected.as_view()),
    path("public/", views.Public.as_view()),
    path("read-only/", views.ReadOnly.as_view()),
    path("admin-only/", views.AdminOnly.as_view()),
    path("notes/<int:pk>/", views.NoteDetail.as_view()),
    path("api-token-auth/", obtain_auth_token),
    path("api/token/", include(tokens)),
    path("api-auth/", include("rest_framework.urls")),
]
