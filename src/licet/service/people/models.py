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
    """What a person does in an organisation. There is no role above these: nobody may do everything.

    The administrator looks after people and sees no case.
    """

    EXPORTER = "exporter", _("Exporter")
    OFFICER = "officer", _("Licensing officer")
    ASSESSOR = "assessor", _("Technical assessor")
    ADVISER = "adviser", _("Adviser")
    APPROVER = "approver", _("Approver")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator of people")


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
    def is_official(self) -> bool:
        """Whether she has any role but the exporter's."""
        return bool(self.roles - {Role.EXPORTER})

    @property
    def organisation_ids(self) -> frozenset[UUID]:
        """The organisations whose work is hers. An administrator looks after people there and sees nothing of the work."""
        return frozenset(post.organisation_id for post in self.posts if post.role != Role.ADMINISTRATOR)

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
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    # Registered by a person who says she belongs to it; nobody in the authority has confirmed that yet.
    claimed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(claimed=False), name="organisation_name_once"
            ),
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


class Invitation(models.Model):
    """A one-time address sent to somebody. Only the digest of its secret is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=20, choices=Role)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="invitation_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.organisation}"


class FactorReset(models.Model):
    """A request to take away somebody's second factors; a second person confirms it or turns it down."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="factor_resets")
    reason = models.TextField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    done = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(settled_at=None), name="factor_reset_open_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(settled_by=models.F("asked_by"), done=True), name="factor_reset_by_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.asked_at}"


class Office(models.Model):
    """How the authority is called and reached, from a moment on. Rows are only added; the newest counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    address = models.TextField(max_length=500)
    email = models.EmailField()
    phone = models.CharField(max_length=50, blank=True)
    appeal_body = models.CharField(max_length=200)
    appeal_body_fr = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("office")

    def __str__(self) -> str:
        return self.name


class CacheEntry(models.Model):
    """The table behind the database cache (settings.CACHES), where sign-in attempts are counted. Read by Django alone."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key
