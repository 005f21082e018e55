from django.contrib.auth.models import User
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed


class CustomAuthentication(BaseAuthentication):
    def authenticate(self, request):
        token = request.headers.get('X-Custom-Token')
        if not token or token != 'secure_token':
            raise AuthenticationFailed('Invalid or missing token.')

        user = User.objects.get(username='custom_user')
        return (user, None)
