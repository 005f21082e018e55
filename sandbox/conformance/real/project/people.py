"""The people of the project, and what is theirs."""

from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import call_command

# name, password, is_active, is_staff
PEOPLE = (
    ("alice", "wonderland", True, False),
    ("bob", "builder", False, False),
    ("admin", "overlook", True, True),
    ("custom_user", "bespoke", True, False),
)
NOTES = (("alice", "Buy tea"), ("admin", "Rotate the signing key"))


def create():
    """Makes the tables, and the people and notes in them. Without the app authtoken nobody has a token."""
    from notes.models import Note

    call_command("migrate", run_syncdb=True, verbosity=0)
    for name, password, active, staff in PEOPLE:
        user = User.objects.create_user(name, password=password, is_active=active, is_staff=staff)
        if apps.is_installed("rest_framework.authtoken"):
            from rest_framework.authtoken.models import Token

            Token.objects.create(user=user)
    for owner, text in NOTES:
        Note.objects.create(owner=User.objects.get(username=owner), text=text)


def described():
    passwords = {name: password for name, password, *_ in PEOPLE}
    keys = {}
    if apps.is_installed("rest_framework.authtoken"):
        from rest_framework.authtoken.models import Token

        keys = dict(Token.objects.values_list("user_id", "key"))
    return [
        {
            "id": user.pk,
            "username": user.username,
            "password": passwords[user.username],
            "is_active": user.is_active,
            "is_staff": user.is_staff,
            "token": keys.get(user.pk, ""),
        }
        for user in User.objects.order_by("pk")
    ]
