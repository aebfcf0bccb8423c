"""The elements that NCMEC's reporting schema has, in its order (formats.md §1a). What differs is read, and noted."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from understone.operation.referrals.formats.gathering import Gathering
from understone.operation.referrals.formats.paths import under

_ACCOUNT = (
    "espIdentifier espService compromisedAccount screenName displayName profileUrl profileBio ipCaptureEvent deviceId"
)
_PERSON = "firstName middleName lastName phone email address age ageAssertionDiscrepancy dateOfBirth"
_REST = "estimatedLocation allEmailsReported associatedAccount additionalInfo"
_ORDER: dict[str, tuple[str, ...]] = {
    name: tuple(children.split())
    for name, children in {
        "report": "batchedReport incidentSummary internetDetails lawEnforcement reporter personOrUserReported "
        "intendedRecipient victim additionalInfo",
        "incidentSummary": "incidentType platform escalateToHighPriority reportAnnotations incidentDateTime "
        "incidentDateTimeDescription",
        "reportAnnotations": "sextortion csamSolicitation minorToMinorInteraction spam sadisticOnlineExploitation "
        "informational",
        "internetDetails": "webPageIncident emailIncident newsgroupIncident chatImIncident onlineGamingIncident "
        "cellPhoneIncident nonInternetIncident peer2peerIncident",
        "webPageIncident": "url additionalInfo",
        "emailIncident": "emailAddress content additionalInfo",
        "newsgroupIncident": "name emailAddress content additionalInfo",
        "chatImIncident": "chatClient chatRoomName content additionalInfo",
        "onlineGamingIncident": "gameName console content additionalInfo",
        "cellPhoneIncident": "phoneNumber latitude longitude additionalInfo",
        "nonInternetIncident": "locationName incidentAddress additionalInfo",
        "peer2peerIncident": "client ipCaptureEvent fileNames additionalInfo",
        "lawEnforcement": "agencyName caseNumber officerContact reportedToLe servedLegalProcessDomestic "
        "servedLegalProcessInternational",
        "reporter": "reportingPerson contactPerson companyTemplate termsOfService legalURL",
        "officerContact": _PERSON,
        "reportingPerson": _PERSON,
        "contactPerson": _PERSON,
        "personOrUserReported": f"personOrUserReportedPerson vehicleDescription {_ACCOUNT} thirdPartyUserReported "
        f"priorCTReports groupIdentifier {_REST}",
        "personOrUserReportedPerson": _PERSON,
        "intendedRecipient": f"intendedRecipientPerson {_ACCOUNT} priorCTReports groupIdentifier {_REST}",
        "intendedRecipientPerson": _PERSON,
        "victim": f"victimPerson {_ACCOUNT} schoolName priorCTReports groupIdentifier {_REST}",
        "victimPerson": _PERSON,
        "address": "address city zipCode state nonUsaState country",
        "estimatedLocation": "city region countryCode",
        "ipCaptureEvent": "ipAddress eventName dateTime possibleProxy port",
        "deviceId": "idType idValue eventName dateTime",
        "fileDetails": "reportId fileId originalFileName uploadedToEspTimestamp locationOfFile fileViewedByEsp "
        "exifViewedByEsp publiclyAvailable fileRelevance fileAnnotations industryClassification originalFileHash "
        "ipCaptureEvent deviceId details additionalInfo",
        "details": "nameValuePair",
        "nameValuePair": "name value",
    }.items()
}
_UNORDERED: dict[str, frozenset[str]] = {
    name: frozenset(children.split())
    for name, children in {
        "associatedAccount": f"platform approximateAge {_PERSON} groupIdentifier {_ACCOUNT} {_REST}",
        "fileAnnotations": "animeDrawingVirtualHentai potentialMeme viral possibleSelfProduction physicalHarm "
        "violenceGore bestiality liveStreaming infant generativeAi",
    }.items()
}


def note_order(gathering: Gathering, element: Element, path: str, local: Callable[[str], str]) -> None:
    """Note each child that the schema does not know, and each element whose children stand in another order."""
    name = local(element.tag)
    order = _ORDER.get(name, ())
    known = _UNORDERED.get(name, frozenset(order))
    places: list[int] = []
    for child in element:
        child_name = local(child.tag)
        place = under(path, child_name)
        if child_name not in known and not (name == "report" and child_name == "reportId"):
            gathering.note(place, "unknown_key", "this element is not known here; what it says is kept")
            continue
        if child_name in order:
            places.append(order.index(child_name))
        if len(child):
            note_order(gathering, child, place, local)
    if places != sorted(places):
        gathering.note(path, "wrong_order", "the elements stand in another order than the schema's; all were read")
