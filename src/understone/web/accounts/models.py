"""An account: password and codes of one person of the operation. Roles and compartments are the operation's alone."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Account(AbstractBaseUser):
    """What a person signs in with. `id` is that of the person."""

    id = models.UUIDField(primary_key=True, editable=False)
    pseudonym = models.TextField(unique=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=True)

    USERNAME_FIELD = "pseudonym"
    objects = BaseUserManager()

    class Meta:
        db_table = "account"

    def __str__(self) -> str:
        return self.pseudonym
