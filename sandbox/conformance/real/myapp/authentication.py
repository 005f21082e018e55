from django.contrib.auth.models import User
from rest_framework import authentication, exceptions


class CustomAuthentication(authentication.BaseAuthentication):
    def authenticate(self, request):
        if request.headers.get("X-Custom-Token") != "secure_token":
            raise exceptions.AuthenticationFailed("Invalid or missing token.")
        return User.objects.get(username="custom_user"), None
