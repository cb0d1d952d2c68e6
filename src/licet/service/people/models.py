"""Who acts: users, organisations, and the role a user has in one."""

from __future__ import annotations

from functools import cached_property
from uuid import UUID, uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from licet.service.base.ids import new_id


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, name: str, password: str | None = None) -> User:
        """`password=None` makes an account that no password opens."""
        user = self.model(email=self.normalize_email(email).lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class Role(models.TextChoices):
    """What a person does in an organisation. There is no role above these: nobody may do everything."""

    EXPORTER = "exporter", _("Exporter")
    OFFICER = "officer", _("Licensing officer")
    ASSESSOR = "assessor", _("Technical assessor")
    ADVISER = "adviser", _("Adviser")
    APPROVER = "approver", _("Approver")
    AUDITOR = "auditor", _("Auditor")


class User(AbstractBaseUser):
    """A person who signs in. The ledger knows them only by `pseudonym`, which says nothing of when they joined."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pseudonym = models.UUIDField(unique=True, default=uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def posts(self) -> tuple[Membership, ...]:
        """The memberships with their organisations, read once per request; not at all where they came prefetched."""
        if "memberships" in getattr(self, "_prefetched_objects_cache", {}):
            return tuple(sorted(self.memberships.all(), key=lambda post: (post.created_at, post.pk)))
        return tuple(self.memberships.select_related("organisation").order_by("created_at", "id"))

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(post.role) for post in self.posts)

    @property
    def organisation_ids(self) -> frozenset[UUID]:
        return frozenset(post.organisation_id for post in self.posts)

    def organisations_as(self, role: Role) -> frozenset[UUID]:
        """The organisations in which this person has `role`."""
        return frozenset(post.organisation_id for post in self.posts if post.role == role)


class Organisation(models.Model):
    class Kind(models.TextChoices):
        EXPORTER = "exporter", _("Exporter")
        AUTHORITY = "authority", _("Licensing authority")
        BODY = "body", _("Consulted or supervising body")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=200, unique=True)
    country = models.CharField(max_length=2)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["exporter", "authority", "body"]), name="organisation_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person has a role in an organisation; nowhere else does a right come from."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation", "role"], name="membership_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.organisation}"
