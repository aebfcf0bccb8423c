"""All models of the app, where Django looks for them."""

from understone.operation.access.models import DoneCall, ReaderGrant
from understone.operation.checks.models import NominalMatch, SubjectCheck
from understone.operation.children.models import Child, ChildAtPremises, ChildIdentity, ChildLink, SafeguardingAction
from understone.operation.deconfliction.models import DeconflictionHit
from understone.operation.identity.models import Corroboration, IdentityResolution, Preservation
from understone.operation.linking.models import LinkCarrier, LinkNode, LinkRules, LinkValue, SubjectLink
from understone.operation.organisations.models import Compartment, Membership, Organisation, User
from understone.operation.packages.models import (
    Dissemination,
    Package,
    PackageFile,
    Receipt,
    Sealed,
    SignedManifest,
)
from understone.operation.premises.models import Premises
from understone.operation.proposals.models import Proposal
from understone.operation.referrals.models import Capture, Original, Quarantined, Referral, ReferralPart
from understone.operation.risk.models import RiskAssessment, RiskFact
from understone.operation.selectors.models import Selector
from understone.operation.subjects.models import Subject
from understone.operation.tasks.models import Task
from understone.operation.trust.models import PositionOfTrust

__all__ = [
    "Capture",
    "Child",
    "ChildAtPremises",
    "ChildIdentity",
    "ChildLink",
    "Compartment",
    "Corroboration",
    "DeconflictionHit",
    "Dissemination",
    "DoneCall",
    "IdentityResolution",
    "LinkCarrier",
    "LinkNode",
    "LinkRules",
    "LinkValue",
    "Membership",
    "NominalMatch",
    "Organisation",
    "Original",
    "Package",
    "PackageFile",
    "PositionOfTrust",
    "Premises",
    "Preservation",
    "Proposal",
    "Quarantined",
    "ReaderGrant",
    "Receipt",
    "Referral",
    "ReferralPart",
    "RiskAssessment",
    "RiskFact",
    "SafeguardingAction",
    "Sealed",
    "Selector",
    "SignedManifest",
    "Subject",
    "SubjectCheck",
    "SubjectLink",
    "Task",
    "User",
]
