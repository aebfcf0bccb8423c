"""All models of the app, where Django looks for them."""

from understone.operation.access.models import DoneCall, ReaderGrant
from understone.operation.breaches.models import Breach
from understone.operation.bulletin.models import Bulletin
from understone.operation.checks.models import NominalMatch, SubjectCheck
from understone.operation.children.models import Child, ChildAtPremises, ChildIdentity, ChildLink, SafeguardingAction
from understone.operation.deconfliction.models import DeconflictionHit
from understone.operation.disclosure.models import DisclosureItem
from understone.operation.exhibits.models import Examination, Exhibit
from understone.operation.grading.models import Finding, Grade, NationalPicture
from understone.operation.identity.models import Corroboration, IdentityResolution, Preservation
from understone.operation.linking.models import LinkCarrier, LinkNode, LinkRules, LinkValue, SubjectLink
from understone.operation.organisations.models import Compartment, Membership, OperatorTable, Organisation, User
from understone.operation.outcomes.models import Arrest, Charge
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
from understone.operation.searches.models import Search, Warrant
from understone.operation.selectors.models import Selector
from understone.operation.subjects.models import Subject
from understone.operation.tasks.models import Task
from understone.operation.trust.models import PositionOfTrust
from understone.operation.viewing.models import Viewlog
from understone.operation.welfare.models import WelfarePlan

__all__ = [
    "Arrest",
    "Breach",
    "Bulletin",
    "Capture",
    "Charge",
    "Child",
    "ChildAtPremises",
    "ChildIdentity",
    "ChildLink",
    "Compartment",
    "Corroboration",
    "DeconflictionHit",
    "DisclosureItem",
    "Dissemination",
    "DoneCall",
    "Examination",
    "Exhibit",
    "Finding",
    "Grade",
    "IdentityResolution",
    "LinkCarrier",
    "LinkNode",
    "LinkRules",
    "LinkValue",
    "Membership",
    "NationalPicture",
    "NominalMatch",
    "OperatorTable",
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
    "Search",
    "Selector",
    "SignedManifest",
    "Subject",
    "SubjectCheck",
    "SubjectLink",
    "Task",
    "User",
    "Viewlog",
    "Warrant",
    "WelfarePlan",
]
